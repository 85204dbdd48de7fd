"""Spans word for word as sentences of an answer, each line with its citation."""

from __future__ import annotations

from assistant.draft import Sentence, Support
from assistant.letters import plain
from assistant.reading.extract import Span, spans
from assistant.tables.citations import row_supports
from assistant.wording import wording
from index.hits import Hit


def is_row(span: Span) -> bool:
    """Whether a span is a whole table row with figures."""
    return span.hit.passage.kind == "row" and span.text == span.hit.passage.text


def quoted(span: Span, language: str) -> list[Sentence]:
    """A span word for word in quotation marks, each of its lines with a citation of its own.

    Marks that the reader dropped may have stood between two lines, so that only a line by itself
    is sure to stand verbatim in the document.
    """
    if is_row(span):
        return [Sentence(" ".join(span.text.split()), row_supports(span.hit))]
    opening, closing = wording(language).quotes
    lines = [line.strip() for line in span.text.splitlines() if any(map(str.isalnum, line))]
    texts = [f"{opening}{' '.join(line.split())}{closing}" for line in lines]
    if len(texts) > 1:
        texts[1:] = [f"- {text}" for text in texts[1:]]
    return [
        Sentence(text, (Support(span.hit, line),)) for text, line in zip(texts, lines, strict=True)
    ]


def best_quote(words: str, hit: Hit) -> str:
    """The sentence of a passage that a written sentence most likely stands on."""
    letters = set(letter_pairs(words))
    found = spans(hit) or [hit.passage.text]
    return max(
        found, key=lambda text: len(letters & set(letter_pairs(text))) / (len(text) ** 0.5 + 1)
    )


def letter_pairs(text: str) -> list[str]:
    """The pairs of letters next to each other in a text, by which wordings are compared."""
    letters = plain(text)
    return [letters[i : i + 2] for i in range(len(letters) - 1)]
