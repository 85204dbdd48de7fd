"""Names that documents give to their codes, and years in codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.corpus import plain_document
from index.mining.codes import code_pairs, years_in_codes
from index.search import Index
from ingest.document import Passage


def pairs(text: str, label: str = "") -> list[tuple[str, str]]:
    kind = "row" if label else "text"
    passage = Passage(kind, text, (), None, 0, 0, label=label)  # type: ignore[arg-type]
    return [(pair.short, pair.name) for pair in code_pairs(passage)]


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("P2 – 数字化转型（包括能力开发）", ("P2", "数字化转型")),
        ("E3 – Diversity and inclusion", ("E3", "Diversity and inclusion")),
        ("• TP1：空间和地面业务的频谱使用", ("TP1", "空间和地面业务的频谱使用")),
        ("Goals:\nG1.2: Affordable access; by 2030", ("G1.2", "Affordable access")),
    ],
)
def test_a_code_is_named_at_the_start_of_a_line(text: str, pair: tuple[str, str]) -> None:
    assert pairs(text) == [pair]


def test_a_row_is_named_by_its_label() -> None:
    found = pairs("P1 – Access | 552,000", label="All priorities / P1 – Access")
    assert set(found) == {("P1", "Access")}


@pytest.mark.parametrize(
    "text",
    ["Q1: What is the DT Lab?", "P2 – 756,000", "the range A1-B2 of the sheet", "COVID-19 – 疫情"],
)
def test_questions_figures_and_ranges_are_no_names(text: str) -> None:
    assert pairs(text) == []


def test_the_year_of_a_code() -> None:
    assert [year for *_, year in years_in_codes("WTDC-22, OP-26 and RRB-97, not TDAG-2026")] == [
        "2022",
        "2026",
        "1997",
    ]


def test_a_question_about_a_code_finds_what_stands_under_its_name(tmp_path: Path) -> None:
    with Index.open(tmp_path) as index:
        plan = "P2 – 数字化转型\nP3 – 监管环境"
        lab = "数字化转型实验室今年举办了四次研讨会。"
        index.add([plain_document("plan.txt", "", plan), plain_document("lab.txt", "", lab)])
        index.add([plain_document(f"{n}.txt", "", f"第{n}次会议讨论了频谱。") for n in range(9)])
        (expansion,) = index.expand("What happened under P2?").expansions
        assert expansion.equivalents == ("数字化转型",)
        assert "plan.txt" in expansion.source
        found = [hit.document.name for hit in index.search("What happened under P2?", k=2)]
        assert set(found) == {"plan.txt", "lab.txt"}
        named = index.expand("数字化转型有哪些活动？").expansions
        assert all("P2" not in expansion.equivalents for expansion in named)


def test_an_abbreviation_that_the_embedding_cannot_read_is_asked_by_its_name(
    tmp_path: Path,
) -> None:
    with Index.open(tmp_path) as index:
        plan = "国家应急通信计划（NETP）已移交给海地。"
        index.add([plain_document("plan.txt", "", plan)])
        asked = index.expand("Which NETPs were handed over?")
        assert "国家应急通信计划" in asked.text(knows=lambda word: False)
        assert "NETP" not in asked.text(knows=lambda word: False)
        assert asked.text(knows=lambda word: word == "NETP") == asked.question
