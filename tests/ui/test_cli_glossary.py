"""``rapporteur glossary`` as staff use it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.command import run, run_json

TEXT = """# 2 培训

## 2.1 中心

新推出的国际电联学院培训中心（ATC）每年培训四千人。
"""


@pytest.fixture
def ingested(tmp_path: Path) -> None:
    path = tmp_path / "报告.md"
    path.write_text(TEXT, encoding="utf-8")
    assert run("ingest", path).exit_code == 0


@pytest.mark.usefixtures("ingested")
def test_show_says_where_a_term_stands() -> None:
    shown = run("glossary", "show", "ATC").stdout
    assert "国际电联学院培训中心" in shown
    assert "报告.md, 2 培训 › 2.1 中心" in shown
    assert "“国际电联学院培训中心（ATC）”" in shown
    [term] = run_json("glossary", "show", "国际电联学院培训中心")["terms"]
    assert term["term"] == "ATC"
    assert term["sources"] == [
        {
            "equivalent": "国际电联学院培训中心",
            "document": "报告.md",
            "section": ["2 培训", "2.1 中心"],
            "page": None,
            "quote": "国际电联学院培训中心（ATC）",
        }
    ]


@pytest.mark.usefixtures("ingested")
def test_all_terms_are_listed_and_an_unknown_one_is_a_failure() -> None:
    assert run("glossary", "show").stdout == "ATC\t国际电联学院培训中心\t1 document\n"
    unknown = run("glossary", "show", "XYZ")
    assert unknown.exit_code == 1
    assert "“XYZ” is not in the glossary" in unknown.stderr


@pytest.mark.usefixtures("ingested")
def test_a_file_is_exported_edited_and_imported(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    assert run("glossary", "export", path).stdout.startswith("1 terms")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["term,language,equivalents", "ATC,en,国际电联学院培训中心"]
    path.write_text("\n".join([lines[0], "ATC,en,", "雷霆计划,zh,Thunder"]), encoding="utf-8")
    taken = run_json("glossary", "import", path)
    assert taken == {"lines": 2, "entries": 2, "as_in_documents": 0, "switched_off": 1}
    shown = run("glossary", "show").stdout
    assert shown == "ATC\t\tstaff: switched off\n雷霆计划\tThunder\tstaff\n"


@pytest.mark.usefixtures("ingested")
def test_a_wrong_line_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("term,language,equivalents\n甲方,zh,Alpha\n,zh,Beta\n", encoding="utf-8")
    result = run("glossary", "import", path)
    assert result.exit_code == 1
    assert f"{path}, line 3: the term is empty" in result.stderr
    assert "甲方" not in run("glossary", "show").stdout
    assert run("glossary", "import", tmp_path / "none.csv").exit_code == 1


@pytest.mark.usefixtures("ingested")
def test_the_trace_of_an_answer_shows_the_expansion() -> None:
    result = run("ask", "ATC每年培训多少人？", "--trace")
    assert "ATC → 国际电联学院培训中心 (glossary: 报告.md)" in result.stderr


def test_a_collection_has_terms_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "terms.csv"
    path.write_text("term,language,equivalents\n甲方,zh,Alpha\n", encoding="utf-8")
    run("glossary", "import", path, "--collection", "one")
    assert run("glossary", "show", "--collection", "one").stdout == "甲方\tAlpha\tstaff\n"
    assert run("glossary", "show", "--collection", "two").stdout == ""
