"""Two questions in one: each is answered, and the second from beside the answer to the first."""

import pytest

from assistant import Assistant
from assistant.question import clauses, parts, with_name
from assistant.settings import Settings

HARBOUR = """# Harbour board of Skarn

The regatta of September 2021 was hosted by the Yacht Club of Holm. Crews from 23 islands came.

The board met four times in 2022. Its accounts were audited in May by the firm Lund and Berg.

The opening of the new quay was put off until the crane had been certified. The quay cost 4 million.

# Visitors

| Site | Visitors | Guides |
|---|---|---|
| Lighthouse | 5,200 | 3 |
| Sail loft | 1,900 | 2 |

The lighthouse lamp was dimmed after pilots complained of glare.
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    with Assistant.open(settings=Settings(home=folder / "home")) as opened:
        opened.ingest([folder / "harbour.md"])
        yield opened


def test_the_second_question_is_answered_from_beside_the_first(assistant):
    answer = assistant.ask(
        "Who hosted the regatta in September 2021, and how many islands sent crews?"
    )
    assert "Yacht Club of Holm" in answer.answer
    assert "23 islands" in answer.answer


def test_a_reason_is_no_row_of_a_table(assistant):
    answer = assistant.ask("What made the lighthouse lamp be dimmed?")
    assert "glare" in answer.answer
    assert "5,200" not in answer.answer


def test_clauses_may_be_bare_where_parts_stand_alone():
    text = "When was the quay opened, and by whom?"
    assert parts(text) == [text]
    assert len(clauses(text)) == 2
    french = "Dans quelle ville a eu lieu la foire, et combien de bateaux sont venus ?"
    assert len(clauses(french)) == 2


@pytest.mark.parametrize(
    ("part", "name", "whole"),
    [
        ("what else does it lead", "the Yacht Club", "what else does the Yacht Club lead"),
        ("how large is its fleet", "Holm", "how large is Holm's fleet"),
        ("这个国家的哪座城市办过赛船会", "挪威", "挪威的哪座城市办过赛船会"),
        ("委员会还帮它修了什么", "霍尔姆", "委员会还帮霍尔姆修了什么"),
        ("how many boats came", "Holm", ""),
    ],
)
def test_a_name_takes_the_place_of_what_stands_for_it(part, name, whole):
    assert with_name(part, name) == whole


def test_what_a_question_is_about_belongs_to_each_of_its_clauses():
    asked = "Sail loft: what was mended in May, and who guides visitors on Sundays?"
    assert clauses(asked)[1] == "Sail loft: who guides visitors on Sundays"
