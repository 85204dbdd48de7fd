"""What a question asks about its subject: who won, how many were women, what was damaged.

A passage may be about the very meeting, and hold a number or a name, and still not say who won
there or how many women came. The words of such relations are known in English and Chinese
(``relation_words.toml``); a text that has none of a relation's words does not tell of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.question import bare, question_language
from assistant.word_lists import any_of, word_lists
from index.glossary.languages import KNOWN


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation with its words.

    Attributes:
        name: for a person who reads the file.
        asked: finds it in a question.
        said: finds it in a text.
        counts: whether figures of a table must name it to be about it.
    """

    name: str
    asked: re.Pattern[str]
    said: re.Pattern[str]
    counts: bool


@cache
def relations() -> tuple[Relation, ...]:
    """All relations that are known."""
    return tuple(
        Relation(
            entry["name"],
            any_of(entry["asked"]),
            any_of([*entry["asked"], *entry["said"]]),
            entry.get("counts", False),
        )
        for entry in word_lists(__package__, "relation_words")["relation"]
    )


def asked_relations(question: str) -> list[Relation]:
    """The relations that a question asks about, what it carries along in brackets left out."""
    text = bare(question)
    return [relation for relation in relations() if relation.asked.search(text)]


def untold(question: str, text: str, counts: bool = False) -> bool:
    """Whether a question asks about a relation of which a text has no word.

    Args:
        question: its words.
        text: a sentence with what stands around it, or a row with its headers.
        counts: look only at relations that the figures of a table must name.
    """
    if question_language(text) not in KNOWN:
        return False  # no words of its language are known
    asked = asked_relations(question)
    return any(not r.said.search(text) for r in asked if r.counts or not counts)
