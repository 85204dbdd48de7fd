"""What stands over a passage tells what it is of; the numbers of headings tell nothing."""

import pytest


@pytest.mark.parametrize(
    ("heading", "told"), [("2031 in one page", True), ("4.2 In one page", False)]
)
def test_the_year_of_a_heading_is_that_of_what_stands_below(over, heading, told):
    assistant = over(f"# Harbour briefing\n\n## {heading}\n\n- 412 boats were inspected\n")
    answer = assistant.ask("How many boats were inspected in 2031?")
    assert (answer.status == "answered") is told
