"""Where the forms of terms stand in a question."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from index.acronyms import is_acronym
from index.stems import Word, chinese_runs, is_stop_word, stem, words

Span = tuple[int, int]
"""Where something stands in a question: its start and its end."""

_VOWEL = re.compile("[aeiouy]", re.IGNORECASE)


class Asked:
    """A question with what is looked at again and again."""

    def __init__(self, question: str) -> None:
        self.question = question
        self.lower = question.lower()
        self.words = words(question)
        self.shouted = question.isupper() and len(self.words) > 2

    @cached_property
    def stems(self) -> list[tuple[Word, str]]:
        """The words that count, with their English stems."""
        return [(w, stem(w.text, "en")) for w in self.words if not is_stop_word(w.text)]

    def find(self, form: str) -> list[Span]:
        """Where a form stands in the question."""
        if chinese_runs(form):
            return self._find_text(form)
        if is_acronym(form):
            return self._find_acronym(form)
        return self._find_name(form)

    def _find_text(self, form: str) -> list[Span]:
        found, start, wanted = [], 0, form.lower()
        while (start := self.lower.find(wanted, start)) >= 0:
            end = start + len(wanted)
            if self._is_free(start, end):
                found.append((start, end))
            start = end
        return found

    def _find_acronym(self, form: str) -> list[Span]:
        """In its own letters; in small ones only what cannot be a word, having no vowel."""
        if form.lower() not in self.lower:
            return []
        unlike_words = len(form) > 2 and not _VOWEL.search(form)
        if self.shouted and not unlike_words:
            return []
        flags = re.IGNORECASE if unlike_words else 0
        pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(form)}s?(?![A-Za-z0-9])", flags)
        return [match.span() for match in pattern.finditer(self.question)]

    def _find_name(self, form: str) -> list[Span]:
        parts = [stem(w.text, "en") for w in words(form) if not is_stop_word(w.text)]
        found = []
        for place in range(len(self.stems) - len(parts) + 1) if parts else ():
            own = self.stems[place : place + len(parts)]
            if [stemmed for _, stemmed in own] == parts:
                found.append((own[0][0].start, own[-1][0].end))
        return found

    def _is_free(self, start: int, end: int) -> bool:
        """Whether no Latin word runs over the edges."""
        before, after = self.question[:start][-1:], self.question[end:][:1]
        first, last = self.question[start], self.question[end - 1]
        return not (_latin(before) and _latin(first)) and not (_latin(after) and _latin(last))

    def without(self, forms: Iterable[str]) -> list[str]:
        """Those of the forms that do not stand in the question, each once."""
        return [form for form in dict.fromkeys(forms) if form and not self.find(form)]


def _latin(char: str) -> bool:
    return bool(char) and char.isascii() and char.isalnum()
