from decimal import Decimal

import pytest

from assistant.figures import (
    cell_figure,
    dates,
    figures,
    number_words,
    unit_code,
    written,
    years,
    years_of,
)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("P2的预算为756,000瑞郎", "756000", "CHF"),
        ("总价值达2 000万美元的项目", "20000000", "USD"),
        ("1\u00a0600万条", "16000000", ""),
        ("75.6万瑞郎", "756000", "CHF"),
        ("CHF 756,000 in all", "756000", "CHF"),
        ("US$ 3.2 billion", "3200000000", "USD"),
        ("项目预算为300万欧元", "3000000", "EUR"),
        ("略多于一半（56%）", "56", "%"),
        ("７５６，０００瑞郎", "756000", "CHF"),
        ("a grant of EC$80,000", "80000", "XCD"),
        ("NOK 40 million", "40000000", "NOK"),
        ("3,200加元", "3200", "CAD"),
        ("a loan of €3.5m", "3500000", "EUR"),
        ("the top 10", "10", ""),
        ("a wall 3 m high", "3", ""),
    ],
)
def test_a_figure_is_read_with_its_scale_and_unit(text, value, unit):
    (figure,) = figures(text)
    assert figure.value == Decimal(value)
    assert figure.unit == unit
    assert text[figure.start : figure.end] == figure.text or "７" in text


@pytest.mark.parametrize(
    "text",
    [
        "2026年3月12日",
        "in March 2023",
        "P2",
        "OP-26",
        "AFR4",
        "13-24 April 2026",
        "WTDC-22",
        "as ISO 4217 and TS 23.501 [12] say",
    ],
)
def test_dates_years_and_codes_are_not_figures(text):
    assert figures(text) == []


def test_years_of_a_range_are_both_found():
    assert years("2023-2026年的实施周期") == [2023, 2026]
    assert years("2026年比2023年提高") == [2026, 2023]
    assert years("document TDAG-2026") == []


def test_dates_are_found_as_written():
    assert dates("3月17日至19日在巴拿马城") == ["3月17日至19日"]
    assert dates("held on 13-24 April 2026, in Geneva") == ["13-24 April 2026"]


def test_a_cell_takes_its_unit_from_the_column_and_brackets_mean_negative():
    assert cell_figure("756,000", "2023年预算（瑞郎）").unit == "CHF"
    assert cell_figure("(1,200)").value == Decimal(-1200)
    assert cell_figure("2015").value == Decimal(2015)
    assert cell_figure("see section 4 of the annex") is None


def test_a_header_names_its_unit():
    assert unit_code("Amount (CHF)") == "CHF"
    assert unit_code("Budget (EC$)") == "XCD"
    assert unit_code("预算（万港元）") == "HKD"
    assert unit_code("Neuroscience") == ""
    assert unit_code("Cabinet") == ""


def test_values_are_written_in_the_language_of_the_answer():
    assert written(Decimal("143500"), "CHF", "zh") == "143,500瑞郎"
    assert written(Decimal("143500"), "CHF", "en") == "CHF 143,500"
    assert written(Decimal("80000"), "XCD", "zh") == "80,000东加元"
    assert written(Decimal("2.080"), "%", "en") == "2.08%"


def test_numbers_in_words_have_their_scale():
    found = [
        one.value
        for one in number_words("two million schools, thirty-five thousand 两百名、三千万人")
    ]
    assert found == [2_000_000, 35_000, 200, 30_000_000]
    assert figures("培训了1 600多万人")[0].value == 16_000_000


def test_a_date_in_figures_has_its_year():
    assert years("Signed 28/05/2031, due 3.6.2032; Resolution 7/2033") == [2031, 2032]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("Attendance was 94, against 88 in 2030.", []),
        ("The rate fell to 0.041, from 0.046 in 2030.", []),
        ("The kilns (built in 1991) were relit.", []),
        ("游客5200人，比2030年增长12%。", []),
        ("It spent more in 2031 than in 2030.", [2031]),
        ("More than 300 came in 2030.", [2030]),
        ("It grew from 2030 to 2032.", [2030, 2032]),
    ],
)
def test_a_year_in_brackets_or_compared_with_is_not_the_year_of_a_text(text, own):
    assert years_of(text) == own
