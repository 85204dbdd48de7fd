"""Checking the sentences of a language model against the passages that they cite.

Every figure, date, year, code, name and quotation must stand in the passages cited, or follow from
them by exact computation; a figure of a table must be told of its own row and year; what remains
of the sentence must be about what the passages say and what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from assistant.figures import years
from assistant.question import Question, code_year, question_codes, question_language
from assistant.verification.calendar_dates import calendar_dates, quarters
from assistant.verification.cues import cue
from assistant.verification.figure_check import Around, FigureCheck
from assistant.verification.instructions import without_instructions
from assistant.verification.manner import Manner
from assistant.verification.named import Expand, Names
from assistant.verification.stated import Passage, code_series
from index.hits import Hit
from index.static import StaticEmbedder

LONGEST = 1000  # characters of a sentence that can still be checked as one
_ANY_YEAR = re.compile(r"(?<!\d)(\d{4})\s*年")


@dataclass(frozen=True, slots=True)
class Problem:
    """What a sentence states that its passages do not bear out.

    Attributes:
        kind: ``figure``, ``unit``, ``direction``, ``year``, ``place``, ``row``, ``date``, ``code``,
            ``name``, ``negation``, ``marker``, ``length``, ``instruction`` (it says what a
            document tells a model to say) or one of ``assistant.verification.manner``.
        detail: the words in question.
    """

    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.detail}"


@dataclass
class Verifier:
    """Checks the sentences written in answer to one question.

    Args:
        question: as understood.
        draft: the extractive answer.
        hits: everything found; its table rows are what a figure may have been mistaken for.
        vectors: the bilingual embedding.
        expand: gives a text's terms with their other forms.
        around: gives the passages before and after one.
        shown: the passages that the model was shown.
        secrets: texts that no sentence may repeat: the prompt and the key.
    """

    question: Question
    draft: str
    hits: Sequence[Hit]
    around: Around
    shown: Sequence[Hit]
    vectors: StaticEmbedder
    expand: Expand
    secrets: Sequence[str] = ()
    _passages: dict[int, Passage] = field(default_factory=dict)

    @cached_property
    def _names(self) -> Names:
        return Names(without_instructions(self.question.text), self.expand, self.vectors)

    @cached_property
    def _figures(self) -> FigureCheck:
        return FigureCheck(self.question, self.hits, self.around, self.vectors, self._names)

    @cached_property
    def _told(self) -> str:
        """What in the passages shown instructs a model."""
        return "\n".join(self._passage(hit).removed for hit in self.shown).strip()

    @cached_property
    def _manner(self) -> Manner:
        return Manner(self.question, self.draft, self.vectors, self.expand, self.secrets)

    def problems(self, sentence: str, cited: Sequence[Hit]) -> tuple[Problem, ...]:
        """All that a sentence states beyond what it cites; empty for a sentence borne out.

        Args:
            sentence: as written, without its markers.
            cited: the passages that its markers point to.
        """
        if not cited:
            return (Problem("marker", "no passage is cited"),)
        if len(sentence) > LONGEST:
            return (Problem("length", f"more than {LONGEST} characters"),)
        passages = [self._passage(hit) for hit in cited]
        written = question_language(sentence)
        evidence = [passage.whole for passage in passages]
        found = [
            *(Problem(*fault) for fault in self._figures.faults(sentence, written, passages)),
            *_years(sentence, passages),
            *_dates(sentence, passages),
            *self._codes(sentence, evidence),
            *(Problem("name", n) for n in self._names.unknown(sentence, written, evidence)),
            *_negations(sentence, passages),
            *(Problem(kind, what) for kind, what in self._manner.faults(sentence, evidence)),
            *(
                Problem("instruction", w)
                for w in self._manner.obeyed(sentence, evidence, self._told)
            ),
        ]
        return tuple(dict.fromkeys(found))

    def _passage(self, hit: Hit) -> Passage:
        return self._passages.setdefault(hit.passage_id, Passage(hit))

    def _codes(self, sentence: str, evidence: Sequence[str]) -> Iterator[Problem]:
        """Codes that stand in no passage; one of the question may, where they name none like it."""
        text = "\n".join(evidence)
        known = set(question_codes(text))
        series = {code_series(code) for code in known}
        found = quarters(text)
        for code in question_codes(sentence):
            if code in known or _is_unit_code(code) or _stands(code, text):
                continue
            if re.fullmatch(r"Q[1-4]", code) and int(code[1]) in found:
                continue
            if code not in self.question.codes or (
                code_year(code) is None and code_series(code) in series
            ):
                yield Problem("code", code)


def _years(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    known = {year for passage in passages for year in passage.years}
    text = "\n".join(passage.whole for passage in passages)
    for year in dict.fromkeys([*years(sentence), *map(int, _ANY_YEAR.findall(sentence))]):
        short = 1990 <= year < 2090 and re.search(rf"[A-Z]-?{year % 100:02d}(?!\d)", text)
        if year not in known and not short and not re.search(rf"(?<!\d){year}(?!\d)", text):
            yield Problem("year", str(year))


def _dates(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    known = [(date, passage.years) for passage in passages for date in passage.dates]
    for date in calendar_dates(sentence):
        outer = [years | _document_years(p) for p in passages for years in (p.years,)]
        if not any(date.is_said_by(other, own | _all(outer)) for other, own in known):
            yield Problem("date", date.text)
    text = "\n".join(passage.whole for passage in passages)
    if missing := quarters(sentence) - quarters(text):
        yield Problem("date", f"Q{min(missing)}")


def _all(found: Sequence[frozenset[int]]) -> frozenset[int]:
    return frozenset().union(*found)


def _document_years(passage: Passage) -> frozenset[int]:
    """The years of the document: those of a date without a year."""
    document = passage.hit.document
    return frozenset(document.years) | frozenset(years(f"{document.date[:4]}"))


def _negations(sentence: str, passages: Sequence[Passage]) -> Iterator[Problem]:
    """A negation that no passage has."""
    match = cue("negation").search(sentence)
    if match and not any(cue("negation").search(passage.whole) for passage in passages):
        yield Problem("negation", match.group())


def _is_unit_code(code: str) -> bool:
    return re.fullmatch(r"(?:CHF|USD|EUR|GBP)\d*", code) is not None


def _stands(code: str, text: str) -> bool:
    """Whether a code stands in a text, hyphens and strokes aside, not within a longer one."""
    pattern = r"[\s/-]?".join(map(re.escape, re.sub(r"[^A-Z0-9]", "", code)))
    return re.search(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])", text, re.IGNORECASE) is not None
