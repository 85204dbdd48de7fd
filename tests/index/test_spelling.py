"""Slips of spelling in questions are mended, and nothing else is."""

from __future__ import annotations

import pytest

from index.spelling import Speller
from index.static import shipped_model

DOCUMENTS = frozenset("marlow ferry harbour crew ticket tickets ambulance form board".split())


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller(shipped_model(), DOCUMENTS.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wat is the ferry crew?", "what is the ferry crew?"),
        ("Waht was the budgett of teh ferry?", "What was the budget of the ferry?"),
        ("Wich ferry has no crew?", "Which ferry has no crew?"),
        ("hwo many ferries are there", "how many ferries are there"),
        ("what is a tickett", "what is a ticket"),
        ("which ambulence has no crew", "which ambulance has no crew"),
        ("how much did the goverment pay", "how much did the government pay"),
        ("Who runs the Digital Transfromation team?", "Who runs the Digital Transformation team?"),
    ],
)
def test_a_slip_is_mended(speller: Speller, typed: str, meant: str) -> None:
    assert speller.mended(typed) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Who runs the Harlow office?",  # a name that the documents lack, one letter from Marlow
        "who runs the harlow office?",
        "When did the Visionaries of the poorest towns meet?",
        "Which form must a rapporteur fill in?",
        "What does NETPs mean in OP-26, and what is the P2 budget?",
        "Does Zorvia have penguins, and how many addenda?",
        "Is the co-ordinater's e-mail bord@example.org?",  # parts of addresses and joined words
    ],
)
def test_what_is_no_slip_stays(speller: Speller, question: str) -> None:
    assert speller.mended(question) == question
