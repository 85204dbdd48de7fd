"""Questions about two things become a question about each, however they are set side by side."""

import pytest

from assistant.clauses import clauses
from assistant.ellipsis import completed
from assistant.reckoning.sides import sides

SPLIT = [
    (
        "Turnout: the Norwick regatta (May 2022) vs the Selby one in June, both numbers please",
        ("Turnout: the Norwick regatta (May 2022)?", "Turnout: the Selby regatta in June?"),
    ),
    (
        "Applications: forms received at the spring fair vs those filed by late autumn",
        ("Applications: forms received at the spring fair?",
         "Applications: forms filed by late autumn?"),
    ),
    (
        "Rowing school: how did the exam results in Norwick (2021) compare with the 2023 course?",
        ("Rowing school: the exam results in Norwick (2021)?",
         "Rowing school: the exam results in the 2023 course?"),
    ),
    (
        "Contrast the library's share of the grants in 2019 with its share in 2022.",
        (
            "the library's share of the grants in 2019?",
            "the library's share of the grants in 2022?",
        ),
    ),
    (
        "How does the budget of the museum compare to that of the library?",
        ("the budget of the museum?", "the budget of the library?"),
    ),
    (
        "To which boards are the reports of the harbour plan and of the canal plan to be sent?",
        ("To which boards are the reports of the harbour plan to be sent?",
         "To which boards are the reports of the canal plan to be sent?"),
    ),
    (
        "Where did the council hold its 3rd and 5th sessions?",
        ("Where did the council hold its 3rd sessions?",
         "Where did the council hold its 5th sessions?"),
    ),
    (
        "How many people attended the Norwick fair and the Selby fair respectively?",
        ("How many people attended the Norwick fair ?",
         "How many people attended the Selby fair ?"),
    ),
    (
        "Which flood was worse: the one at Norwick in 2020 or the one at Selby in 2022?",
        ("the one at Norwick in 2020?", "the one at Selby in 2022?"),
    ),
    (
        "Which years does the harbour plan cover, and which the canal plan?",
        ("Which years does the harbour plan cover", "Which years does the canal plan cover"),
    ),
    (
        "Where was the council's first and third session held?",
        ("Where was the council's first session held?",
         "Where was the council's third session held?"),
    ),
    ("北港的泊位有几个，南港的又有几个？", ("北港的泊位有几个", "南港的泊位有几个")),
    ("春季集市、秋季集市各在哪天开？", ("春季集市在哪天开?", "秋季集市在哪天开?")),
    ("2021年动物园来了多少人，2023年呢？", ("2021年动物园来了多少人", "2023年动物园来了多少人")),
    ("比较一下春季集市和秋季集市的参展商数量。", ("春季集市的参展商数量", "秋季集市的参展商数量")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "questions"), SPLIT)
def test_two_things_held_against_each_other_are_each_asked_about(question, questions):
    found = sides(question)
    assert found is not None
    asked = [
        " ".join(text.replace("？", "?").split()).replace(" ?", "?") for text in found.questions
    ]
    assert asked == [text.replace(" ?", "?") for text in questions]


def test_a_series_is_told_only_by_its_own_numbers():
    found = sides("Where did the council hold its 3rd and 30th sessions?")
    assert not found.told_in("The 3rd session was in Norwick, where 30 towns came.")
    assert found.told_in("The 3rd session was in Norwick and the 30th in Selby.")


@pytest.mark.parametrize(
    ("part", "before", "whole"),
    [
        (
            "how many to the 9th",
            "How many towns came to the 4th meeting",
            "How many towns came to the 9th",
        ),
        (
            "who the 2022 session",
            "Who chaired the 2019 session",
            "Who chaired the 2022 session",
        ),
        ("how many boats sank", "How many people came to Selby", "how many boats sank"),
    ],
)
def test_a_clause_takes_what_it_leaves_out_from_the_one_before(part, before, whole):
    assert completed(part, before) == whole


def test_the_clauses_of_a_question_are_whole():
    assert clauses("What share of members paid in Norwick, and what share in Selby?")[1] == (
        "What share of members paid in Selby"
    )


@pytest.mark.parametrize(
    "question",
    ["Which members voted against the merger of ports?", "Who was sent out against the flood?"],
)
def test_what_is_done_against_something_is_not_compared_with_it(question):
    assert sides(question) is None
