"""Exact computing with figures and their units."""

from decimal import Decimal

from assistant.tables.arithmetic import (
    Quantity,
    alike,
    average,
    percent_change,
    ratio,
    rounded,
    same_scale,
    shown,
    total,
)


def quantities(*values, unit="", scale=1):
    return [Quantity(Decimal(value), unit, Decimal(scale)) for value in values]


def test_sums_of_decimals_are_exact():
    assert total(quantities("0.1", "0.2", "0.3")).value == Decimal("0.6")


def test_currencies_and_shares_are_not_mixed():
    francs, dollars = Quantity(Decimal(5), "CHF"), Quantity(Decimal(5), "USD")
    assert not alike([francs, dollars])
    assert not alike([francs, Quantity(Decimal(5), "%")])
    assert not alike([Quantity(Decimal(5)), Quantity(Decimal(5), "%")])
    assert alike([francs, Quantity(Decimal(5))])


def test_figures_in_different_scales_are_multiplied_out():
    thousands, whole = Quantity(Decimal(3), "EUR", Decimal(1000)), Quantity(Decimal(500), "EUR")
    assert total(same_scale([thousands, whole])).value == Decimal(3500)


def test_what_is_rounded_is_rounded_half_up_to_two_places():
    assert average(quantities("1", "1", "2")).value == Decimal("1.33")
    assert rounded(Decimal("2.345")) == Decimal("2.35")
    assert rounded(Decimal("2.5")) == Decimal("2.5")


def test_nothing_is_divided_by_zero():
    zero, one = quantities("0", "1")
    assert ratio(one, zero) is None
    assert percent_change(zero, one) is None


def test_a_quantity_is_written_in_the_language_of_the_answer():
    assert shown(Quantity(Decimal("1.5"), "USD", Decimal(10) ** 6), "en") == "USD 1.5 million"
    assert shown(Quantity(Decimal("150"), "CNY", Decimal(10) ** 4), "zh") == "150万元"
    assert shown(Quantity(Decimal("150"), "CNY", Decimal(10) ** 4), "en") == "CNY 1,500,000"
    assert shown(Quantity(Decimal("-3"), "CHF"), "zh") == "−3瑞郎"
    assert shown(Quantity(Decimal("12.50"), "%"), "en") == "12.5%"
