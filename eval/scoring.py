"""Judges answers against gold and sums the verdicts up into figures.

The definitions, which ``docs`` and the report repeat:

======================  ===========================================================================
answer                  every item of the gold stands in the first 500 characters of the
                        answer, or (questions that ask for wording) the answer quotes all evidence
cited                   the answer is right and every piece of evidence stands in a citation of the
                        right document
short                   every item stands in ``short_answer``, at most 80 characters longer
evidence                share of the pieces of evidence that stand in some citation
refusal                 share of the unanswerable questions with status ``not_found``
false_refusal           share of the answerable questions with status ``not_found``
grounded                share of the citations whose quote stands verbatim in the named document,
                        white space, punctuation, case and Unicode compatibility forms aside
======================  ===========================================================================
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from eval.datasets import (
    CitedPassage,
    Evidence,
    Prediction,
    Question,
    read_predictions,
    read_questions,
)
from eval.metrics import Figure, mean_with_interval, percentile
from eval.text_table import align, show_figure

READ_CHARACTERS = 500
SHORT_ANSWER_ROOM = 80
QUOTED_SHARE = 0.8
SHORTEST_BLOCK = 4
SHORTEST_CITED_PART = 8
LONGEST_NUMERIC_FORM = 40
QUOTING_TYPES = frozenset({"fact", "list", "explain", "multihop", "followup", "contradiction"})
FIGURES = ("answer", "cited", "short", "evidence", "refusal", "false_refusal", "grounded")

_MARKER = re.compile(r"\[\^?\d+\]|【\d+】")
_DIGIT_GROUP = re.compile(r"(?<=\d)[,'\s](?=\d{3}(?!\d))")
_SCALES = {
    "万亿": 1e12,
    "千万": 1e7,
    "百万": 1e6,
    "亿": 1e8,
    "万": 1e4,
    "billion": 1e9,
    "million": 1e6,
    "thousand": 1e3,
}
_NUMBER = re.compile(rf"(?P<digits>\d+(?:\.\d+)?)\s*(?P<scale>{'|'.join(_SCALES)})?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is right and wrong about one answer.

    Attributes:
        answer: whether it is right; for an unanswerable question, whether it was refused.
        cited: whether it is right and fully cited; for an unanswerable question as ``answer``.
        short: whether the short answer is right and short; None for an unanswerable question.
        evidence: share of the evidence in the citations; None where the gold names none.
        refused: whether the status is ``not_found``.
        citations: how many citations it has.
        grounded: how many of them stand in their documents; None where these are not at hand.
    """

    answer: bool
    cited: bool
    short: bool | None
    evidence: float | None
    refused: bool
    citations: int
    grounded: int | None = None


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of a run and the verdict on each of its questions.

    Attributes:
        questions: how many were asked.
        figures: a figure for each name in ``FIGURES`` that the run has observations for.
        groups: the same for each ``type:...`` and ``language:...``; there ``answer`` counts
            unanswerable questions too, as right where refused.
        seconds_p50: median wall time of an answer.
        seconds_p95: 95th percentile of it.
        verdicts: by question id, in the order of the question file.
    """

    questions: int
    figures: dict[str, Figure]
    groups: dict[str, dict[str, Figure]]
    seconds_p50: float | None
    seconds_p95: float | None
    verdicts: dict[str, Verdict] = field(repr=False)

    def value(self, name: str) -> float | None:
        """A figure's value, or None where the run has no observation for it."""
        figure = self.figures.get(name)
        return None if figure is None else figure.value

    def to_json(self) -> dict[str, Any]:
        """Plain data: the values at the top, the intervals and the groups beside them."""
        values = {name: self.value(name) for name in FIGURES}
        return {
            "questions": self.questions,
            **{name: None if v is None else round(v, 4) for name, v in values.items()},
            "seconds_p50": self.seconds_p50,
            "seconds_p95": self.seconds_p95,
            "intervals": {name: figure.to_json() for name, figure in self.figures.items()},
            "groups": {
                group: {name: figure.to_json() for name, figure in figures.items()}
                for group, figures in self.groups.items()
            },
        }

    def to_text(self) -> str:
        """The figures as a table for a terminal."""
        rows = [("", "value", "95% interval", "questions")]
        rows += [(name, *show_figure(self.figures[name])) for name in self.figures]
        rows += [
            (f"answer, {group}", *show_figure(figures["answer"]))
            for group, figures in self.groups.items()
        ]
        for name, seconds in (("p50", self.seconds_p50), ("p95", self.seconds_p95)):
            if seconds is not None:
                rows.append((f"seconds, {name}", f"{seconds:.3f}", "", ""))
        return align(rows)


def score(
    questions_path: Path | str,
    predictions_path: Path | str,
    documents: Mapping[str, str] | None = None,
) -> Scores:
    """Score a prediction file against a question file.

    Args:
        questions_path: questions with gold, in the contract's form.
        predictions_path: predictions; a question without one counts as answered wrongly.
        documents: file name to full text, to check that quotes are verbatim
            (:func:`eval.corpus.document_texts`, :func:`eval.datasets.read_texts`); without it
            ``grounded`` is left out.

    Raises:
        DatasetError: a file is missing or malformed.
    """
    questions = read_questions(questions_path)
    return summarise(questions, read_predictions(predictions_path), documents)


def summarise(
    questions: Sequence[Question],
    predictions: Mapping[str, Prediction],
    documents: Mapping[str, str] | None = None,
) -> Scores:
    """Judge every question and sum up; the arguments are as for :func:`score`."""
    texts = None if documents is None else {n: plain(text) for n, text in documents.items()}
    verdicts = {
        question.id: judge(question, predictions.get(question.id) or Prediction(question.id), texts)
        for question in questions
    }
    groups: dict[str, list[Question]] = {}
    for key in ("type", "language"):
        for name in sorted({getattr(question, key) for question in questions}):
            groups[f"{key}:{name}"] = [q for q in questions if getattr(q, key) == name]
    seconds = [p.seconds for p in predictions.values() if p.seconds is not None]
    return Scores(
        questions=len(questions),
        figures=_figures(questions, verdicts, [q for q in questions if q.answerable]),
        groups={name: _figures(rows, verdicts, rows) for name, rows in groups.items()},
        seconds_p50=percentile(seconds, 0.5),
        seconds_p95=percentile(seconds, 0.95),
        verdicts=verdicts,
    )


def judge(
    question: Question, prediction: Prediction, texts: Mapping[str, str] | None = None
) -> Verdict:
    """Judge one answer by the definitions at the head of this module.

    Args:
        question: with its gold.
        prediction: the answer given.
        texts: document name to its text passed through :func:`plain`.
    """
    citations = prediction.citations or []
    grounded = None if texts is None else sum(_is_grounded(c, texts) for c in citations)
    refused = prediction.refused
    if not question.answerable:
        return Verdict(refused, refused, None, None, refused, len(citations), grounded)
    shares = [float(is_supported(piece, citations)) for piece in question.evidence]
    right = not refused and _is_right(question, prediction.answer or "")
    return Verdict(
        answer=right,
        cited=right and all(shares),
        short=not refused and _is_right_and_short(question.answer, prediction.short_answer or ""),
        evidence=sum(shares) / len(shares) if shares else None,
        refused=refused,
        citations=len(citations),
        grounded=grounded,
    )


def plain(text: str) -> str:
    """Only a text's letters and digits, lower case, in Unicode's compatibility form (NFKC)."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def numbers(text: str) -> set[float]:
    """The values that a text states: 75.6万, 756,000 and 756 000 all give 756000.

    Citation markers are no numbers; a percent sign is not a scale.
    """
    text = unicodedata.normalize("NFKC", _MARKER.sub(" ", text))
    found = _NUMBER.finditer(_DIGIT_GROUP.sub("", text))
    return {
        round(float(m["digits"]) * _SCALES.get((m["scale"] or "").lower(), 1), 6) for m in found
    }


def states(text: str, form: str) -> bool:
    """Whether a text states an accepted form: its numbers or, where it has none, its letters."""
    wanted = numbers(form)
    if wanted and len(plain(form)) <= LONGEST_NUMERIC_FORM:
        return wanted <= numbers(text)
    return plain(form) in plain(text)


def states_all(text: str, items: Iterable[Iterable[str]]) -> bool:
    """Whether a text states every item by one of its accepted forms."""
    return all(any(states(text, form) for form in item) for item in items)


def quoted_share(quote: str, text: str) -> float:
    """How much of a quote stands in a text, in pieces of at least four letters; 0 to 1."""
    quote, text = plain(quote), plain(text)
    if not quote:
        return 0.0
    if quote in text:
        return 1.0
    blocks = SequenceMatcher(None, quote, text, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= SHORTEST_BLOCK) / len(quote)


def is_supported(evidence: Evidence, citations: Iterable[CitedPassage]) -> bool:
    """Whether a citation of the right document holds a piece of evidence, or is a part of it."""
    return any(
        names_document(citation.document, evidence.document)
        and _holds_or_is_part(citation.quote, evidence.quote)
        for citation in citations
    )


def names_document(document: str, leading: str) -> bool:
    """Whether a cited document is the one whose file name starts with the given characters."""
    return Path(document).name.startswith(leading)


def _holds_or_is_part(cited: str, evidence: str) -> bool:
    if quoted_share(evidence, cited) >= QUOTED_SHARE:
        return True
    part = plain(cited)
    return len(part) >= SHORTEST_CITED_PART and part in plain(evidence)


def _is_right(question: Question, answer: str) -> bool:
    """Whether what a person reads of the answer states the gold, or quotes all the evidence."""
    read = answer[:READ_CHARACTERS]
    if question.answer and states_all(read, question.answer):
        return True
    if question.type not in QUOTING_TYPES or not question.evidence:
        return False
    return all(quoted_share(piece.quote, read) >= QUOTED_SHARE for piece in question.evidence)


def _is_right_and_short(items: Sequence[Sequence[str]], short_answer: str) -> bool:
    room = sum(max(map(len, item), default=0) for item in items) + SHORT_ANSWER_ROOM
    return bool(items) and len(short_answer) <= room and states_all(short_answer, items)


def _is_grounded(citation: CitedPassage, texts: Mapping[str, str]) -> bool:
    quote = plain(citation.quote)
    return bool(quote) and quote in texts.get(Path(citation.document).name, "")


def _figures(
    questions: Sequence[Question],
    verdicts: Mapping[str, Verdict],
    answer_over: Sequence[Question],
) -> dict[str, Figure]:
    """The figures over some questions; ``answer`` over its own choice of them."""
    answerable = [verdicts[q.id] for q in questions if q.answerable]
    unanswerable = [verdicts[q.id] for q in questions if not q.answerable]
    checked = [(v.grounded, v.citations) for q in questions if (v := verdicts[q.id]).citations]
    grounded = [(found, all_) for found, all_ in checked if found is not None]
    figures = {
        "answer": mean_with_interval([verdicts[q.id].answer for q in answer_over]),
        "cited": mean_with_interval([v.cited for v in answerable]),
        "short": mean_with_interval([bool(v.short) for v in answerable]),
        "evidence": mean_with_interval([v.evidence for v in answerable if v.evidence is not None]),
        "refusal": mean_with_interval([v.refused for v in unanswerable]),
        "false_refusal": mean_with_interval([v.refused for v in answerable]),
        "grounded": mean_with_interval([g for g, _ in grounded], [n for _, n in grounded]),
    }
    return {name: figure for name, figure in figures.items() if figure is not None}
