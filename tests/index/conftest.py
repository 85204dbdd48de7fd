"""Small models that several tests of the index share; tests only read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.small_models import save_cross_encoder, save_static, save_transformer


@pytest.fixture(scope="session")
def static_models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two models in the built-in model's form that give the same words other vectors."""
    folder = tmp_path_factory.mktemp("static")
    return save_static(folder / "one", "one", seed=1), save_static(folder / "two", "two", seed=2)


@pytest.fixture(scope="session")
def small_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sentence-transformers model with prompts."""
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    prompts = {"query": "query: ", "document": "passage: "}
    return save_transformer(tmp_path_factory.mktemp("transformer"), prompts)


@pytest.fixture(scope="session")
def cross_encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cross-encoder of one label."""
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    return save_cross_encoder(tmp_path_factory.mktemp("cross-encoder"))
