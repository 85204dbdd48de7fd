"""What is worked out of the sentence that answers best, or of answers about each of two things."""

import pytest

from assistant.reckoning.sides import sides

REPORTS = {
    "lakes.md": """# Annual report of the Lake Authority 2024

## Academy

Since 2019 the academy has offered 60 courses; 1,250 people were trained, of whom 450 received a
certificate. The rowing school taught 1,500 people in 2024, of whom 60% were women.

In 2023 the academy held 12 safety seminars, in which 90 volunteers from 31 harbours took part.

## Works

The board consists of one chair, 6 inspectors and 4 advisers. In 2024 the yard held 3 open days, 7
courses and 5 boat trials. The yard built 15 sluice gates at £1,200 each. The mooring fee was 84
pounds in 2023 and will be 96 pounds in 2025.

## Inspection

It has three wharves. The inspectorate opened 23 pollution cases during the year and closed 17.

## Fairs

The spring fair took place in Norwick in May. 340 visitors from 12 towns came.

The autumn fair took place in Selby in October. 410 visitors from 9 towns came.

## Accounts

| Item (thousand pounds) | 2023 | 2024 |
|---|---|---|
| Total income | 2,310 | 2,400 |
| Total expenditure | 2,290 | 2,150 |
""",
    "yusuan.md": """# 湖泊管理局2026年预算

## 支出安排

| 项目 | 2026年预算（瑞郎） |
|---|---|
| 船闸维护 | 140,000 |
| 水质监测 | 95,000 |
| 志愿者培训 | 60,000 |
| 合计 | 295,000 |

2025年，管理局为湖区培训了50多名巡查员，对其中35人进行了认证。
""",
}
WORKED_OUT = [
    ("在学院受训的人里百分之几拿到了证书？", "36%", "450 / 1,250"),
    ("How many women did the rowing school teach in 2024?", "900", "1,500 × 60%"),
    ("How many of the 1,500 people the rowing school taught were women?", "900", "1,500 × 60%"),
    ("划船学校2024年教的1,500人里有多少女性？", "900", "1,500 × 60%"),
    ("What percentage of the 1,250 people trained got a certificate?", "36%", "450 / 1,250"),
    ("What was the total price of the sluice gates?", "GBP 18,000", "15 × 1,200"),
    ("By how much will the mooring fee go up from 2023 to 2025?", "12", "96 − 84"),
    ("How many more cases did the inspectorate open than close?", "6", "23 − 17"),
    ("What surplus did the Authority make in 2024?", "250,000", "2,400,000 − 2,150,000"),
    (
        "How much do lock maintenance and water quality monitoring get between them in 2026?",
        "CHF 235,000",
        "140,000 + 95,000",
    ),
    ("How many volunteers took part per safety seminar on average?", "7.5", "90 / 12"),
    ("安全研讨会平均每次有多少名志愿者参加？", "7.5", "90 / 12"),
    ("How many people are on the board altogether?", "11", "1 + 6 + 4"),
    ("By what % did the mooring fee rise from 2023 to 2025?", "14.29%", "(96 − 84) / 84"),
    (
        "How many open days, courses and boat trials did the yard hold in 2024 in all?",
        "15",
        "3 + 7 + 5",
    ),
    ("What was the Authority's income minus expenditure in 2024?", "250,000", "2,400,000"),
    ("How many lake wardens trained in 2025 left without a certificate?", "15", "50 − 35"),
    ("Which fair had more visitors, Norwick or Selby?", "Selby (410; 340)", "410 − 340"),
]  # fmt: skip
NOT_WORKED_OUT = [
    "How many of the 80 people that the rowing school taught in 2024 were women?",
    "What percentage of the 900 people trained at the academy received a certificate?",
    "学院培训的900人里百分之几拿到了证书？",
    "What percentage of the people trained at the academy were women?",
    "Who can use the sluice gates without paying?",
    "How much do lock maintenance and dredging get between them in 2026?",
    "How many men did the yard employ?",
    "How much dearer is a sluice gate in 2024 than in 2023?",
    "How many pollution cases were there per wharf on average?",
]


@pytest.fixture(scope="module")
def reports(over):
    return over(REPORTS)


@pytest.mark.parametrize(("question", "short", "working"), WORKED_OUT)
def test_figures_of_the_sentence_that_answers_are_worked_out(reports, question, short, working):
    answer = reports.ask(question)
    assert answer.short_answer == short
    assert working in answer.answer
    assert answer.citations


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_nothing_is_worked_out_that_is_not_asked_or_told(reports, question):
    assert " = " not in reports.ask(question).answer


@pytest.mark.parametrize(
    ("question", "questions"),
    [
        (
            "Which drew more people, the spring fair or the autumn fair, and by how many?",
            ("drew how many people, the spring fair?", "drew how many people, the autumn fair?"),
        ),
        (
            "两个湖的集市，诺维和塞比哪个来的人更多？各多少？",
            ("两个湖的集市，诺维，来了多少人", "两个湖的集市，塞比，来了多少人"),
        ),
        (
            "湖泊论坛2023年和2026年分别在哪个城市举办？",
            ("湖泊论坛2023年在哪个城市举办？", "湖泊论坛2026年在哪个城市举办？"),
        ),
        (
            "湖泊论坛，第4次和第9次会议各是什么时候开的？",
            ("湖泊论坛，第4次会议是什么时候开的？", "湖泊论坛，第9次会议是什么时候开的？"),
        ),
        (
            "纳米比亚和赞比亚建鱼塘时，哪个国家请来的专家更多？分别多少？",
            ("纳米比亚建鱼塘时，请来了多少专家", "赞比亚建鱼塘时，请来了多少专家"),
        ),
        (
            "Did the otter trust or the heron trust plant more trees? Give both numbers.",
            (
                "Did the otter trust plant how many trees",
                "Did the heron trust plant how many trees",
            ),
        ),
        (
            "水獭基金和苍鹭基金，哪个先成立？",
            ("水獭基金是什么时候成立？", "苍鹭基金是什么时候成立？"),
        ),
        ("How many courses did the academy offer?", None),
        ("Is the fair in Norwick or elsewhere?", None),
    ],
)
def test_a_question_about_two_things_is_asked_of_each(question, questions):
    found = sides(question)
    assert (found.questions if found else None) == questions
