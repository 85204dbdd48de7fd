"""Rows that are asked for by one of their cells that others have as well."""

import pytest

WORKS = """# Coastal Hospital: works

Table 1: Works of the hospital

| Code | Work | Wing | Head | Payer | State |
|---|---|---|---|---|---|
| ROOF-1 | New roof | North | Dr A. Bellweather | County; insurers | Delayed |
| LIFT-2 | Lift for beds | South | Mr T. Oduya | County | Finished |
| LAMP-3 | Lamps in theatres | North | Mr T. Oduya | Friends of the Hospital | Delayed |
| PUMP-4 | Water pumps | East | Ms R. Castell | Norway | Stopped |
| DOOR-5 | Doors against fire | South | Ms R. Castell | County | Planned |

Visitors praised the new doors of the chapel.
"""


@pytest.fixture(scope="module")
def works(over):
    return over(WORKS)


@pytest.mark.parametrize(
    ("question", "said", "left"),
    [
        ("Which works are delayed?", ["ROOF-1", "LAMP-3"], ["LIFT-2", "DOOR-5"]),
        ("Which works does Mr Oduya head?", ["LIFT-2", "LAMP-3"], ["PUMP-4"]),
        ("Which delayed works are in the north wing?", ["ROOF-1", "LAMP-3"], ["LIFT-2"]),
        ("How many works are delayed?", ["**2**"], ["PUMP-4"]),
        ("哪些工程延误了？", ["ROOF-1", "LAMP-3"], ["PUMP-4"]),
    ],
)
def test_rows_are_found_by_a_cell(works, question, said, left):
    answer = works.ask(question)
    assert answer.status == "answered"
    assert all(name in answer.answer for name in said)
    assert not any(name in answer.answer for name in left)


def test_rows_are_not_what_another_thing_is_counted_by(works):
    answer = works.ask("How many visitors praised the delayed doors in the north wing?")
    assert "ROOF-1" not in answer.answer.split("\n")[0]


COSTS = """# Coastal Hospital: wings

Table 1: Works by cost

| Work | Head | Site | Cost (EUR) |
|---|---|---|---|
| New roof | Dr A. Bellweather | North wing | 410,000 |
| Lift for beds | Mr T. Oduya | South wing | 92,000 |
| Water pumps | Ms R. Castell | Boiler house | 36,500 |
| Doors against fire | Ms L. Brandt | South wing | 58,000 |
"""


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("Who is in charge of the most expensive work?", "Bellweather"),
        ("Who is in charge of the cheapest work?", "Castell"),
    ],
)
def test_what_is_asked_of_the_row_with_the_most(over, question, short):
    assistant = over(COSTS)
    assert short in (assistant.ask(question).short_answer or "")
