"""All parts of a plan, all things that a table lists, and a plan's total are told in full."""

import pytest

PLAN_2031 = """# Budget of the harbour authority, 2031

The budget of 2031 is the first one that carries out the Ostrava Action Plan. It follows on from the
Lovrin Action Plan.

The Ostrava Action Plan was agreed in 2030.

## Resources

Table 1: WP-31 budget by priority and enabler

| Priority or enabler | Budget 2031 (EUR) | Share |
|---|---|---|
| P1 – Dredging | 410,000 | 41% |
| P2 – Pilots | 250,000 | 25% |
| P3 – Clean water | 190,000 | 19% |
| E1 – Staff | 90,000 | 9% |
| E2 – Archives | 60,000 | 6% |
| Total | 1,000,000 | 100% |

Table 2: WP-31 budget by theme

| Priority | Theme | Budget 2031 (EUR) |
|---|---|---|
| P1 – Dredging | North channel | 300,000 |
| P1 – Dredging | Inner basin | 110,000 |
| P2 – Pilots | Night service | 250,000 |
| Total |  | 660,000 |
"""
SOURCES = """# Contributions to the harbour, 2030 to 2031

Table 1: Contributions by source

| Source | 2030 (EUR) | 2031 (EUR) | Total (EUR) |
|---|---|---|---|
| Town | 4,000,000 | 5,000,000 | 9,000,000 |
| Ships | 3,000,000 | 3,500,000 | 6,500,000 |
| Total | 7,000,000 | 8,500,000 | 15,500,000 |
"""
PLAN_2028 = """# 港务局2028年预算

2028年预算落实《洛夫林行动计划》。《洛夫林行动计划》于2027年通过。

表1：WP-28预算，按优先事项分列

| 优先事项 | 2028年预算（欧元） |
|---|---|
| P1 航道 | 300,000 |
| P2 灯塔 | 200,000 |
| 总计 | 500,000 |
"""
CALENDAR = """# Calendar of the harbour authority, 2031

| Event | Start | End | Town | Country | Remark |
|---|---|---|---|---|---|
| Pilots' day | 2031-02-03 | 2031-02-04 | Porto | Portugal | 120 participants from 9 ports |
| Dredging fair | 2031-04-28 | 2031-05-02 | Mombasa | Kenya | In the old dock |
| Lighthouse night | 2031-05-17 | 2031-05-17 | Dakar | Senegal | Free entry |
| Clean water talks | 2031-06-09 | 2031-06-11 | Lima | Peru | With the university |

## Risks of the events

| Area | Risk | Rating |
|---|---|---|
| Money | Sponsors withdraw | High |
| Weather | Storms close the port | Low |

## Members present

| Member | Votes |
|---|---|
| Brenna | 4 |
| Calpe | 3 |
| Other members | 9 |
"""


@pytest.fixture(scope="module")
def assistant(over):
    return over(
        {
            "wp-31.md": PLAN_2031,
            "wp-28.md": PLAN_2028,
            "calendar.md": CALENDAR,
            "sources.md": SOURCES,
        }
    )


@pytest.mark.parametrize(
    ("question", "short"),
    [
        (
            "What are the priorities of the Ostrava Action Plan?",
            "P1 – Dredging; P2 – Pilots; P3 – Clean water",
        ),
        ("List the three priorities of WP-31.", "P1 – Dredging; P2 – Pilots; P3 – Clean water"),
        ("What are the enablers in WP-31?", "E1 – Staff; E2 – Archives"),
        ("WP-31有哪几个推动因素？", "E1 – Staff; E2 – Archives"),
        ("What are the priorities in the 2028 budget?", "P1 航道; P2 灯塔"),
        ("《洛夫林行动计划》有哪些优先事项？", "P1 航道; P2 灯塔"),
        ("洛夫林行动计划有几个优先事项？", "2"),
        ("How many priorities does WP-31 have?", "3"),
    ],
)
def test_the_parts_of_a_plan_are_the_coded_rows_of_its_document(assistant, question, short):
    assert assistant.ask(question).short_answer == short


def test_the_sentence_that_names_the_plan_and_every_row_are_cited(assistant):
    answer = assistant.ask("What are the priorities of the Ostrava Action Plan?")
    cited = [citation.quote for citation in answer.citations]
    assert "first one that carries out the Ostrava Action Plan" in " ".join(cited[0].split())
    assert len(cited) == 4


@pytest.mark.parametrize(
    "question",
    [
        "What are the priorities for women in the Ostrava Action Plan?",
        "What are the four priorities of WP-31?",
        "What are the priorities of the Geneva Action Plan?",
    ],
)
def test_other_parts_are_not_told_for_those(assistant, question):
    assert "Dredging" not in (assistant.ask(question).short_answer or "")


def test_where_no_plan_is_named_those_of_each_are_told(assistant):
    answer = assistant.ask("What are the priorities?").answer
    assert "P2 – Pilots" in answer
    assert "P2 灯塔" in answer
    assert answer.index("P2 – Pilots") < answer.index("P2 灯塔")  # the latest plan first


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What are the themes of WP-31?", "North channel; Inner basin; Night service"),
        ("What themes are under P1 in WP-31?", "North channel; Inner basin"),
        ("How many themes does priority 1 have in WP-31?", "2"),
        ("Which events take place in Africa?", "Dredging fair; Lighthouse night"),
        ("哪些活动在非洲举行？", "Dredging fair; Lighthouse night"),
        ("List the events in May 2031.", "Dredging fair; Lighthouse night"),
        ("Which events are held in Porto?", "Pilots' day"),
        ("How many events are planned in 2031?", "4"),
        ("What are the risks of the events?", "Sponsors withdraw; Storms close the port"),
        ("有哪些风险？", "Sponsors withdraw; Storms close the port"),
    ],
)
def test_all_things_of_a_kind_are_told_that_a_table_lists(assistant, question, short):
    assert assistant.ask(question).short_answer == short


@pytest.mark.parametrize(
    "question",
    [
        "List the events in November 2031.",
        "Which events are held in Canada?",
        "List the members present.",
    ],
)
def test_things_of_elsewhere_and_lists_of_some_are_not_told(assistant, question):
    answer = assistant.ask(question)
    assert "Pilots' day" not in (answer.short_answer or "")
    assert "Brenna" not in (answer.short_answer or "")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("How big is the WP-31 budget?", "EUR 1,000,000"),
        ("How big is the 2031 budget?", "EUR 1,000,000"),  # no contributions, nor of two years
        ("What is the total of the Ostrava Action Plan in 2031?", "EUR 1,000,000"),
        ("WP-28预算有多大？", "500,000欧元"),
        ("2028年预算的总额是多少？", "500,000欧元"),
        ("洛夫林行动计划一共多少钱？", "500,000欧元"),
    ],
)
def test_the_total_of_a_plan_is_the_largest_of_its_tables(assistant, question, short):
    assert assistant.ask(question).short_answer == short


def test_the_total_of_all_is_not_that_of_a_theme(assistant):
    short = assistant.ask("What is the total spending on the inner basin in WP-31?").short_answer
    assert "1,000,000" not in (short or "")
    assert "660,000" not in (short or "")


def test_who_came_is_told_by_a_remark_and_never_by_a_date(assistant):
    came = assistant.ask("Who attended the pilots' day?")
    assert came.short_answer == "120 participants from 9 ports"
    nobody = assistant.ask("Who attended the lighthouse night?")
    assert nobody.status == "not_found"
