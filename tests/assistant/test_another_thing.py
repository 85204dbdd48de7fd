"""Cells that are not of what is asked: a part told of elsewhere, one of several, another month."""

import pytest

PLAN = """# Coastal Agency: work plan for 2025

Table 1: Budget by programme (EUR)

| Programme | Outputs | Budget | Share of total |
|---|---|---|---|
| P1 – Fisheries | surveys in five bays; licences; the Coral Desk; wardens | 640,000 | 40.0% |
| P2 – Beaches and dunes | sand fences; clean beach weeks; lifeguards | 480,000 | 30.0% |
| P4 – Grants, partnerships and outreach | small grants; agreements; open days | 160,000 | 10.0% |

Table 2: Visits by bay, May 2025

| Bay | Visits | Wardens on duty |
|---|---|---|
| Allen Bay | 4,120 | 6 |
| Birch Bay | 2,980 | 4 |

The Coral Desk answers questions of divers every weekday and keeps a map of reefs.

Seal counts are made every October by volunteers from the northern districts.
"""
BUREAU = """# 河谷市水务局2025年工作计划

表1 2025年各项目预算（万元）

| 项目 | 主要内容 | 预算 | 占比 |
|---|---|---|---|
| A1 供水管网改造 | 更换管道60公里；改造泵站8座；建设智能水表平台 | 900 | 45% |
| A2 污水处理 | 扩建东郊污水厂；污泥中心；管网清淤 | 700 | 35% |
| A3 节水宣传与培训 | 节水周；学校课程；社区讲座 | 100 | 5% |

智能水表平台由数据中心负责，已接入两万户。
"""


STAFF = """# Fjord Clinics: year 2031

Table 1: Staff in post, by profession

| Profession | 2030 | 2031 | Unfilled posts 2031 |
|---|---|---|---|
| Midwives | 214 | 230 | 19 |
| Dentists | 88 | 91 | 6 |

Table 2: Actions requested

| No. | Action | By | Due |
|---|---|---|---|
| 4 | Count of tooth fillings before 1999 | Dentists | 31 May 2032 |

A tooth passport is to be brought in for pupils.

| Code | Project | Office |
|---|---|---|
| V4 | Harbour ward | Building office |
"""
TOWNS = """# 各县图书馆

表1 各县图书馆主要指标

| 县 | 馆数（个） | 藏量（万册） |
|---|---|---|
| 白石县 | 9 | 310.5 |
| 青溪县 | 7 | 288.1 |

评估定级后，全省有三级馆12个。
"""


@pytest.fixture(scope="module")
def papers(over):
    return over({"plan.md": PLAN, "bureau.md": BUREAU})


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("How much of the fisheries budget pays for the Coral Desk?", "Coral Desk"),
        ("How many visits to Birch Bay were made from the northern districts?", "northern"),
        ("What is the budget for partnerships alone?", "partnerships"),
        ("How many visits did Allen Bay have in October 2025?", "October"),
        ("智能水表平台分到多少预算？", "智能水表平台"),
        ("供水管网改造里智能水表平台占了多少？", "智能水表平台"),
        ("培训单独有多少预算？", "培训"),
    ],
)
def test_the_figure_of_a_wider_thing_is_not_given_for_a_part_of_it(papers, question, lacks):
    answer = papers.ask(question)
    assert answer.status == "not_found"
    assert lacks in answer.answer.splitlines()[0]
    assert answer.citations  # the nearest is shown


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What is the fisheries budget?", "EUR 640,000"),
        ("How much is set aside for partnerships and outreach?", "EUR 160,000"),
        ("How many visits did Birch Bay have in May 2025?", "2,980"),
        ("供水管网改造的预算是多少？", "900万元"),
        ("How much does wastewater treatment get?", "CNY 7,000,000"),
    ],
)
def test_a_row_asked_for_in_words_of_its_own_or_others_is_still_given(papers, question, figure):
    assert figure in (papers.ask(question).short_answer or "")


@pytest.fixture(scope="module")
def clinics(request, over):
    """An assistant over the text that a test names."""
    return over(request.param)


@pytest.mark.parametrize(
    ("clinics", "question"),
    [
        (STAFF, "How many midwife posts were unfilled at the end of 2030?"),
        (STAFF, "From what date will pupils need a tooth passport?"),
        (TOWNS, "白石县有几个三级馆？"),
    ],
    indirect=["clinics"],
)
def test_a_cell_beside_the_one_asked_for_is_no_answer(clinics, question):
    assert clinics.ask(question).status == "not_found"


@pytest.mark.parametrize(
    ("clinics", "question", "fact"),
    [
        (STAFF, "How many midwife posts were unfilled in 2031?", "19"),
        (STAFF, "How many midwives were in post in 2030?", "214"),
        (STAFF, "What is V4?", "Harbour ward"),
        (TOWNS, "白石县有几个图书馆？", "9"),
    ],
    indirect=["clinics"],
)
def test_the_cell_asked_for_is_told(clinics, question, fact):
    answer = clinics.ask(question)
    assert answer.status == "answered"
    assert fact in answer.answer


PLANS = """# River Trust: plans

Table 1: Budget 2031 (EUR)

| Theme | Outputs | Budget 2031 |
|---|---|---|
| Cross-cutting | meetings; the boat school's office | 90,000 |
| Water | wells; pumps | 310,000 |

Table 2: Budget 2034 (EUR)

| Theme | Budget 2034 |
|---|---|
| Boat school | 70,000 |
| Water | 330,000 |
"""


@pytest.mark.parametrize("clinics", [PLANS], indirect=True)
def test_a_row_that_only_another_years_table_has_is_not_another_row(clinics):
    answer = clinics.ask("How much did the 2031 plan give to the boat school?")
    assert answer.status == "not_found"
    assert "70,000" in clinics.ask("How much did the 2034 plan give to the boat school?").answer
