"""The references in docs/ say what the program does."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / ".ci" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_command_line_reference_is_up_to_date(reference: ModuleType) -> None:
    written = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert written == reference.cli_reference(), "run: make docs"


def test_the_settings_reference_is_up_to_date(reference: ModuleType) -> None:
    written = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert written == reference.settings_reference(), "run: make docs"


def test_every_command_of_the_contract_is_there(reference: ModuleType) -> None:
    text = reference.cli_reference()
    top = ["ingest", "documents", "remove", "search", "ask", "chat", "serve", "doctor", "settings"]
    measures = ["predict", "score", "run", "retrieval", "reading", "tables", "compare"]
    for command in [*top, *(f"eval {name}" for name in measures)]:
        assert f"## rapporteur {command}\n" in text
