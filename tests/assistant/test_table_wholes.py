"""A column of a table without a row: all of it, each row of it, and sums that hold sums."""

import pytest

from assistant import Assistant

DEPOTS = """# Fleet report 2032

## Depots

Table 1: Drivers and vehicles by depot, 2032

| Depot | Drivers | Vehicles | Budget (EUR) |
|---|---|---|---|
| North | 15 | 9 | 120,000 |
| Quay | 10 | 7 | 95,000 |
| Hill | 8 | 4 | 60,000 |
| Total | 33 | 20 | 275,000 |

The depots are open from six in the morning.

Table 2: Tyres bought by depot, 2032

| Depot | Tyres |
|---|---|
| North | 44 |
| Quay | 26 |
| Hill | 26 |
"""

WARDS = """# 2032年病区报告

表1：2032年各病区床位和护士

| 病区 | 护士（人） | 床位（张） | 经费（万元） |
|---|---|---|---|
| 东病区 | 15 | 40 | 120 |
| 西病区 | 10 | 32 | 95 |
| 南病区 | 8 | 21 | 60 |
| 合计 | 33 | 93 | 275 |
"""

TASKS = """# 2031年任务预算

表1：任务经费总表（万元）

| 代码 | 任务 | 拨款 | 自筹 | 预算合计 |
|---|---|---|---|---|
| R1 | 道路养护 | 400 | 100 | 500 |
| R2 | 桥梁检修 | 300 | 60 | 360 |
| 小计 | 工程类 | 700 | 160 | 860 |
| S1 | 人员培训 | 80 | 20 | 100 |
| S2 | 数字档案 | 120 | 30 | 150 |
| 小计 | 保障类 | 200 | 50 | 250 |
| 总计 | | 900 | 210 | 1,110 |

表2：任务细目（万元）

| 代码 | 项目 | 预算 |
|---|---|---|
| S2 | 扫描设备 | 70 |
| S2 | 检索系统 | 95 |
| R2 | 吊索更换 | 200 |
| R2 | 支座更换 | 160 |
"""


@pytest.fixture(scope="module")
def papers(over):
    return over({"depots.md": DEPOTS, "病区.md": WARDS, "任务.md": TASKS})


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How many drivers are there in 2032?", "33"),
        ("How many vehicles were there at the depots?", "20"),
        ("2032年有多少名护士？", "33"),
        ("病区一共有多少护士？", "33"),
        ("How many drivers does Quay have?", "10"),
        ("西病区有几张床？", "32"),
    ],
)
def test_a_column_named_without_a_row_is_asked_for_in_all(
    papers: Assistant, question: str, short: str
) -> None:
    assert papers.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How many drivers does each depot have?", ["North: 15", "Quay: 10", "Hill: 8"]),
        ("What is the budget of each depot?", ["120,000", "95,000", "60,000"]),
        ("How many drivers are there per depot?", ["North: 15", "Quay: 10", "Hill: 8"]),
        ("各病区分别有多少护士？", ["东病区：15", "西病区：10", "南病区：8"]),
        ("每个病区有几张床？", ["东病区：40", "西病区：32", "南病区：21"]),
    ],
)
def test_each_row_is_told_where_each_is_asked_for(
    papers: Assistant, question: str, figures: list[str]
) -> None:
    answer = papers.ask(question)
    assert [figure in (answer.short_answer or "") for figure in figures] == [True] * len(figures)
    assert len(answer.citations) == len(figures)
    assert "275" not in answer.answer and "33" not in answer.answer


def test_all_of_each_is_one_figure(papers: Assistant) -> None:
    assert papers.ask("各病区一共有多少护士？").short_answer == "33"


def test_subtotals_with_the_word_before_the_name_are_not_added_again(papers: Assistant) -> None:
    answer = papers.ask("总表里各项任务加起来等于总计吗？")
    assert "400 + 300 + 80 + 120 = 900" in answer.answer
    assert papers.ask("2031年哪项任务的拨款最多？").short_answer == "R1 – 道路养护"


@pytest.mark.parametrize(
    "question",
    ["数字档案的各个项目加起来等于总表里的数字吗？", "S2的细目加起来等于总表里S2的预算吗？"],
)
def test_items_under_a_code_are_held_against_the_row_of_that_code(
    papers: Assistant, question: str
) -> None:
    answer = papers.ask(question)
    assert "70 + 95 = 165" in answer.answer
    assert "150" in (answer.short_answer or "")


@pytest.mark.parametrize(
    "question",
    [
        "Which two depots bought the same number of tyres, and how many each?",
        "Which two depots bought equally many tyres, and how many each?",
        "2032年哪两个车场买的轮胎（Tyres）一样多，各是多少？",
    ],
)
def test_which_rows_are_equal_asks_for_their_names(papers: Assistant, question: str) -> None:
    answer = papers.ask(question)
    assert "Quay" in (answer.short_answer or "") and "Hill" in (answer.short_answer or "")
    assert "26" in answer.answer and "44" not in answer.answer


CARGO = """# Harbour statistics 2024

| Pier | Cargo 2023 (tonnes) | Cargo 2024 (tonnes) | Calls 2024 |
|---|---|---|---|
| Grain Pier | 1,910,000 | 2,050,000 | 203 |
| Ore Pier | 870,000 | 910,000 | 118 |
| Salt Pier | 340,000 | 355,000 | 64 |
"""

WATER = """# 水务年报2023

| 水厂 | 2022年供水量（万立方米） | 2023年供水量（万立方米） |
|---|---|---|
| 青泷水厂 | 6,480 | 6,730 |
| 东湾水厂 | 5,200 | 5,310 |
| 石桥水厂 | 1,090 | 1,120 |
"""


@pytest.fixture(scope="module")
def harbour(over):
    return over({"harbour.md": CARGO, "水厂.md": WATER})


def test_another_column_of_the_year_is_no_answer_for_the_one_that_is_named(
    harbour: Assistant,
) -> None:
    assert harbour.ask("How many calls did Grain Pier have in 2024?").short_answer == "203"
    refused = harbour.ask("How many calls did Grain Pier have in 2023?")
    assert refused.status == "not_found"
    assert "203" in refused.answer and "1,910,000" not in refused.answer


def test_water_by_volume_is_no_money(harbour: Assistant) -> None:
    assert harbour.ask("青泷水厂的新设备花了多少钱？").status == "not_found"
    assert "6,730" in harbour.ask("青泷水厂2023年供水多少？").answer


def test_a_column_without_a_total_is_told_row_by_row(harbour: Assistant) -> None:
    answer = harbour.ask("How many calls were there in 2024?")
    assert answer.short_answer == "Grain Pier: 203; Ore Pier: 118; Salt Pier: 64"
    assert len(answer.citations) == 3
