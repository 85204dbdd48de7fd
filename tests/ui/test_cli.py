"""The command line as a user meets it: what is printed where, what is stored, how errors end."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.ui.command import NOTE, run, run_json


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "kites.md"
    path.write_text(NOTE, encoding="utf-8")
    return path


# Documents


def test_ingest_says_what_it_did_and_skips_what_it_knows(note: Path, home: Path) -> None:
    first = run("ingest", note)
    assert first.exit_code == 0
    assert first.stdout.startswith("1 added.")
    assert home.is_dir()
    assert run("ingest", note).stdout.startswith("1 unchanged.")


def test_a_bad_file_is_named_and_the_others_go_on(note: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 this is no Word file")
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("ingest", tmp_path / "broken.docx", tmp_path / "empty.txt", note)
    assert result.exit_code == 1
    lines = [line for line in result.stderr.splitlines() if line.startswith("Not read: ")]
    assert [line.split(": ")[1] for line in lines] == ["broken.docx", "empty.txt"]
    assert "1 added" in result.stdout
    assert "2 failed" in result.stdout


def test_ingest_as_json_names_failures_and_sets_the_exit_code(note: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    result = run("ingest", tmp_path / "empty.txt", note, "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["added"] == ["kites.md"]
    assert [failure["name"] for failure in report["failures"]] == ["empty.txt"]
    assert report["failures"][0]["reason"]


def test_a_path_that_does_not_exist_is_a_failure(tmp_path: Path) -> None:
    result = run("ingest", tmp_path / "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr


def test_documents_lists_what_is_known_about_each(note: Path) -> None:
    run("ingest", note)
    (document,) = run_json("documents")["documents"]
    assert document["name"] == "kites.md"
    assert document["title"] == "Kites"
    assert document["language"] == "en"
    assert document["passages"] >= 2
    assert run("documents").stdout.startswith("kites.md\tKites\t")


def test_an_empty_collection_says_how_to_fill_it() -> None:
    assert run_json("documents") == {"documents": []}
    assert "rapporteur ingest PATH" in run("documents").stderr


def test_removed_documents_are_gone(note: Path) -> None:
    run("ingest", note)
    assert run_json("remove", "kites.md") == {"removed": ["kites.md"]}
    assert run_json("documents") == {"documents": []}
    assert run_json("search", "bamboo") == {"hits": []}


def test_an_unknown_name_removes_nothing(note: Path) -> None:
    run("ingest", note)
    result = run("remove", "kites.md", "kite.md")
    assert result.exit_code == 1
    assert "kite.md" in result.stderr
    assert len(run_json("documents")["documents"]) == 1


def test_collections_are_apart(note: Path) -> None:
    run("ingest", note, "--collection", "hobbies")
    assert run_json("documents") == {"documents": []}
    assert len(run_json("documents", "--collection", "hobbies")["documents"]) == 1
    assert run_json("search", "bamboo", "--collection", "hobbies")["hits"]


# Questions


def test_search_gives_the_contract_s_fields_best_first(note: Path) -> None:
    run("ingest", note)
    hits = run_json("search", "What is the frame made of?", "-k", "2")["hits"]
    assert set(hits[0]) == {"rank", "score", "document", "section", "page", "text"}
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert len(hits) <= 2
    assert "bamboo" in hits[0]["text"]
    assert hits[0]["section"][-1] == "1 Materials"
    assert "kites.md, " in run("search", "What is the frame made of?").stdout


def test_ask_answers_with_a_verbatim_citation(note: Path) -> None:
    run("ingest", note)
    answer = run_json("ask", "How much did the kite club spend on string in 2024?")
    assert answer["status"] == "answered"
    assert answer["language"] == "en"
    assert "4,250" in answer["answer"]
    assert "[1]" in answer["answer"]
    citation = answer["citations"][0]
    assert citation["marker"] == 1
    assert citation["document"] == "kites.md"
    assert citation["section"][-1] == "2 Budget"
    assert citation["quote"] in NOTE
    expected = {"question", "language", "status", "answer", "short_answer", "citations"}
    assert expected | {"confidence", "seconds"} <= set(answer)


def test_the_answer_shows_where_it_stands(note: Path) -> None:
    run("ingest", note)
    shown = run("ask", "How much did the kite club spend on string in 2024?").stdout
    assert "[1] kites.md, Kites › 2 Budget" in shown
    assert "“The kite club spent 4,250 francs on string in 2024.”" in shown


def test_what_the_documents_do_not_say_is_not_answered(note: Path) -> None:
    run("ingest", note)
    answer = run_json("ask", "Who won the chess championship in Reykjavik in 1972?")
    assert answer["status"] == "not_found"


def test_ask_without_documents_says_so() -> None:
    result = run("ask", "What is the frame made of?", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["status"] == "not_found"
    assert "rapporteur ingest PATH" in result.stderr


def test_a_saved_answer_is_the_printed_one(note: Path, tmp_path: Path) -> None:
    run("ingest", note)
    saved = tmp_path / "answer.json"
    run("ask", "What is the sail made of?", "--save", saved)
    assert "ripstop nylon" in json.loads(saved.read_text(encoding="utf-8"))["answer"]


def test_the_trace_says_on_standard_error_how_the_answer_came_about(note: Path) -> None:
    run("ingest", note)
    plain = run("ask", "What is the sail made of?")
    result = run("ask", "What is the sail made of?", "--trace")
    assert result.stdout == plain.stdout
    for part in ("Question", "Answer", "Candidates", "Found", "Time"):
        assert f"\n{part}" in result.stderr
    chosen = next(line for line in result.stderr.splitlines() if line.startswith("  ✓"))
    assert "sentence of kites.md" in chosen
    assert "The sail is made of ripstop nylon." in result.stderr
    for stage in ("understand", "expand", "search", "rank", "answer", "all"):
        assert re.search(rf"{stage} \d+\.\d", result.stderr)


def test_the_trace_is_part_of_the_json_on_request(note: Path) -> None:
    run("ingest", note)
    data = run_json("ask", "What is the sail made of?", "--trace")
    trace = data["trace"]
    first, second = trace["candidates"][:2]
    assert first["chosen"] is True
    assert first["text"] == "The sail is made of ripstop nylon."
    assert first["score"] > second["score"]
    assert first["reasons"]
    assert trace["confidence"] > trace["threshold"]
    assert trace["hits"][0]["document"] == "kites.md"
    assert set(trace["milliseconds"]) == {"understand", "expand", "search", "rank", "answer", "all"}
    assert "trace" not in run_json("ask", "What is the sail made of?")


def test_history_gives_a_follow_up_its_subject(note: Path, tmp_path: Path) -> None:
    run("ingest", note)
    history = tmp_path / "history.json"
    turns = [
        {"role": "user", "content": "What is the frame of the club's kite made of?"},
        {"role": "assistant", "content": "“The frame of the club's kite is made of bamboo.” [1]"},
    ]
    history.write_text(json.dumps(turns), encoding="utf-8")
    searched = run_json("ask", "And the sail?", "--history", history, "--trace")["trace"][
        "searched"
    ]
    assert "sail" in searched
    assert "kite" in searched


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", "not valid JSON"),
        ('{"role": "user"}', "must be a list"),
        ('[{"role": "judge", "content": "x"}]', "1"),
    ],
)
def test_a_bad_history_is_refused_by_name(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "history.json"
    path.write_text(text, encoding="utf-8")
    result = run("ask", "What is the sail made of?", "--history", path)
    assert result.exit_code == 1
    assert "history.json" in result.stderr
    assert complaint in result.stderr


def test_chat_keeps_the_conversation(note: Path) -> None:
    run("ingest", note)
    typed = "What is the frame made of?\n\nAnd the sail?\n/new\n/quit\nnever asked\n"
    shown = run("chat", typed=typed).stdout
    assert shown.index("bamboo") < shown.index("ripstop nylon")
    assert "never asked" not in shown


# Settings and state


def test_settings_shows_values_and_their_places(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('language = "zh"\n', encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_LLM_API_KEY", "sk-verysecret")
    values = {value["name"]: value for value in run_json("settings")["settings"]}
    assert values["language"]["value"] == "zh"
    assert values["language"]["source"] == str(home / "settings.toml")
    assert values["home"]["source"] == "environment RAPPORTEUR_HOME"
    shown = run("settings").stdout
    assert "language\t" in shown
    assert "verysecret" not in shown


def test_a_mistyped_setting_stops_every_command(home: Path, note: Path) -> None:
    home.mkdir()
    (home / "settings.toml").write_text('embeding = "x"\n', encoding="utf-8")
    for command in (("ingest", note), ("ask", "Why?"), ("settings",), ("doctor",)):
        result = run(*command)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert line.startswith("Error: ")
        assert "did you mean embedding" in line


def test_an_embedding_that_does_not_exist_is_an_error(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAPPORTEUR_EMBEDDING", "no-such/model")
    result = run("ingest", note)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert "no-such/model" in line


def test_the_home_flag_wins(note: Path, home: Path, tmp_path: Path) -> None:
    run("--home", tmp_path / "elsewhere", "ingest", note)
    assert (tmp_path / "elsewhere").is_dir()
    assert not home.exists()


def test_a_home_that_is_a_file_is_explained(note: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for command in (("ingest", note), ("ask", "Why?"), ("documents",)):
        result = run("--home", tmp_path / "file", *command)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert line.startswith("Error: ")
        assert str(tmp_path / "file") in line


def test_doctor_finds_a_sound_home_sound(sample_home: Path) -> None:
    result = run("--home", sample_home, "doctor", "--json")
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert checks["stores"]["state"] == "passed"
    assert checks["embedding"]["state"] == "passed"
    assert result.exit_code == 0, result.stdout


def test_doctor_repairs_an_index_that_lost_its_files(sample_home: Path, home: Path) -> None:
    shutil.copytree(sample_home, home)
    shutil.rmtree(home / "indexes")
    assert run("doctor", "--repair").exit_code == 0
    hits = run_json("search", "GENIE.AI")["hits"]
    assert any("GENIE.AI" in hit["text"] for hit in hits)


def test_doctor_finds_a_broken_catalogue(sample_home: Path, home: Path) -> None:
    shutil.copytree(sample_home, home)
    for path in home.glob("catalog.sqlite3*"):
        path.unlink()
    (home / "catalog.sqlite3").write_bytes(b"no database" * 1000)
    result = run("doctor", "--json")
    assert result.exit_code == 1
    checks = {check["name"]: check for check in json.loads(result.stdout)["checks"]}
    assert checks["stores"]["state"] == "failed"


def test_doctor_finds_a_model_server_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_LLM", "openai:any")
    monkeypatch.setenv("RAPPORTEUR_LLM_BASE_URL", "http://127.0.0.1:9")
    result = run("doctor")
    assert result.exit_code == 1
    assert "FAIL  language model" in result.stdout


# Usage


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("ask",),
        ("ask", "   "),
        ("ask", "Why?", "--no-such-option"),
        ("search", "Why?", "-k", "0"),
        ("ingest",),
        ("serve", "--port", "99999"),
        ("eval", "predict", "questions.jsonl"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr


def test_version_is_the_package_s() -> None:
    from importlib.metadata import version

    assert run("--version").stdout.strip() == f"rapporteur {version('rapporteur')}"
