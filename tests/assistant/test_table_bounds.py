"""Columns of bounds, and the rows and totals that a question takes as a whole."""

import pytest

WORKSHOP = """# Tram Workshop: stores and staff

Table 1: Parts in store on 1 May 2027

| Part | In store | Minimum | Ordered | Maximum |
|---|---|---|---|---|
| Brake shoe | 61 | 80 | 35 | 160 |
| Door motor | 14 | 10 | 3 | 25 |
| Wiper blade | 92 | 40 | 0 | 120 |

## Season tickets

Table 2: Season tickets of the tram museum

| Ticket | Price (EUR) | Rides |
|---|---|---|
| Day ticket | 9 | 5 |
| Pupil ticket | 22 | 30 |
| Patron ticket | 140 | 400 |

## Staff

Table 3: Staff of the workshop

| Trade | Women | Men | All |
|---|---|---|---|
| Fitters | 17 | 51 | 68 |
| Painters | 9 | 6 | 15 |
| Drivers | 40 | 88 | 128 |
| Total | 66 | 145 | 211 |
## Delays

Table 4: Trams taken out of service in 2026

| Code | Cause | Cases |
|---|---|---|
| D1 | Flat wheel | 31 |
| D2 | Broken window | 24 |
| D3 | Door jammed | 58 |
"""

NURSERY = """# 苗圃种子库存

表1 种子库存（2027年3月，公斤）

| 种子 | 库存 | 最低库存 | 最高库存 | 已订购 |
|---|---|---|---|---|
| 油松 | 36 | 20 | 70 | 11 |
| 白桦 | 9 | 12 | 30 | 24 |
| 山杏 | 17 | 15 | 50 | 0 |

## 参观票

表2 参观票种类与票价

| 票种 | 票价（元） | 可参观园区（个） |
|---|---|---|
| 通票 | 45 | 6 |
| 夜场票 | 20 | 2 |
| 学生票 | 15 | 4 |
"""

PAPERS = {"workshop.md": WORKSHOP, "nursery.md": NURSERY}


@pytest.fixture(scope="module")
def papers(over):
    return over(PAPERS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the minimum stock of brake shoes, and how many are ordered?", "80, 35"),
        ("What's the minimum for door motors?", "10"),
        ("What is the maximum number of wiper blades in store?", "120"),
        ("Which part has the highest minimum?", "Brake shoe"),
        ("Which part has the lowest maximum?", "Door motor"),
        ("油松的最高库存是多少公斤？", "70"),
        ("白桦的最低库存和已订购数量各是多少？", "12"),
        ("哪种种子的最低库存最高？", "油松"),
    ],
)
def test_a_column_called_minimum_is_no_extreme(papers, question, short):
    assert papers.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What kinds of season ticket are there?", "Day ticket; Pupil ticket; Patron ticket"),
        ("How many types of season ticket does the museum sell?", "3"),
        (
            "Other than the day ticket, which season tickets are there?",
            "Pupil ticket; Patron ticket",
        ),
        ("参观票一共有哪几种？", "通票; 夜场票; 学生票"),
        ("除了通票，还有哪几种参观票？", "夜场票; 学生票"),
        ("参观票分为几种？", "3"),
    ],
)
def test_kinds_are_the_labels_of_the_table_that_lists_them(papers, question, short):
    assert papers.ask(question).short_answer == short


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("What percentage of the fitters are women?", "17 / 68"),
        ("What share of the workshop's staff are painters?", "15 / 211"),
        ("What percentage of the workshop's staff are women?", "66 / 211"),
        ("Of all staff of the workshop, what percentage are women?", "66 / 211"),
        ("What percentage of the women are fitters?", "17 / 66"),
        ("What share of the men are drivers?", "88 / 145"),
        ("How many workshop staff are there other than fitters?", "211 − 68"),
    ],
)
def test_wholes_are_those_of_all(papers, question, working):
    assert working in papers.ask(question).answer


@pytest.mark.parametrize(
    ("question", "working"),
    [
        ("How many trams were taken out of service in 2026, all causes together?", "31 + 24 + 58"),
        ("How many trams were taken out of service in total?", "31 + 24 + 58"),
        ("2026年一共有多少辆电车（trams）停运（taken out of service）？", "31 + 24 + 58"),
        ("How many rides do all season tickets cover together?", "5 + 30 + 400"),
    ],
)
def test_the_whole_table_that_is_told_of_is_added_up(papers, question, working):
    assert working in papers.ask(question).answer
