"""Numbers and dates of six languages."""

from __future__ import annotations

import pytest

from index.numerals import figures_in


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        ("environ 1,5 million de francs", "fr", ["1500000"]),
        ("1 160 000 personnes", "fr", ["1160000"]),
        ("2,5 milliards", "fr", ["2500000000"]),
        ("4.200.000 francos", "es", ["4200000"]),
        ("3,5 mil millones", "es", ["3500000000"]),
        ("1,5 млн франков", "ru", ["1500000"]),
        ("75,6 тыс.", "ru", ["75600"]),
        ("٢٠٢٣", "ar", ["2023"]),
        ("١٬٥٠٠", "ar", ["1500"]),
        ("١٫٥ مليون", "ar", ["1500000"]),
        ("۲۰۲۳", "ar", ["2023"]),
        ("in 2023, 4,200 people", "en", []),
        ("en 2023", "fr", []),
        ("version 1.2", "fr", []),
    ],
)
def test_numbers(text: str, language: str, forms: list[str]) -> None:
    assert [form for f in figures_in(text, language) for form in f.forms] == forms


@pytest.mark.parametrize(
    ("text", "language", "forms"),
    [
        ("le 12 février 2021", "fr", ("2月12日", "12 February")),
        ("el 1 de mayo", "es", ("5月1日", "1 May")),
        ("12 мая 2021 года", "ru", ("5月12日", "12 May")),
        ("в марте", "ru", ("3月", "March")),
        ("مايو", "ar", ("5月", "May")),
        ("تشرين الثاني", "ar", ("11月", "November")),
        ("held in May", "en", ("5月", "May")),
        ("2026年3月的会议", "zh", ("March",)),
    ],
)
def test_dates(text: str, language: str, forms: tuple[str, ...]) -> None:
    assert [f.forms for f in figures_in(text, language) if f.is_date] == [forms]


@pytest.mark.parametrize("text", ["it may march on", "May I ask?"])
def test_words_that_are_months_elsewhere(text: str) -> None:
    assert figures_in(text, "en") == []
