"""A language model's text, checked sentence by sentence while it comes."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.answer import CellAddress
from assistant.draft import Draft, Sentence, Support
from assistant.figures import cell_figure, figures
from assistant.letters import plain
from assistant.question import Question
from assistant.reading.holding import holds
from assistant.reading.quoting import best_quote
from assistant.tables.citations import row_supports
from assistant.verification.verify import Problem, Verifier
from assistant.wording import wording
from index.hits import Hit

logger = logging.getLogger(__name__)

NOT_FOUND = "NOT_FOUND"
_NUMBERS = r"[\[【]\d{1,3}(?:\s*[,，、]\s*\d{1,3})*[\]】]"
_MARKER = re.compile(rf"\s?{_NUMBERS}")
_SENTENCE_END = re.compile(
    rf"(?:[。！？؟]|；(?=\s?{_NUMBERS})|[.!?](?=\s|[\[【]|$|[”’\"』」）)])|(?<![:：])\n(?!\s*{_NUMBERS}))"
    rf"[”’\"』」）)]*(?:\s?{_NUMBERS})*[.。]?\s*"
)
_ABBREVIATED = re.compile(
    r"(?:^|[^\w])(?:[A-Z]|No|Nos|Rev|Add|Corr|Dr|Mr|Mrs|Ms|St|vs|approx|art|para|pp?|Fig|cf|e\.g|i\.e"
    r"|etc|тыс|млн|млрд|г|руб|núm|n°)\.\s*$",
    re.IGNORECASE,
)
_FACTS = frozenset({"amount", "share", "count", "date", "money", "difference", "sum"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A sentence of a model and what was found wrong with it.

    Attributes:
        text: the sentence without its markers.
        cited: the passages that its markers point to.
        problems: what the passages do not bear out; empty where the sentence is supported.
    """

    text: str
    cited: tuple[Hit, ...]
    problems: tuple[Problem, ...]

    @property
    def supported(self) -> bool:
        """Whether the sentence may be shown as what the documents say."""
        return not self.problems

    def sentence(self) -> Sentence:
        """The sentence with the places that it stands on."""
        supports = (support for hit in self.cited for support in _supports(self.text, hit))
        return Sentence(self.text, tuple(supports))


@dataclass
class WordedText:
    """Takes a model's text in pieces and gives verdicts on its sentences as they are complete.

    Args:
        verifier: checks them.
        evidence: the passages that the markers number, from 1.
    """

    verifier: Verifier
    evidence: Sequence[Hit]
    verdicts: list[Verdict] = field(default_factory=list)
    _rest: str = ""
    _denied: bool = False

    def take(self, piece: str) -> list[Verdict]:
        """The verdicts on sentences that a piece completes."""
        self._rest += piece
        *complete, rest = split_marked(self._rest)
        if not complete or not _begins_sentence(rest):
            return []
        self._rest = rest
        return self._judge(complete)

    def end(self) -> list[Verdict]:
        """The verdicts on what is left when the text has ended."""
        rest, self._rest = self._rest, ""
        return self._judge(split_marked(rest))

    @property
    def denies(self) -> bool:
        """Whether the model says that the evidence does not answer."""
        return self._denied

    def _judge(self, pieces: Sequence[str]) -> list[Verdict]:
        found = []
        for piece in pieces:
            if NOT_FOUND in piece:
                self._denied = True
                continue
            for words, numbers in marked_sentences(piece, len(self.evidence)):
                if any(plain(words) == plain(other.text) for other in self.verdicts):
                    continue
                cited = tuple(self.evidence[number - 1] for number in numbers)
                verdict = Verdict(words, cited, self.verifier.problems(words, cited))
                if not verdict.supported:
                    logger.info("not borne out: %s (%s)", words, verdict.problems)
                self.verdicts.append(verdict)
                found.append(verdict)
        return found


def worded_draft(text: WordedText, draft: Draft, question: Question, *, mark: bool) -> Draft | None:
    """The answer in the model's words, or None where its words do not answer.

    Args:
        text: ended.
        draft: the extractive answer.
        question: as understood.
        mark: whether unsupported sentences are shown, marked, in their places.
    """
    kept = [verdict for verdict in text.verdicts if verdict.supported]
    if text.denies:
        return draft if draft.status == "not_found" else None
    if not kept or not _has_fact(question, kept, text.verdicts):
        return None
    shown = text.verdicts if mark else kept
    sentences = tuple(shown_sentence(verdict, question.language) for verdict in shown)
    return replace(draft, status="answered", sentences=sentences, method="model")


def marked_draft(text: WordedText, draft: Draft, language: str) -> Draft:
    """The extractive answer with the model's unsupported sentences, marked, below it."""
    unsupported = [shown_sentence(v, language) for v in text.verdicts if not v.supported]
    return replace(draft, sentences=(*draft.sentences, *unsupported))


def shown_sentence(verdict: Verdict, language: str) -> Sentence:
    """A sentence as it is shown: with its citations, or marked as unsupported and without any."""
    if verdict.supported:
        return verdict.sentence()
    return Sentence(wording(language).unsupported.format(text=" ".join(verdict.text.split())))


def _supports(words: str, hit: Hit) -> tuple[Support, ...]:
    """The place in a passage that a sentence stands on; of a table row the cell that it tells."""
    if hit.passage.kind != "row":
        return (Support(hit, best_quote(words, hit)),)
    told = {figure.value for figure in figures(words)}
    cells = ((cell, cell_figure(cell.text, cell.unit)) for cell in hit.passage.cells)
    column = next((cell.column for cell, figure in cells if figure and figure.value in told), "")
    address = CellAddress(hit.passage.caption, hit.passage.label, column)
    return tuple(replace(support, table=address) for support in row_supports(hit))


def _has_fact(question: Question, kept: Sequence[Verdict], all_of_them: Sequence[Verdict]) -> bool:
    """Whether the supported sentences hold what was asked for, where others were not supported."""
    if len(kept) == len(all_of_them):
        return True
    if question.kind in _FACTS:
        kind = question.kind if question.kind in ("amount", "share", "count", "date") else "count"
        return any(holds(kind, verdict.text) for verdict in kept)
    return all_of_them[0].supported


def marked_sentences(text: str, count: int) -> list[tuple[str, tuple[int, ...]]]:
    """The sentences of a model's text, each with the evidence numbers it points to.

    Args:
        text: what the model wrote.
        count: how many pieces of evidence there were; markers beyond it are dropped.

    Returns:
        sentences without their markers, with the numbers in order of appearance.
    """
    sentences: list[tuple[str, tuple[int, ...]]] = []
    for piece in split_marked(text):
        markers = " ".join(match.group() for match in _MARKER.finditer(piece))
        numbers = map(int, re.findall(r"\d+", markers))
        kept = tuple(dict.fromkeys(number for number in numbers if 1 <= number <= count))
        words = _MARKER.sub("", piece).strip()
        if words and any(char.isalnum() for char in words):
            sentences.append((words, kept))
    return sentences


def split_marked(text: str) -> list[str]:
    """A text cut after each sentence end and the markers that follow it."""
    pieces, begin = [], 0
    for match in _SENTENCE_END.finditer(text):
        following = text[match.end() : match.end() + 1]
        bare = not re.search(_NUMBERS, match.group()) and text[match.start()] == "."
        if bare and (following.islower() or _ABBREVIATED.search(text[begin : match.end()])):
            continue
        pieces.append(text[begin : match.end()])
        begin = match.end()
    pieces.append(text[begin:])
    return [piece for piece in pieces[:-1] if piece.strip()] + pieces[-1:]


def _begins_sentence(rest: str) -> bool:
    """Whether what follows a sentence can be no marker of it any more."""
    return bool(rest.strip()) and rest.lstrip()[0] not in "[【"
