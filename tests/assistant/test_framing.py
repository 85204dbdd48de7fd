"""What stands over a passage tells what it is of; the numbers of headings tell nothing."""

import pytest

from assistant import Assistant
from assistant.settings import Settings


@pytest.mark.parametrize(
    ("heading", "told"), [("2031 in one page", True), ("4.2 In one page", False)]
)
def test_the_year_of_a_heading_is_that_of_what_stands_below(tmp_path, heading, told):
    paper = tmp_path / "briefing.md"
    paper.write_text(
        f"# Harbour briefing\n\n## {heading}\n\n- 412 boats were inspected\n", encoding="utf-8"
    )
    with Assistant.open(settings=Settings(home=tmp_path / "home")) as assistant:
        assistant.ingest([paper])
        answer = assistant.ask("How many boats were inspected in 2031?")
    assert (answer.status == "answered") is told
