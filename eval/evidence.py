"""How much of a question set's evidence the search finds, the answers left aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.datasets import DatasetError, Evidence, Progress, Question, read_questions
from eval.metrics import Figure, mean_with_interval
from eval.scoring import QUOTED_SHARE, names_document, plain, quoted_share
from eval.text_table import align, show_figure

if TYPE_CHECKING:
    from assistant import Assistant

# A shorter quote (a figure, a name) must stand whole: most of 205,000 is another figure.
SHORTEST_IN_PIECES = 12


@dataclass(frozen=True, slots=True)
class Missed:
    """A piece of evidence that the first finds do not hold."""

    question: Question
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class EvidenceScores:
    """What ``eval evidence`` reports.

    Attributes:
        k: how many finds of a search counted.
        groups: share of the pieces of evidence that stand in them: ``all``, and each
            ``language:...`` and ``type:...``. Questions, not pieces, are resampled for intervals.
        misses: the pieces that do not.
    """

    k: int
    groups: dict[str, Figure]
    misses: tuple[Missed, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data: the shares, their intervals, and the misses."""
        return {
            "k": self.k,
            **{name: round(figure.value, 4) for name, figure in self.groups.items()},
            "intervals": {name: figure.to_json() for name, figure in self.groups.items()},
            "misses": [
                {
                    "id": miss.question.id,
                    "question": miss.question.question,
                    "document": miss.evidence.document,
                    "quote": miss.evidence.quote,
                }
                for miss in self.misses
            ],
        }

    def to_text(self, with_misses: bool = False) -> str:
        """The shares as a table for a terminal, and below it what was not found."""
        rows = [(f"evidence in the first {self.k}", "value", "95% interval", "questions")]
        rows += [(name, *show_figure(figure)) for name, figure in self.groups.items()]
        lines = [align(rows)]
        for miss in self.misses if with_misses else ():
            lines.append(f"\n{miss.question.id} {miss.question.question}")
            lines.append(f"  {miss.evidence.document}: {miss.evidence.quote}")
        return "\n".join(lines)


def evidence(
    assistant: Assistant,
    questions: Path | str,
    k: int = 5,
    progress: Progress | None = None,
) -> EvidenceScores:
    """Search every answerable question and look for its evidence in the first finds.

    A follow-up is searched as the assistant understands it.

    Args:
        assistant: what is searched.
        questions: a question file with gold, in the contract's form.
        k: how many finds of each search count, tables as one.
        progress: told after every search.

    Raises:
        DatasetError: the file is malformed, or none of its questions has evidence.
    """
    asked = [q for q in read_questions(questions) if q.answerable and q.evidence]
    if not asked:
        raise DatasetError(f"{questions}: no answerable question with evidence to look for")
    found: dict[str, list[bool]] = {}
    misses: list[Missed] = []
    for done, question in enumerate(asked, start=1):
        searched = assistant.prepare(question.question, question.asked.turns()).text
        texts = [(e.hit.document.name, e.text) for e in assistant.index.excerpts(searched, k)]
        found[question.id] = [stands_in(piece, texts) for piece in question.evidence]
        misses += [
            Missed(question, piece)
            for piece, is_there in zip(question.evidence, found[question.id], strict=True)
            if not is_there
        ]
        if progress:
            progress("searching", done, len(asked))
    return EvidenceScores(k, _groups(asked, found), tuple(misses))


def stands_in(piece: Evidence, texts: Iterable[tuple[str, str]]) -> bool:
    """Whether a piece of evidence stands in one of the texts, given with their documents' names."""
    share = QUOTED_SHARE if len(plain(piece.quote)) >= SHORTEST_IN_PIECES else 1.0
    return any(
        quoted_share(piece.quote, text) >= share
        for document, text in texts
        if names_document(document, piece.document)
    )


def _groups(asked: Sequence[Question], found: dict[str, list[bool]]) -> dict[str, Figure]:
    members: dict[str, list[list[bool]]] = defaultdict(list)
    for question in asked:
        for group in ("all", f"language:{question.language}", f"type:{question.type}"):
            members[group].append(found[question.id])
    figures = {
        group: mean_with_interval([sum(own) for own in pieces], [len(own) for own in pieces])
        for group, pieces in sorted(members.items())
    }
    return {group: figure for group, figure in figures.items() if figure is not None}
