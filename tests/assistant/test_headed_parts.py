"""The numbered chapters of a plan are its goals, its priorities or its initiatives."""

import pytest

from assistant import Assistant
from assistant.settings import Settings

STRATEGY = """# Harbour Strategy 2026-2030

The strategy was approved by the board in March 2025.

## Goal 1: Safer quays

All quays will be lit by 2028. Two new lifeboats are to be bought.

## Goal 2: Clean water

Oil spills are to be halved by 2030.

## Goal 3: Skilled crews

Three hundred pilots will be trained.

## Next steps

- Order the lamps by June 2026
- Hire two trainers

| Risk | Priority |
|---|---|
| Dark quays | High |
| Few pilots | Medium |
"""
REPORT_ZH = """# 区域举措实施报告2025

## 非洲区域举措一：建设数字港口

2025年为加纳培训了40名引航员。

## 非洲区域举措二：清洁水域

赞比亚的溢油事故减半。

## 美洲区域举措一：灾害通信

为秘鲁部署了卫星设备。

## 美洲区域举措二：宽带接入

巴西新建了两座基站。

## 美洲区域举措三：频谱管理

出版了一份指南。
"""


@pytest.fixture(scope="module")
def strategy(tmp_path_factory):
    yield from opened(tmp_path_factory.mktemp("strategy"), STRATEGY)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    yield from opened(tmp_path_factory.mktemp("report"), REPORT_ZH)


def opened(folder, text):
    (folder / "paper.md").write_text(text, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as assistant:
        assistant.ingest([folder / "paper.md"])
        yield assistant


@pytest.mark.parametrize(
    "asked", ["What are the goals?", "What are the objectives of the strategy?", "有哪些目标？"]
)
def test_all_goals_are_told_each_with_its_chapter(strategy, asked):
    answer = strategy.ask(asked)
    headings = ["Goal 1: Safer quays", "Goal 2: Clean water", "Goal 3: Skilled crews"]
    assert [citation.quote for citation in answer.citations] == headings
    assert [citation.section[-1] for citation in answer.citations] == headings


def test_they_are_counted(strategy):
    assert strategy.ask("How many goals are there?").short_answer == "3"


def test_goals_that_no_chapter_is_about_are_not_told(strategy):
    assert strategy.ask("What are the goals for women?").status == "not_found"


def test_how_high_something_is_is_no_priority(strategy):
    assert "Medium" not in (strategy.ask("What are the priorities?").short_answer or "")


@pytest.mark.parametrize(
    "asked", ["非洲的区域举措有哪些？", "Which initiatives are there for Africa?"]
)
def test_only_those_of_the_place_asked_for_are_told(report, asked):
    short = report.ask(asked).short_answer
    assert "建设数字港口" in short and "清洁水域" in short and "灾害通信" not in short


@pytest.mark.parametrize(
    "asked", ["美洲有几个区域举措？", "How many initiatives are there for the Americas?"]
)
def test_those_of_a_place_are_counted(report, asked):
    assert report.ask(asked).short_answer == "3"
