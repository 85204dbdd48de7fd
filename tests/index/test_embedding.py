"""Embedders: one protocol, whatever the model behind it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from index.embedding import Embedder, EmbeddingError, EmbeddingModel, TermEmbedder, load_embedder
from index.search import Index
from ingest.document import Block, Document
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.small_models import LONGEST, save_model2vec, save_static, save_transformer


def contract(embedder: Embedder) -> None:
    """What every embedder must do."""
    texts = ["ships sail", "税 法", "", "tax law " * 300]
    for embed in (embedder.embed_queries, embedder.embed_passages):
        vectors = embed(texts)
        assert vectors.shape == (4, embedder.dimensions)
        assert vectors.dtype == np.float32
        assert np.isfinite(vectors).all()
        lengths = np.linalg.norm(vectors, axis=1)
        assert all(length == pytest.approx(1, abs=1e-3) or length == 0 for length in lengths)
        assert np.allclose(vectors[:1], embed(texts[:1]), atol=1e-4)
        assert embed([]).shape == (0, embedder.dimensions)
    assert embedder.name
    assert isinstance(embedder, Embedder)


def test_the_built_in_model_keeps_the_contract() -> None:
    embedder = load_embedder("built-in")
    contract(embedder)
    assert isinstance(embedder, TermEmbedder)


def test_the_test_embedder_keeps_the_contract() -> None:
    contract(HashingEmbedder())


def test_a_model_from_a_folder_keeps_the_contract(small_model: Path) -> None:
    contract(load_embedder(str(small_model), batch_size=2, device="cpu"))


def test_a_static_model_from_a_folder_needs_no_torch(static_models: tuple[Path, Path]) -> None:
    embedder = load_embedder(str(static_models[0]))
    contract(embedder)
    assert isinstance(embedder, TermEmbedder)


def test_a_model2vec_model_keeps_the_contract(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    contract(load_embedder(str(save_model2vec(tmp_path / "static")), device="cpu"))


def test_texts_keep_their_places_whatever_their_lengths(small_model: Path) -> None:
    texts = ["ships " * (n * 7 % 13 + 1) + "tax" * (n % 2) for n in range(10)]
    together = load_embedder(str(small_model), batch_size=3, device="cpu").embed_passages(texts)
    alone = load_embedder(str(small_model), batch_size=1, device="cpu").embed_passages(texts)
    assert np.allclose(together, alone, atol=1e-4)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    return np.allclose(one, other, atol=1e-4)


def test_prompts_stand_before_questions_and_passages(small_model: Path) -> None:
    with_prompts = load_embedder(str(small_model), device="cpu")
    without = EmbeddingModel(str(small_model), "", "", device="cpu").load()
    question, passage = (
        with_prompts.embed_queries(["ships"]),
        with_prompts.embed_passages(["ships"]),
    )
    assert not same(question, passage)
    assert same(question, without.embed_queries(["query: ships"]))
    assert same(passage, without.embed_passages(["passage: ships"]))
    assert same(without.embed_queries(["ships"]), without.embed_passages(["ships"]))


def test_own_prompts_take_the_place_of_the_models(small_model: Path) -> None:
    own = EmbeddingModel(str(small_model), "tax: ", "law: ", device="cpu").load()
    without = EmbeddingModel(str(small_model), "", "", device="cpu").load()
    assert same(own.embed_queries(["ships"]), without.embed_queries(["tax: ships"]))
    assert same(own.embed_passages(["ships"]), without.embed_passages(["law: ships"]))


def test_a_prompt_named_passage_counts_as_one_for_documents(tmp_path: Path) -> None:
    """The library fills in an empty prompt named document and would take that."""
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    folder = save_transformer(tmp_path, {"query": "query: ", "passage": "passage: "})
    saved = json.loads((folder / "config_sentence_transformers.json").read_text("utf-8"))
    saved["prompts"].pop("document", None)
    (folder / "config_sentence_transformers.json").write_text(json.dumps(saved), "utf-8")
    embedder = load_embedder(str(folder), device="cpu")
    without = EmbeddingModel(str(folder), "", "", device="cpu").load()
    assert same(embedder.embed_passages(["ships"]), without.embed_passages(["passage: ships"]))


def test_a_text_is_cut_at_the_models_own_length(small_model: Path) -> None:
    embedder = EmbeddingModel(str(small_model), "", "", device="cpu").load()
    long = "tax law " * LONGEST
    assert same(embedder.embed_passages([long]), embedder.embed_passages([long + "ships"]))


def test_vectors_of_another_model_or_prompt_have_another_name(tmp_path: Path) -> None:
    folder = str(save_static(tmp_path / "a", "static", seed=1))
    name = EmbeddingModel(folder).name()
    assert EmbeddingModel(folder, query_prompt="query: ").name() == name
    assert EmbeddingModel(folder, passage_prompt="passage: ").name() != name
    moved = shutil.copytree(folder, tmp_path / "elsewhere" / "a")
    assert EmbeddingModel(str(moved)).name() == name
    shutil.rmtree(moved)
    save_static(moved, "static", seed=2)
    assert EmbeddingModel(str(moved)).name() != name
    assert EmbeddingModel("some/model").name() == "some/model"
    assert EmbeddingModel("built-in").name() == load_embedder().name


def test_an_index_works_with_a_model_from_a_folder(small_model: Path, home: Path) -> None:
    documents = [
        Document("sea.txt", "sea", [Block("paragraph", "ships sail")]),
        Document("tax.txt", "tax", [Block("paragraph", "tax law")]),
    ]
    with Index.open(home, embedding=str(small_model), device="cpu") as index:
        index.add(documents)
        hits = index.search("ships sail")
        assert hits[0].document.name == "sea.txt"
        assert set(hits[0].scores) == {"keyword", "vector"}
        assert index.problems() == []
    with Index.open(home) as index:  # another model: the vectors are made anew
        assert "terms" in index.search("ships sail")[0].scores
        assert index.problems() == []


def refusal(name: str) -> str:
    with pytest.raises(EmbeddingError) as caught:
        load_embedder(name, device="cpu")
    message = str(caught.value)
    assert name in message
    assert 'embedding = "built-in"' in message
    assert "\n" not in message
    return message


def test_a_folder_that_is_not_there_or_holds_no_model_is_refused(tmp_path: Path) -> None:
    assert "no such folder" in refusal(str(tmp_path / "no such model"))
    assert "no such folder" in refusal("../nowhere")
    assert "modules.json" in refusal(str(tmp_path))


def test_a_damaged_model_is_refused(small_model: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(small_model, tmp_path / "damaged")
    (damaged / "model.safetensors").write_bytes(b"not weights")
    assert "cannot be loaded" in refusal(str(damaged))


def test_a_device_that_is_not_there_is_refused(small_model: Path) -> None:
    with pytest.raises(EmbeddingError, match="cannot be loaded"):
        load_embedder(str(small_model), device="no-such-device")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A model hub on this machine that has no models."""
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    from huggingface_hub import constants

    server = Hub()
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


class Hub(ThreadingHTTPServer):
    """Answers every request with one status and notes what was asked for."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answers)
        self.status, self.headers, self.asked = 503, {}, []  # type: ignore[var-annotated]


class Answers(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_a_hub_that_fails_is_asked_once(hub: Hub) -> None:
    assert "cannot be reached" in refusal("nobody/no-such-model")
    assert len(hub.asked) == 1


def test_a_name_that_the_hub_does_not_know_is_refused(hub: Hub) -> None:
    hub.status, hub.headers = 404, {"X-Error-Code": "RepoNotFound"}
    assert "no such model" in refusal("nobody/no-such-model")
    assert len([path for path in hub.asked if "no-such-model" in path]) == 1


def test_the_hub_is_not_asked_where_that_is_forbidden(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    assert "HF_HUB_OFFLINE" in refusal("nobody/no-such-model")
    assert hub.asked == []


def test_a_model_that_was_fetched_before_is_found_by_its_name(
    hub: Hub, small_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stored, commit = tmp_path / "models--maker--small", "0123456789" * 4
    shutil.copytree(small_model, stored / "snapshots" / commit)
    (stored / "refs").mkdir()
    (stored / "refs" / "main").write_text(commit, encoding="utf-8")
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path))
    found = load_embedder("maker/small", device="cpu")
    assert found.name == "maker/small"
    from_folder = load_embedder(str(small_model), device="cpu")
    assert same(found.embed_queries(["ships"]), from_folder.embed_queries(["ships"]))
    assert hub.asked == []
    # Fetched in part: without this file the library would go on, and leave the prompts away.
    (stored / "snapshots" / commit / "config_sentence_transformers.json").unlink()
    assert "not wholly" in refusal("maker/small")


def test_a_missing_package_says_which_command_installs_it() -> None:
    code = (
        "import sys; sys.modules['sentence_transformers'] = None\n"
        "from index.embedding import load_embedder, EmbeddingError\n"
        "try: load_embedder('some/model')\n"
        "except EmbeddingError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install" in done.stdout
    assert "some/model" in done.stdout
