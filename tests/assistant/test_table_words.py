"""Cells of words, rows named in another language, and tables that other places disagree with."""

import pytest

PLAN = """# Alpine Rescue Union: work plan 2027

## Works

Table 1. Huts and paths under repair

| Hut | Valley | Warden | Start | Completion | Cost (EUR thousand) | Status |
|---|---|---|---|---|---|---|
| Larch Hut | Ober Tal | Petra Lindqvist | March 2027 | October 2027 | 240 | roofing |
| Glacier Hut | Val Nera | Tomas Bielik | May 2027 | June 2028 | 515 | tender |
| Stone Bridge | Val Nera | Ines Aubry | April 2027 | August 2027 | 95 | finished |

## Risks

Table 2. Risks of the plan

| Area | Risk | Likelihood | Impact | Mitigation |
|---|---|---|---|---|
| Weather | Early snow closes the roads | high | medium | Stock the huts in August |
| Staff | Too few trained helicopter crews | high | high | Train two crews a year with the army |
| Funds | Donations stay away | low | high | Keep a reserve of three months |

## Money

Table 3. Budget 2027 (EUR)

| Item | Budget 2027 | Share of total |
|---|---|---|
| R1 Helicopters | 812,000 | 40.6% |
| R2 Training | 346,000 | 17.3% |
| R3 Emergency communications | 842,000 | 42.1% |
| Total | 2,000,000 | 100% |

## Remarks

Of the whole budget of 2027, R2 takes 17.9%.
"""

REPORT = """# 高原湖泊管理局2027年工作报告

## 一、预算

表1 2027年预算（万元）

| 任务 | 2026年 | 2027年 | 占比 |
|---|---|---|---|
| 任务一 水质监测 | 320 | 415 | 41.5% |
| 任务二 湿地恢复 | 280 | 365 | 36.5% |
| 任务三 环境教育 | 190 | 220 | 22.0% |

## 二、站点

表2 监测站

| 湖区 | 站点 | 采样次数 | 职位数 | 增幅 |
|---|---|---|---|---|
| 东湖 | 白石 | 1,240 | 18 | 6.4% |
| 西湖 | 青沙 | 1,510 | 23 | 2.9% |
"""


@pytest.fixture(scope="module")
def union(over):
    return over({"plan.md": PLAN, "report.md": REPORT})


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who is in charge of the Glacier Hut?", "Tomas Bielik"),
        ("When will the Larch Hut be finished?", "October 2027"),
        ("When do works on the Glacier Hut start?", "May 2027"),
        ("In which valley is the Stone Bridge, and how far along is it?", "Val Nera"),
        ("How is the risk of early snow mitigated?", "Stock the huts in August"),
        ("白石站点在哪个湖区？", "东湖"),
    ],
)
def test_a_cell_of_words_is_found_by_what_its_column_is_for(union, question, short):
    assert short in (union.ask(question).short_answer or "")


def test_words_and_figures_of_a_row_are_told_together(union):
    answer = union.ask("How much does the Larch Hut cost and who is in charge of it?").answer
    assert "240" in answer and "Petra Lindqvist" in answer


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Which risk is high in both likelihood and impact?", "helicopter crews"),
        ("Which risks have a low likelihood?", "Donations"),
        ("哪个风险的可能性和影响都是高？", "helicopter crews"),
    ],
)
def test_rows_are_chosen_by_the_levels_of_their_cells(union, question, name):
    short = union.ask(question).short_answer or ""
    assert name in short and ";" not in short


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How much is planned for wetland restoration in 2027?", "3,650,000"),
        ("应急通信的预算是多少？", "842,000"),
        ("直升机2027年列了多少万？", "812,000"),
        ("Budget for water quality monitoring in 2026?", "3,200,000"),
    ],
)
def test_a_row_is_named_in_another_language(union, question, short):
    answer = union.ask(question).short_answer or ""
    assert short in answer.replace("365万", "3,650,000")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("2027年任务一比任务三多多少？", "195"),
        ("白石和青沙哪个增得快？", "东湖"),
        ("白石和青沙的职位数相差多少？", "5"),
        ("By how much does R3 exceed R1 in 2027?", "30,000"),
    ],
)
def test_two_rows_are_held_against_each_other(union, question, short):
    assert short in (union.ask(question).short_answer or "")


def test_a_sentence_that_differs_from_a_cell_is_told_with_it(union):
    short = union.ask("What share of the 2027 budget does R2 have?").short_answer or ""
    assert "17.3%" in short and "17.9%" in short


@pytest.mark.parametrize(
    "question", ["Who designed the Stone Bridge?", "How high is the risk of avalanches?"]
)
def test_a_column_that_is_not_there_says_nothing(union, question):
    answer = union.ask(question)
    assert answer.status == "not_found" or "Ines Aubry" not in (answer.short_answer or "")


HOSPITAL = """# County hospital: report for 2031

## Wards

Table 1. Wards

| Ward | Beds 2031 | Admissions 2031 | Senior nurse |
|---|---|---|---|
| East wing | 141 | 8,655 | Petra Lindqvist |
| West wing | 96 | 5,210 | Tomas Bielik |

## Events

A burst pipe in the east wing in February led to the temporary closure of 26 beds for nine days. The
old laundry was sold to the town of Ravensby for EUR 1.7 million.

## Forms

Table 2. Sections of the discharge form

| Section | Filled in by | Countersigned by | Time limit |
|---|---|---|---|
| Medicines | Ward doctor | Pharmacy | 24 hours |
| Transport | Shift leader | Ambulance service | 3 days |
"""

STATIONS = """# 南岭观测站网2031年年报

表1 台站情况

| 台站 | 建站年份 | 站长 | 在站人员 | 设备资产（万元） |
|---|---|---|---|---|
| 白云站 | 1994 | 毕怀舟 | 9 | 1,316 |
| 松岭站 | 2018 | 施长庚 | 6 | 482 |
"""


@pytest.fixture(scope="module")
def county(over):
    return over({"hospital.md": HOSPITAL, "stations.md": STATIONS})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who countersigns the medicines section?", "Pharmacy"),
        ("Who fills in the transport section?", "Shift leader"),
        ("How fast must the transport section be countersigned?", "3 days"),
        ("松岭站现在谁当站长？", "施长庚"),
    ],
)
def test_a_column_answers_who_and_how_fast_whatever_stands_in_it(county, question, told):
    assert told in county.ask(question).short_answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How many beds were closed after the burst pipe?", "26"),
        ("How much did Ravensby pay for the old laundry?", "1.7 million"),
    ],
)
def test_a_sentence_that_says_more_of_the_question_goes_before_a_row(county, question, told):
    answer = county.ask(question)
    assert told in answer.answer
    assert "141" not in answer.answer


def test_a_follow_up_names_another_row_of_words(county):
    history = [
        {"role": "user", "content": "Who countersigns the medicines section?"},
        {"role": "assistant", "content": "The pharmacy."},
    ]
    assert county.ask("And for transport?", history).short_answer == "Ambulance service"
