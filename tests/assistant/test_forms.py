"""Forms and data sheets: what stands beside a name, of the form that the question means."""

import pytest

BOATS = """# Boat register

## Boat one

| Owner | Ida Holm | Built | 1998 |
|---|---|---|---|
| Licence no. | BR-301 | Builder | Norrvik yard |
| Phone | +46 8 555 0101 | Hull | oak |
| Berth | east pier | Length | 9.4 m |

## Boat two

| Owner | Pia Lund | Built | 2011 |
|---|---|---|---|
| Licence no. | BR-877 | Builder | Sund works |
| Phone | +46 8 555 0202 | Hull | steel |
| Berth | west pier | Length | 12 m |
"""
SHEET = """# Pump data sheet

| 1.1 | Rated flow | l/s | 40 |
|---|---|---|---|
| 1.2 | Rated speed | rpm | 1,450 |
| 1.3 | Sealing | | mechanical |
| 1.4 | Drive test | yes/no | yes |
"""


@pytest.fixture(scope="module")
def forms(over):
    return over({"boats.md": BOATS, "pump.md": SHEET})


@pytest.mark.parametrize(
    ("question", "short"),
    [
        ("What is the licence number of Pia Lund's boat?", "BR-877"),
        ("Which berth does Ida Holm's boat have?", "east pier"),
        ("What is the rated speed of the pump?", "1,450"),
        ("What sealing does the pump have?", "mechanical"),
    ],
)
def test_what_stands_beside_the_name_is_told(forms, question, short):
    answer = forms.ask(question)
    assert answer.status == "answered"
    assert short in answer.answer.split("\n")[0]


def test_two_forms_that_a_question_does_not_tell_apart_are_both_told(forms):
    answer = forms.ask("What is the hull made of?")
    assert "oak" in answer.answer
    assert "steel" in answer.answer
