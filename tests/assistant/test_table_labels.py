"""Rows told by any of their cells, several cells of a row, what is listed under a label."""

import pytest

LAKES = """# Mountain Lakes Office: results framework 2028

## 1 Programmes

Table 1: Programmes of the LK-28 budget (EUR)

| Programme | Budget 2028 (EUR) | Share of the budget |
|---|---|---|
| L1 – Clean water (including wells, sampling) | 640,000 | 40.0% |
| L2 – Shores (including footpaths) | 560,000 | 35.0% |
| L3 – Schools | 400,000 | 25.0% |
| Total | 1,600,000 | |

## 2 Themes

| Programme/theme | Outcome | Outcome indicator | Output | EUR 2028 | % of programme | % of total |
|---|---|---|---|---|---|---|
| All clean water | | | | 640,000 | | 40.0% |
| Wells | Villages drink safely | Wells tested | Drilling; pumps | 240,000 | 37.5% | 15.0% |
| Sampling | Pollution is seen | Samples a month | Laboratory; buoys | 400,000 | 62.5% | 25.0% |

## 3 Risks

| Field | Risk | Likelihood | Mitigation |
|---|---|---|---|
| Money | Grants arrive late | medium | Borrow from the reserve |
| People | Divers leave for the coast | high | Train two apprentices a year |

## 4 Products

| Product | Indicator |
|---|---|
| Courses | Pupils taught |
| Courses | Teachers certified |
| Maps | Sheets printed |
"""


@pytest.fixture(scope="module")
def lakes(over):
    return over(LAKES)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Which risk is met by training apprentices?", "Divers leave for the coast"),
        ("What is to be done if the divers leave?", "Train two apprentices a year"),
        ("哪个风险要靠动用储备借款来应对？", "Grants arrive late"),
        ("What outputs are planned for sampling in 2028?", "Laboratory; buoys"),
        ("What is the outcome indicator of sampling?", "Samples a month"),
        ("What outcome is expected of the wells?", "Villages drink safely"),
    ],
)
def test_a_row_of_words_is_told_by_any_of_its_cells(lakes, question, told):
    assert told in lakes.ask(question).answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("Sampling in 2028: the budget, its part of L1 and its part of the grand total?", 3),
        ("LK-28 sampling row: percent of L1, and percent of the total budget?", 2),
        ("2028年采样（Sampling）的预算，占L1和总额的百分之几？", 3),
    ],
)
def test_shares_of_a_group_and_of_the_whole_are_of_the_row_in_it(lakes, question, figures):
    answer = lakes.ask(question).answer
    assert all(figure in answer for figure in ("25.0%", "62.5%", "400,000")[:figures])
    assert "40.0%" not in answer


@pytest.mark.parametrize(
    "question",
    [
        "Which of the three lines takes the biggest percentage in LK-28?",
        "LK-28三项中哪一项占比最高？",
    ],
)
def test_how_many_rows_there_are_says_which_table_is_meant(lakes, question):
    assert "Clean water" in (lakes.ask(question).short_answer or "")


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Which indicators are listed for courses?", "Pupils taught; Teachers certified"),
        ("How many indicators are there for courses?", "2"),
        ("Which product is judged by the indicator sheets printed?", "Maps"),
    ],
)
def test_cells_and_their_labels_are_found_from_each_other(lakes, question, short):
    assert lakes.ask(question).short_answer == short


OUTREACH = """# Ferry Office: plan 2029

## 2.1 Enabler 3: Care of passengers

| Theme | Outputs | Performance indicators | Budget 2029 (EUR) |
|---|---|---|---|
| Cross-cutting | Help desks | Complaints; Wheelchair seats; Days closed | 45,000 |

## 2.2 Enabler 4: Training of crews

| Theme | Outputs | Performance indicators | Budget 2029 (EUR) |
|---|---|---|---|
| Cross-cutting | Night classes | Crews certified; Drills held | 80,000 |

## 3 Voyages

Table 2: Voyages by purpose, 2028

| Purpose of the voyage | Number of voyages |
|---|---|
| Mail | 24 |
| School trips | 1 |
| Salvage | 9 |
| Medical help | 1 |
"""


@pytest.fixture(scope="module")
def ferries(over):
    """An assistant over a plan whose tables of one row are told apart by their headings."""
    return over(OUTREACH)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What are the outputs of care of passengers?", "Help desks"),
        ("Which outputs does the training of crews have?", "Night classes"),
        ("How many performance indicators does care of passengers have?", "3"),
        ("How many indicators are listed for the training of crews?", "2"),
        ("Which purposes had only a single voyage?", "School trips; Medical help"),
        ("Two purposes saw just one voyage in 2028. Which?", "School trips; Medical help"),
        ("Which purposes reached twenty voyages in 2028?", "Mail"),
        ("Which purposes had 9 or more voyages?", "Mail; Salvage"),
    ],
)
def test_headings_name_single_rows_and_figures_choose_rows(ferries, question, short):
    answer = ferries.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == short


GARDENS = """# Garden Trust: plan 2031

Table 3: Themes and their links to the aims of the city

| Theme | AG1 – Clean air | AG2 – Quiet streets |
|---|---|---|
| Trees | yes | yes |
| Ponds | no | yes |

## 2 Themes

| Theme | Performance indicators | Budget 2031 (EUR) |
|---|---|---|
| Trees | Saplings planted along schools | 45,000 |
| Ponds | Frogs counted in spring | 80,000 |
| Paths | Kilometres swept by machine | 61,000 |
"""


@pytest.fixture(scope="module")
def gardens(over):
    """An assistant over a plan with codes in column headings and one indicator a theme."""
    return over(GARDENS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What does AG2 stand for in Table 3?", "Quiet streets"),
        ("AG1是什么意思？", "Clean air"),
        ("Is there an indicator that mentions frogs? Which one?", "Frogs counted in spring"),
        ("哪个指标跟frogs有关？", "Frogs counted in spring"),
        ("Which theme has the second largest budget in 2031?", "Paths"),
        ("Which theme comes second by budget in 2031?", "Paths"),
        ("In 2031 ponds get how many times what trees get?", "1.78"),
    ],
)
def test_items_headings_and_places_by_size(gardens, question, short):
    assert gardens.ask(question).short_answer == short


MEADOWS = """# 草原公园管理处2031年计划

表1 各主题预算（欧元）

| 主题 | 2030年预算（欧元） | 2031年预算（欧元） |
|---|---|---|
| 应急通信 | 120,000 | 90,000 |
| 数字技能培训 | 30,000 | 45,000 |
| 野生动物保护 | 75,000 | 82,000 |
"""


@pytest.fixture(scope="module")
def meadows(over):
    """An assistant over a Chinese budget that is asked about in English."""
    return over(MEADOWS)


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What was wildlife protection given in 2031?", "EUR 82,000"),
        ("How steep was the cut to emergency communications from 2030 to 2031?", "EUR −30,000"),
    ],
)
def test_what_is_given_cut_or_so_steep_is_a_quantity_of_a_named_row(meadows, question, short):
    assert meadows.ask(question).short_answer == short
