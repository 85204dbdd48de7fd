"""Chinese names in pinyin: found in the texts of the collection by their sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.settings import Settings
from index.glossary.sounds import syllables
from index.search import Index
from ingest.document import Block, Document

REPORT = """# 2031年工作报告

杉门坝基地于2029年10月建成，占地12亩。溪禾学院的院长是祝明岚，她2030年到任。
会议将成立工作组，被评为先进的单位共三家，先进单位由北屏分院推荐。

| 基地 | 设备维护（万元） | 学员（人） |
|---|---|---|
| 杉门坝 | 418 | 96 |
| 大溪口 | 260 | 75 |
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sounds")
    (folder / "报告.md").write_text(REPORT, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "报告.md"])
    return folder / "home"


@pytest.fixture(scope="module")
def index(home: Path) -> Iterator[Index]:
    with Index.open(home) as opened:
        yield opened


def spelt(index: Index, question: str) -> dict[str, tuple[str, ...]]:
    found = index.expand(question).expansions
    return {e.term: e.equivalents for e in found if e.source == "pinyin"}


@pytest.mark.parametrize(
    ("question", "term", "name"),
    [
        ("When was the Shanmenba base built?", "Shanmenba", "杉门坝"),
        ("Who is Zhu Minglan?", "Zhu Minglan", "祝明岚"),
        ("When did Minglan Zhu take office?", "Minglan Zhu", "祝明岚"),
        ("Qui dirige le site de Daxikou ?", "Daxikou", "大溪口"),
        ("What did the Beiping branch do?", "Beiping", "北屏"),
    ],
)
def test_a_name_in_pinyin_is_found_by_its_sound(
    index: Index, question: str, term: str, name: str
) -> None:
    assert spelt(index, question) == {term: (name,)}


@pytest.mark.parametrize(
    "question",
    [
        "Does the Jiangcheng group exist?",  # 将成 of 将成立 is no name
        "What does Anna say about training?",  # no characters of that sound
        "Is the fund larger than in Panama?",  # a name that is known otherwise
        "Who leads the base at Xinmenba?",  # another sound
    ],
)
def test_what_no_text_has_as_a_name_gets_no_form(index: Index, question: str) -> None:
    assert spelt(index, question) == {}


def test_a_name_that_the_documents_write_in_letters_gets_no_form(tmp_path: Path) -> None:
    blocks = [Block("paragraph", "Shanmenba（杉门外）is a village."), Block("paragraph", "杉门坝")]
    with Index.open(tmp_path / "home") as index:
        index.add([Document(name="a.txt", blocks=blocks, language="zh")])
        assert spelt(index, "Where is Shanmenba?") == {}


def test_an_english_question_by_such_a_name_is_answered(home: Path) -> None:
    with Assistant.open(settings=Settings(home=home)) as assistant:
        answer = assistant.ask("How many trainees does the Shanmenba base have?")
        assert answer.short_answer == "96"
        refused = assistant.ask("How many trainees does the Xinmenba base have?")
        assert refused.status == "not_found"


def test_syllables_are_told_in_every_way() -> None:
    assert {("xian",), ("xi", "an")} <= set(syllables("Xian"))
    assert ("lv", "liang") in syllables("Lüliang")
    assert syllables("School") == ()
