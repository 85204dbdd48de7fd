"""Tables whose rows stand under a name over all columns, each group with its total."""

import pytest

HEAD = "<tr><th>Code</th><th>Output</th><th>Unit</th><th>2031</th><th>2032</th></tr>"
BUDGET = f"""<html><body><h1>Programme and budget 2031-2032 of the Lakes Commission</h1>
<h2>Outputs</h2>
<p>Table 1. Budget by programme and output (KES)</p>
<table>{HEAD}
<tr><td colspan="5">Programme A. Clean water</td></tr>
<tr><td>A1</td><td>Sampling</td><td>Field Office</td><td>410,000</td><td>425,000</td></tr>
<tr><td>A2</td><td>Laboratories</td><td>Field Office</td><td>230,000</td><td>190,000</td></tr>
<tr><td>Total Programme A</td><td></td><td></td><td>640,000</td><td>615,000</td></tr>
<tr><td colspan="5">Programme B. Fisheries</td></tr>
<tr><td>B1</td><td>Boat register</td><td>Landing Unit</td><td>85,000</td><td>95,000</td></tr>
<tr><td>B2</td><td>Hatcheries</td><td>Landing Unit</td><td>310,000</td><td>330,000</td></tr>
<tr><td>Total Programme B</td><td></td><td></td><td>395,000</td><td>425,000</td></tr>
<tr><td>Total</td><td></td><td></td><td>1,035,000</td><td>1,040,000</td></tr>
</table>
<h2>Posts</h2>
<p>Table 2. Posts by grade</p>
<table><tr><th>Grade</th><th>2031</th><th>2032</th></tr>
<tr><td>Officers</td><td>9</td><td>11</td></tr>
<tr><td>Clerks</td><td>6</td><td>6</td></tr>
<tr><td>Total</td><td>15</td><td>17</td></tr>
</table></body></html>"""
REPORT = """# Annual report 2030 of the Lakes Commission

## Money

Table 2. Budget and spending by programme, 2030 (KES)

| Programme | Approved budget | Spent |
|---|---|---|
| A. Shipping | 505,000 | 498,000 |
| B. Clean water | 580,000 | 561,000 |
| C. Fisheries | 350,000 | 348,000 |
| Total | 1,435,000 | 1,407,000 |
"""


@pytest.fixture(scope="module")
def lakes(over):
    return over({"budget.html": BUDGET, "report.md": REPORT})


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What is the budget of the fisheries programme in 2031?", ["395,000"]),
        ("How much do boat registers get in 2032?", ["95,000"]),
        ("2031年清洁水（clean water）计划的预算是多少？", ["640,000"]),
        ("How much higher is the clean water budget in 2031 than in 2030?", ["60,000"]),
        ("What is the total budget for 2032?", ["1,040,000"]),
        ("What is the budget of programme A in 2031?", ["640,000"]),
        ("2031年A计划的预算是多少？", ["640,000"]),
    ],
)
def test_a_band_is_asked_for_by_its_name(lakes, question, told):
    answer = lakes.ask(question)
    assert answer.status == "answered"
    first = "\n".join(answer.answer.splitlines()[:2])
    assert all(figure in first for figure in told), answer.answer


def test_a_letter_that_means_two_programmes_gives_both(lakes):
    answer = lakes.ask("What is the budget of programme B?").answer
    assert "Fisheries" in answer
    assert "Clean water" in answer
    assert "395,000" in answer
    assert "580,000" in answer


def test_the_total_after_the_last_band_belongs_to_none(lakes):
    (source,) = lakes.ask("What is the total budget for 2032?").citations[:1]
    assert source.table is not None
    assert source.table.row == "Total"
    assert source.table.column == "2032"


@pytest.mark.parametrize("question", ["What is the total budget for 2032?", "2032年总预算是多少？"])
def test_a_total_of_posts_is_no_reading_of_a_budget(lakes, question):
    answer = lakes.ask(question).answer
    assert "1,040,000" in answer
    assert "17" not in answer


def test_a_number_of_one_table_is_not_compared_with_an_amount_of_another(over):
    assistant = over(
        "# Plan\n\nTable 1. Budget (NOK)\n\n| Item | 2031 |\n|---|---|\n| Ferries | 640,000 |\n"
        "| Piers | 120,000 |\n\nTable 2. Traffic\n\n| Port | Calls |\n|---|---|\n"
        "| Alta | 8,200 |\n| Bodø | 9,100 |\n"
    )
    answer = assistant.ask("Which is higher, ferries or Alta?").answer
    assert "is higher" not in answer
    assert "is higher" in assistant.ask("Which is higher, Alta or Bodø?").answer
