"""A change of embedding as a user meets it: at the command line, in doctor, beside the server."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.opening import open_index
from assistant.settings import load_settings
from tests.index.small_models import save_static
from tests.ui.command import run, run_json
from ui.web import background

QUESTION = "In which countries is GENIE.AI being tried out?"


@pytest.fixture
def filled(sample_home: Path, home: Path) -> Path:
    """A home of the test's own with the sample documents, embedded with the built-in model."""
    shutil.copytree(sample_home, home)
    return home


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return save_static(tmp_path / "other-model", "other")


def test_embed_changes_the_embedding_and_back(
    filled: Path, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_before = run_json("search", QUESTION)
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", str(model))
    report = run_json("embed")
    assert report["embedding"].startswith("other-model")
    assert report["before"].startswith("built-in")
    assert report["embedded"] == report["passages"] > 100
    assert "Nothing to do" in run("embed").stdout
    assert run_json("search", QUESTION) != asked_before
    monkeypatch.delenv("RAPPORTEUR_EMBEDDING")
    assert f"{report['passages']} passages embedded with built-in" in run("embed").stdout
    assert run_json("search", QUESTION) == asked_before


def test_the_former_embedding_answers_and_says_so_in_one_line(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run_json("search", QUESTION)
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", "some/model")
    result = run("search", QUESTION, "--json")
    assert result.exit_code == 0
    (line,) = result.stderr.splitlines()
    assert "some/model" in line
    assert "rapporteur embed" in line
    assert run_json("search", QUESTION) == before


def test_doctor_says_how_far_an_embedding_has_come(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = run("doctor").stdout
    assert "all passages have vectors of built-in" in shown
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", "some/model")
    checks = {check["name"]: check for check in run_doctor()}
    assert checks["vectors"]["state"] == "note"
    assert "built-in" in checks["vectors"]["finding"]
    assert "; 0 of " in checks["vectors"]["finding"]
    assert "rapporteur embed" in checks["vectors"]["advice"]
    assert checks["stores"]["state"] == "passed"
    assert checks["embedding"]["state"] == "failed"
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", str(filled / "no-such-model"))
    result = run("doctor")
    assert result.exit_code == 1
    assert "no such folder" in result.stdout


def test_an_embedding_that_is_not_there_is_one_line(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", str(filled / "no-such-model"))
    for command in (("embed",), ("ask", QUESTION)):
        result = run(*command)
        assert result.exit_code == 1
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("Error: embedding")
        assert "no such folder" in line


def test_there_is_nothing_to_embed_without_an_embedding(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", "none")
    result = run("embed")
    assert result.exit_code == 1
    assert "Set embedding to a model" in result.stderr


def test_a_reranker_that_is_not_there_is_one_line(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_RERANKER", str(filled / "no-such-model"))
    result = run("search", QUESTION)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: reranker")
    checks = {check["name"]: check for check in run_doctor()}
    assert checks["reranker"]["state"] == "failed"


def run_doctor() -> list[dict[str, str]]:
    return json.loads(run("doctor", "--json").stdout)["checks"]


def test_the_server_embeds_beside_answering(
    filled: Path, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_index(load_settings(filled, embedding=str(model))) as index:
        with background.embedding(index) as worker:
            worker.join(60)
        assert index.embedding_state().recorded.startswith("other-model")
        assert index.search(QUESTION)
    lines = capsys.readouterr().err.splitlines()
    assert "answered with built-in" in lines[0]
    assert "answered with other-model" in lines[1]


def test_a_server_whose_model_cannot_be_loaded_goes_on(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = load_settings(filled, embedding=str(filled / "no-such-model"))
    with open_index(settings) as index:
        with background.embedding(index) as worker:
            worker.join(60)
        assert index.counts()[0] > 0
    (line,) = capsys.readouterr().err.splitlines()
    assert "no such folder" in line
