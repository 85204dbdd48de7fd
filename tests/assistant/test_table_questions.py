"""What people ask of tables, over small tables of the kinds that institutions publish."""

import re

import pytest

from tests.assistant.table_papers import TABLES


@pytest.fixture(scope="module")
def papers(over):
    return over(TABLES)


LOOKUPS = [
    ("What were the port dues in 2023?", "USD 3,900 thousand"),
    ("What was total income in 2024?", "USD 5,750 thousand"),
    ("What was other income in 2023?", "USD 310 thousand"),
    ("What was other expenditure in 2023?", "USD 395 thousand"),
    ("What was the exchange gain or loss in 2024?", "USD (35) thousand"),
    ("What was the average stay at the South quay?", "3.1"),
    ("How many posts did Nairobi have in 2023 and 2024?", "64; 70"),
    ("灌溉占A1预算的百分比是多少？", "56.3%"),
    ("2025年A1的预算是多少？", "320万元"),
    ("干旱的概率和影响是什么？", "高、中"),
    ("2025年给水资源管理拨了多少，占多大比例？", "320万元, 32%"),
    ("What was set aside for salaries in 2023?", "USD 2,750 thousand"),
    ("Combien de postes à Nairobi en 2024 ?", "70"),
]
COMPUTED = [
    ("How much did salaries increase from 2022 to 2024?", "USD 300 thousand", "2,900 − 2,600"),
    (
        "By what percentage did pilotage fees change between 2023 and 2024?",
        "−4.84%",
        "(1,180 − 1,240) / 1,240",
    ),
    (
        "What was the average of port dues from 2022 to 2024?",
        "USD 3,916.67 thousand",
        "(3,600 + 3,900 + 4,250) / 3",
    ),
    (
        "What is the difference between total income and total expenditure in 2024?",
        "USD 990 thousand",
        "5,750 − 4,760",
    ),
    (
        "What share of total income came from port dues in 2024?",
        "73.91%",
        "4,250 / 5,750",
    ),
    (
        "What is the ratio of salaries to maintenance and dredging in 2024?",
        "2",
        "2,900 / 1,450",
    ),
    ("How many ships called at the North quay and the South quay together?", "801", "412 + 389"),
    ("How many more posts does Geneva have than Nairobi in 2024?", "56", "126 − 70"),
    ("A1的预算2025年比2024年增加了多少？", "20万元", "320 − 300"),
    ("A4的预算从2024年到2025年增长了百分之几？", "25%", "(150 − 120) / 120"),
    ("2025年A1和A2的预算合计是多少？", "580万元", "320 + 260"),
    ("2025年A1至A3的预算合计是多少？", "840万元", "320 + 260 + 260"),
    ("2025年两处培训的预算合计多少？", "150万元", "50 + 100"),
    ("2025年方案1和方案2加起来多少？", "580万元", "320 + 260"),
    ("土壤保护的钱，2025年比2024年少了多少？", "20万元", "280 − 260"),
    ("2025年预算最多的两个方案合起来多少？", "580万元", "320 + 260"),
    ("2025年预算最多和最少的方案相差多少？", "170万元", "320 − 150"),
    (
        "What is the gap between the largest and the smallest duty station in 2024?",
        "101",
        "126 − 25",
    ),
    ("What do the two largest 2024 duty stations add up to?", "196", "126 + 70"),
    (
        "By what amount did total expenditure shrink between 2022 and 2023?",
        "USD 85 thousand",
        "4,380 − 4,295",
    ),
]
PICKED = [
    ("Which quay had the most ships?", "North quay"),
    ("Which quay had the shortest average stay?", "Cruise terminal"),
    ("Which duty station has the highest share of women?", "Nairobi"),
    ("Which quays had more than 300 ships?", "North quay; South quay"),
    ("In which year were maintenance and dredging costs the lowest?", "2023"),
    ("In which years did total income exceed 5,000 thousand?", "2024; 2023"),
    ("How many years did salaries exceed 2,700 thousand?", "2"),
    ("Rank the duty stations by posts in 2024.", "Geneva; Nairobi; Bangkok; Santiago"),
    ("2025年哪个方案的预算最多？", "A1 – 水资源管理"),
    ("2025年预算最少的两个方案是哪些？", "A4 – 气象服务; A2 – 土壤保护"),
    ("A1下面哪个项目的预算最高？", "灌溉"),
    ("Among the four duty stations of 2024, which one has the fewest posts?", "Santiago"),
    ("Were there more posts in Nairobi or in Bangkok in 2024?", "Nairobi (70; 41)"),
    ("2025年方案1和方案2的培训哪个多？", "A2 – 土壤保护 / 培训 (100万元; 50万元)"),
]


@pytest.mark.parametrize(("question", "fact"), LOOKUPS)
def test_a_cell_is_looked_up_by_row_column_and_year(papers, question, fact):
    answer = papers.ask(question)
    assert answer.status == "answered"
    assert answer.short_answer == fact
    assert answer.citations[0].table.row


@pytest.mark.parametrize(("question", "result", "working"), COMPUTED)
def test_a_computation_is_exact_shown_and_cited(papers, question, result, working):
    answer = papers.ask(question)
    assert answer.short_answer == result
    assert working in answer.answer[:300]
    operands = re.findall(r"\d[\d,]*", working.removesuffix(" / 3"))
    quoted = " ".join(citation.quote for citation in answer.citations)
    assert all(figure in quoted for figure in operands)


@pytest.mark.parametrize(("question", "names"), PICKED)
def test_rows_and_years_are_picked_by_their_figures(papers, question, names):
    answer = papers.ask(question)
    assert answer.short_answer == names


def test_rows_with_the_same_figure_are_found(papers):
    answer = papers.ask("2025年哪些方案的预算一样多？")
    assert "土壤保护" in answer.short_answer
    assert "林业" in answer.short_answer
    assert "260万元" in answer.short_answer


def test_parts_that_add_up_are_said_to(papers):
    assert "956" in papers.ask("Do the ships of the quays add up to the total?").short_answer
    assert papers.ask("A1的三个项目加起来是否等于A1的预算？").answer.startswith("**是")


def test_a_total_that_is_not_the_sum_of_its_parts_is_said(papers):
    answer = papers.ask("2025年各方案之和等于总计吗？")
    for figure in ("990万元", "1,000万元", "10万元"):
        assert figure in answer.answer[:500]


def test_a_name_under_two_groups_gets_both_readings(papers):
    answer = papers.ask("2025年培训的预算是多少？")
    assert "50万元" in answer.short_answer
    assert "100万元" in answer.short_answer
    assert "A1" in answer.answer
    assert "A2" in answer.answer


def test_a_code_that_changed_its_meaning_is_flagged(papers):
    asked = papers.ask("A3在2024年和2025年分别指什么？")
    assert asked.short_answer == "荒漠化防治 (2024); 林业 (2025)"
    compared = papers.ask("A3的预算2025年比2024年多多少？")
    assert compared.short_answer == "60万元"
    assert "荒漠化防治" in compared.answer
    assert "A3在各处所指不同" in compared.answer


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("2023年A2的预算是多少？", "没有2023年的"),
        ("What was the A2 budget in 2026?", "none gives 2026"),
        ("Quel était le budget de A2 en 2026 ?", "aucun pour 2026"),
        ("¿Cuál fue el presupuesto de A2 en 2026?", "ninguno para 2026"),
    ],
)
def test_a_year_without_a_figure_is_told_with_the_years_that_have_one(papers, question, words):
    answer = papers.ask(question)
    assert answer.status == "not_found"
    assert words in answer.answer
    assert "2024" in answer.answer
    assert "2025" in answer.answer
    documents = {citation.document for citation in answer.citations}
    assert documents == {"plan-2024.md", "plan-2025.md"}


@pytest.mark.parametrize(
    "question",
    [
        "How much did the A2 budget change between 2022 and 2025?",
        "2025年灌溉预算中有多少用于购买水泵？",
        "How much of the irrigation budget in 2025 is for pump repairs?",
    ],
)
def test_half_of_what_is_asked_is_no_answer(papers, question):
    answer = papers.ask(question)
    assert answer.status == "not_found"
    assert answer.short_answer is None
    assert answer.citations


def test_a_whole_is_no_answer_to_what_is_left_of_it(papers):
    answer = papers.ask("Of the 412 ships at the North quay, how many did not pay dues?")
    assert "412" not in (answer.short_answer or "")


def test_what_the_text_says_of_a_row_goes_before_its_other_figures(papers):
    answer = papers.ask("How many passengers did the cruise terminal handle in 2024?")
    assert "61,300" in answer.answer
    assert "58" not in answer.short_answer


def test_currencies_are_not_added_up(papers):
    answer = papers.ask(
        "What is the sum of the grants of the Coast fund and the River fund in 2024?"
    )
    assert "CHF 180,000" in answer.answer
    assert "EUR 120,000" in answer.answer
    assert "300,000" not in answer.answer
    assert "different units (CHF, EUR)" in answer.answer


def test_documents_that_disagree_are_both_given(papers):
    answer = papers.ask("How many ships called at the North quay in 2024?")
    assert answer.answer.startswith("The documents differ")
    assert "412" in answer.answer
    assert "415" in answer.answer
    assert "Annual report of the Harbour Agency 2024" in answer.answer
    assert {citation.document for citation in answer.citations} == {"harbour.md", "leaflet.md"}


def test_a_number_of_things_is_not_added_to_an_amount(over):
    assistant = over(
        "# Projects\n\nTable 1: Projects signed in 2026\n\n"
        "| Kind | Number | Value (CHF) |\n|---|---|---|\n"
        "| New projects | 4 | 622,409 |\n| Addenda | 12 | 612,012 |\n"
    )
    answer = assistant.ask("What are the addenda worth together, and how many were signed?")
    assert "612,024" not in answer.answer  # 12 + 612,012
    assert "612,012" in answer.answer


def test_more_that_is_less_has_its_sign(over):
    assistant = over(
        "# Plans\n\nTable 1: Budget\n\n| Theme | 2023 (CHF) | 2026 (CHF) |\n|---|---|---|\n"
        "| Libraries | 404,500 | 271,500 |\n| Museums | 120,000 | 150,000 |\n"
    )
    fell = assistant.ask("How much more did Libraries get in 2026 than in 2023?")
    rose = assistant.ask("How much more did Museums get in 2026 than in 2023?")
    assert "271,500 − 404,500 = −133,000" in fell.answer
    assert "150,000 − 120,000 = 30,000" in rose.answer
