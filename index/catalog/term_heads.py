"""Heads of terms, which they are looked up by.

The head of a term is its first word, or the first two characters of a Chinese one, so that a
question fetches a handful of terms however many there are.
"""

from __future__ import annotations

from index.acronyms import is_acronym
from index.stems import chinese_runs, folded, is_stop_word, stem, words


def head_of(form: str) -> str:
    """What a form is looked up by; empty where it holds nothing to look up."""
    runs, found = chinese_runs(form), words(form)
    if found and (not runs or found[0].start < runs[0].start):
        if is_acronym(form) or runs:
            return folded(found[0].text)
        return next((stem(w.text, "en") for w in found if not is_stop_word(w.text)), "")
    return runs[0].text[:2] if runs else ""


def heads_in(text: str) -> list[str]:
    """Every head that a term standing in a text can have."""
    heads: dict[str, None] = {}
    for word in words(text):
        heads[folded(word.text)] = None
        heads[stem(word.text, "en")] = None
        for part in word.text.replace("/", "-").split("-"):
            heads[folded(part)] = None
    for run in chinese_runs(text):
        heads |= dict.fromkeys(run.text[i : i + 2] for i in range(len(run.text) - 1))
    heads.pop("", None)
    return list(heads)
