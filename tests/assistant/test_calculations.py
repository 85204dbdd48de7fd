"""Averages, what is left, changes and sums in the many ways that they are asked for."""

import pytest

PAPERS = {
    "lighthouse.md": """# Lighthouse Service: report for 2024

## Visitors

The open day LX-24 drew 1,240 visitors and 31 school classes. The open day LX-23 drew 900 visitors
and 20 school classes.

Delegations came from 18 counties (11 on the coast).

## Staff

The service recruited 45 keepers, bringing their total to 385. It held 60 courses for 720 keepers,
of whom 35% were women.

## Fog

Visibility at Skerrow Point in March stood at 40% of the normal level.

## Clubs

By June the Northern Club had enrolled 214 members and planted 32 beacons. The Southern Club
enrolled 168 members.

Repairs covered 14 towers, 9 jetties and 6 slipways.

The depot has 7 sheds and 54 mechanics, of whom 18 hold a diploma.

The course on climate change for keepers has 5 basic lessons and 13 optional lessons.

In 2023 the service sold 12 old boats for 84,000 euros. In 2024 it sold 15 old boats for
61,000 euros.

In 2022 the service signed 24 leases. In 2023 it signed 36 leases. During 2024, up to the end of
September, 17 leases were signed.
""",
    "灯塔.md": """# 灯塔管理处2024年总结

## 活动

开放日共接待观众2,480人，收到留言620条。志愿者培训覆盖15家航标站的360名职工。

船员代表来自22个单位（14个来自沿海）。

三月能见度仅为正常水平的45%。
""",
    "budget.md": """# Lighthouse Service: plan 2025

Table 1: Plan for 2025 by priority (in euros)

| Priority | Plan 2025 | Share of the plan |
|---|---|---|
| P1 – Lamps and optics | 420,000 | 42% |
| P2 – Towers | 250,000 | 25% |
| P3 – Training of keepers | 130,000 | 13% |
| E1 – Administration | 200,000 | 20% |
| Total | 1,000,000 | 100% |
""",
}
ASKED = [
    ("LX-24: on average, how many visitors did each school class account for?", "40", "1,240 / 31"),
    ("LX-23: how many visitors per school class?", "45", "900 / 20"),
    ("How many keepers did a course have on average?", "12", "720 / 60"),
    ("开放日平均下来一个观众留了几条留言？", "0.25", "620 / 2,480"),
    ("志愿者培训的职工，摊到每家航标站几名？", "24", "360 / 15"),
    ("How many of the counties were not on the coast?", "7", "18 − 11"),
    ("船员代表的单位里有几个不是沿海的？", "8", "22 − 14"),
    ("How many keepers were there before the 45 new ones were recruited?", "340", "385 − 45"),
    ("About how many of the keepers on the courses were women?", "252", "720 × 35%"),
    ("About how many of the keepers on the courses were men?", "468", "720 × (100% − 35%)"),
    ("By what percentage was visibility at Skerrow Point below normal in March?", "60%",
     "100 − 40"),
    ("三月能见度比平常少了百分之多少？", "55%", "100 − 45"),
    ("How many more members had the Northern Club than the Southern Club enrolled by June?",
     "46", "214 − 168"),
    ("How many towers, jetties and slipways were repaired altogether?", "29", "14 + 9 + 6"),
    ("How many leases were signed in 2022, 2023 and the first nine months of 2024 altogether?",
     "77", "24 + 36 + 17"),
    ("By what percentage did the number of leases signed rise from 2022 to 2023?",
     "50%", "(36 − 24) / 24"),
    ("P1 minus P3 in the 2025 plan: what do you get?", "EUR 290,000", "420,000 − 130,000"),
    ("Subtract P2 from P1 in the 2025 plan.", "EUR 170,000", "420,000 − 250,000"),
    ("What percentage of the 2025 plan do P2 and P3 make up together?", "38%", "25 + 13"),
    ("How much of the 2025 total is left after P1 and E1?", "EUR 380,000",
     "1,000,000 − 420,000 − 200,000"),
    ("What is the average of the three priorities in the 2025 plan?", "EUR 266,666.67",
     "420,000 + 250,000 + 130,000"),
    ("Do P2 and P3 add up to P1 in the 2025 plan?", "No: the parts add up to EUR 380,000",
     "250,000 + 130,000"),
    ("What do P1 and P2 add up to in the 2025 plan?", "EUR 670,000", "420,000 + 250,000"),
    ("Adding P2 and P3, how much is planned for 2025?", "EUR 380,000", "250,000 + 130,000"),
    ("What percentage of the depot's mechanics hold a diploma?", "33.33%", "18 / 54"),
    ("How many lessons in all does the climate-change course for keepers have?", "18", "5 + 13"),
    ("How much lower was the value of the old boats sold in 2024 compared with 2023?",
     "EUR 23,000", "84,000 − 61,000"),
    ("LX-23 and LX-24: how many visitors altogether?", "2,140", "900 + 1,240"),
    ("How many entries of the 2025 plan exceed EUR 225,000 (leave the total out)?", "2", "420,000"),
]  # fmt: skip
# Figures stand near that are of another year or another thing.
UNTOLD = [
    ("LX-22: how many visitors per school class?", "/"),
    ("What was the course about in each case?", "/"),
    ("By how much did leases grow between 2022 and 2030?", "−"),
]


@pytest.fixture(scope="module")
def papers(over):
    return over(PAPERS)


@pytest.mark.parametrize(("question", "short", "working"), ASKED)
def test_what_is_asked_for_is_worked_out_with_its_working(papers, question, short, working):
    answer = papers.ask(question)
    assert (answer.short_answer or "").startswith(short), answer.answer
    assert working in answer.answer
    assert answer.citations


@pytest.mark.parametrize(("question", "sign"), UNTOLD)
def test_figures_of_something_else_are_not_worked_with(papers, question, sign):
    head = papers.ask(question).answer.split("\n")[0]
    assert f" {sign} " not in head


def test_a_rate_is_held_against_one_of_its_kind_with_the_years_left_aside(over):
    text = "乘客满意率由2030年的81.5%提高到2031年的86.2%。"
    other = (
        "The tram arrived within three minutes in 74 per cent of trips in 2031, against 69 per"
        " cent in 2030."
    )
    assistant = over(f"# Trams\n\n{text}\n\n{other}\n")
    points = assistant.ask("乘客满意率2031年比2030年提高了多少个百分点？")
    trips = assistant.ask(
        "By how many percentage points did the share of trips on which the tram arrived"
        " within three minutes rise from 2030 to 2031?"
    )
    assert "4.7" in (points.short_answer or "")
    assert "− 3" not in trips.answer
