"""Forms of known English words that simple joining of tokens does not give.

A plural or a past tense of a known word needs no token: ``settler`` + ``s`` says the same. A
dropped ``e``, a ``y`` that became ``i`` and British spelling do: such a form shares the vector of
the word that it stands for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

# Tokens that join a known word, as ``index.spelling.INFLECTIONS`` do. They score better than other
# pieces, so that an unknown word is split into a known word and an ending (committee|s), not into
# two known words (commit|tees).
AFFIXES = (
    "er ers or ors r rs ness ity al ally ation ations ion ions ment ments able ist ists ism ic ive "
    "un re non pre anti inter multi co sub over mis dis micro cyber tele"
).split()
# A word must be this frequent to get a stem of its own.
COMMON = 5

_IZE = re.compile(r"iz(e|es|ed|ing|er|ers|ation|ations|ational)$")
_RULES = (
    (_IZE, r"is\1"),
    (re.compile(r"yz(e|ed|es|ing|er|ers)$"), r"ys\1"),
    (re.compile(r"(cent|met|theat|lit|fib|calib)er(s?)$"), r"\1re\2"),
    (
        re.compile(
            r"(col|lab|fav|harb|hon|neighb|behavi|flav|rum|hum|vap|endeav|arm|vig|sav)or(?!i)"
        ),
        r"\1our",
    ),
    (
        re.compile(
            r"(travel|model|label|cancel|level|signal|channel|fuel|total|counsel|tunnel|dial|panel)"
            r"(ing|ed|er|ers)$"
        ),
        r"\1l\2",
    ),
    (re.compile(r"(catal|dial|anal|monol|prol)og(s?)$"), r"\1ogue\2"),
    (re.compile(r"(def|off|lic|pret)ense(s?)$"), r"\1ence\2"),
    (re.compile(r"^program(s?)$"), r"programme\1"),
)


def british(word: str) -> str:
    """A word in British spelling, by which both spellings of it are known to be one."""
    return next(_british(word), word)


def _british(word: str) -> Iterator[str]:
    """British spellings of an American word."""
    for pattern, replacement in _RULES:
        form, changes = pattern.subn(replacement, word)
        if changes:
            yield form


def _stems(word: str) -> Iterator[str]:
    """What is left of a word before an ending that changes it: initiat|ing, penalti|es."""
    if len(word) > 4:
        if word.endswith("e"):
            yield word[:-1]
        elif re.search(r"[^aeioul]y$", word):
            yield word[:-1] + "i"


def other_forms(words: Counter[str], written_small: set[str]) -> dict[str, str]:
    """Spellings and stems that are no words of the vocabulary yet.

    Args:
        words: known words, lower case, with their frequencies.
        written_small: those that stand somewhere without a capital: names have no such forms.

    Returns:
        ``{form: word}``.
    """
    forms: dict[str, str] = {}
    for word, count in words.items():
        if word in written_small and len(word) >= 4:
            made = [*_british(word), *(_stems(word) if count >= COMMON else ())]
            for form in made:
                if form not in words:
                    forms.setdefault(form, word)
    return forms
