"""What the glossary adds to a question: other forms of what binds it, and words of translation."""

from __future__ import annotations

from dataclasses import replace

from assistant.question import Question, bare, content_words
from assistant.refusals.constraints import constraints
from index.glossary.expanded import ExpandedQuestion

SHORTEST_WORD = 3  # letters; shorter ones are mostly articles and prepositions


def bound_by(question: Question, expanded: ExpandedQuestion) -> Question:
    """A question with what binds its answer, in all the forms that are known."""
    bound = constraints(question.text, question.years, question.codes, expanded.expansions)
    own = bare(question.text)  # names and numbers of the question before bind a follow-up no more
    named = any(c.kind in ("name", "ordinal") and c.text in own for c in bound)
    loose = {"name", "number", *(["ordinal"] if named else [])}
    bound = tuple(c for c in bound if c.text in own or c.kind not in loose)
    known = (e for e in expanded.expansions if e.kind != "code")
    forms = [(e.term, form) for e in known for form in e.equivalents]
    return replace(question, constraints=bound, forms=tuple(forms))


def readable(question: Question, expanded: ExpandedQuestion) -> Question:
    """A question as the term vectors can read it, which know Chinese and English."""
    if not expanded.is_foreign:
        return question
    return replace(question, text=expanded.text(), unread=_unread(expanded))


def _unread(expanded: ExpandedQuestion) -> float:
    """Share of the words of a question that have no translation; names and figures need none."""
    rest = list(expanded.question)
    for expansion in expanded.expansions:
        rest[expansion.start : expansion.end] = " " * (expansion.end - expansion.start)
    asked, left = (
        [word for word in content_words(text) if word.isalpha() and len(word) > SHORTEST_WORD]
        for text in (expanded.question, "".join(rest))
    )
    words = [word for word in left if not (word.isascii() and word[0].isupper())]
    return len(words) / len(asked) if asked else 0.0
