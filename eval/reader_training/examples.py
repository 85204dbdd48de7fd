"""What the reader learns from: questions, sentences as it sees them, where the answers stand."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant import extractive
from assistant.chain import Assistant
from assistant.question import Question, bare
from assistant.reading import extract
from assistant.reading.match import Matcher
from assistant.reading.network import GAP, LONGEST
from assistant.reading.reader_features import (
    Asked,
    Words,
    contents,
    cut,
    question_words,
    read_question,
    read_words,
)
from assistant.settings import load_settings
from assistant.working_out import TEXT_HITS
from eval.corpus import plain_document
from eval.datasets import Question as Gold
from eval.scoring import names_document, plain
from index.hits import Hit
from index.static import StaticEmbedder

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
NEAREST = 8  # sentences that compete with the right one
FURTHEST = 16  # place up to which a right one is looked for
SHORTEST_PART = 12  # letters of a sentence that counts as a part of the evidence


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its passage and the answer that stands in it.

    Attributes:
        passage: the passage's name; questions of one passage are held out together.
    """

    question: str
    answer: str
    passage: str
    text: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Sentences that may answer a question.

    Attributes:
        texts: the sentences.
        told: what the ranker knows of each before it is read (n, features).
        right: whether an answer that stands there counts.
        matcher: the question, ready to be matched.
    """

    texts: Sequence[str]
    told: NDArray[np.float64]
    right: Sequence[bool]
    matcher: Matcher


@dataclass(frozen=True, slots=True)
class Example:
    """One question as the network is given it; places as in ``assistant.reading.network``.

    Attributes:
        source: what kind of example it is: "pair", "gloss", "cloze" or "collection".
        held_out: whether it is kept from training.
        asked: the question as the reader sees it.
        question: number of each of its words in the vocabulary (q,).
        question_tags: their parts of speech (q,).
        words: number of each place's word in the vocabulary, 0 for a gap (places,).
        numbers: what else is told of each place (places, NUMBERS).
        tags: part of speech, 0 for a gap.
        endings: bucket of the last letters, 0 for a gap.
        sentence: which sentence each place belongs to, -1 for a gap.
        held: what each place holds (places, 4).
        told: what the ranker knows of each sentence (sentences, TOLD).
        right: whether each sentence answers (sentences,).
        gold: place and number of further words of every stretch that is the answer (m, 2).
    """

    source: str
    held_out: bool
    asked: Asked
    question: Numbers
    question_tags: Numbers
    words: Numbers
    numbers: Floats
    tags: Numbers
    endings: Numbers
    sentence: Numbers
    held: Floats
    told: Floats
    right: NDArray[np.bool_]
    gold: Numbers


class Vocabulary:
    """The words of all examples; 0 stands for none."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def number(self, word: str) -> int:
        """The number of a word, given out when it is first asked for."""
        return self._numbers.setdefault(word, len(self._numbers))

    def vectors(self, source: StaticEmbedder) -> Floats:
        """The vectors of all words (n, d); zeros for none."""
        return source.embed(list(self._numbers))


def read_pairs(paths: Sequence[Path]) -> list[Pair]:
    """The pairs of JSON-lines files: ``{"query", "passage", "answer"}`` a line."""
    names: dict[str, str] = {}
    pairs = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            name = names.setdefault(row["passage"], f"{path.stem[:4]}-{len(names)}")
            pairs.append(Pair(row["query"], row["answer"], name, row["passage"]))
    return pairs


def is_held_out(passage: str) -> bool:
    """Whether the questions of a passage are kept from training: a quarter of CMRC's, 8% else.

    The ranker of sentences, which weighs what the reader says, is fitted to these.
    """
    draw = int(hashlib.md5(passage.encode()).hexdigest(), 16) % 100
    return draw < (25 if passage.startswith("cmrc") else 8)


def searched(
    pairs: Sequence[Pair], asked: Sequence[Pair]
) -> Iterator[tuple[Pair, Question, Sequence[Hit]]]:
    """Some of the questions, each with the passages that the search finds among those of all."""
    texts = {pair.passage: pair.text for pair in pairs}
    with (
        tempfile.TemporaryDirectory() as home,
        Assistant.open(settings=load_settings(Path(home))) as assistant,
    ):
        assistant.index.add(plain_document(name, "", text) for name, text in texts.items())
        for pair in asked:
            question = assistant.prepare(pair.question)
            yield pair, question, assistant.index.search(question.text, k=TEXT_HITS)


def candidates(
    question: Question, hits: Sequence[Hit], pair: Pair, vectors: StaticEmbedder
) -> Candidates:
    """The sentences nearest to a question, and those further off that hold the answer."""
    matcher = extractive.matcher_of(question, hits, vectors)
    spans = extract.likely_spans(question, hits, matcher)
    answer = plain(pair.answer)
    right = [s.hit.document.name == pair.passage and answer in plain(s.text) for s in spans]
    return _kept(spans, right, matcher)


def asked_of(
    collection: Assistant, question: Gold, vectors: StaticEmbedder
) -> Iterator[tuple[str, str, Candidates]]:
    """A question of a collection with gold: as understood, its answer, and its candidates.

    A question that is several in one gives each of them that has its evidence among the
    candidates; the answer is an accepted form that stands there, or empty.
    """
    asked = collection.prepare(question.question, question.asked.turns() or None)
    gold = [(piece.document, plain(piece.quote)) for piece in question.evidence]
    forms = sorted((form for item in question.answer for form in item), key=len, reverse=True)
    for part in collection.retrieve(asked).parts:
        hits = part.hits[:TEXT_HITS]
        matcher = extractive.matcher_of(part.question, hits, vectors)
        spans = extract.likely_spans(part.question, hits, matcher)[:FURTHEST]
        right = [any(_holds(span, *piece) for piece in gold) for span in spans]
        if spans and (any(right) or not question.answerable):
            found = _kept(spans, right, matcher)
            told = [text for text, good in zip(found.texts, found.right, strict=True) if good]
            stands = [form for form in forms if any(form in text for text in told)]
            yield bare(part.question.text), next(iter(stands), ""), found


def _holds(span: extract.Span, document: str, quote: str) -> bool:
    """Whether a span holds a piece of evidence, or is a good part of it."""
    letters = plain(span.text)
    part = len(letters) >= SHORTEST_PART and letters in quote
    return names_document(span.hit.document.name, document) and (quote in letters or part)


def _kept(spans: Sequence[extract.Span], right: Sequence[bool], matcher: Matcher) -> Candidates:
    """The nearest, and those further off that answer."""
    kept = [i for i in range(min(FURTHEST, len(spans))) if i < NEAREST or right[i]]
    return Candidates(
        [spans[i].text for i in kept],
        np.stack([spans[i].features[: extract.TOLD] for i in kept]),
        [right[i] for i in kept],
        matcher,
    )


def example(
    source: str,
    question: str,
    answer: str,
    found: Candidates,
    vocabulary: Vocabulary,
    vectors: StaticEmbedder,
    held_out: bool = False,
) -> Example:
    """A question and its candidates as the network is given them.

    Args:
        source: kind of the example.
        question: its text.
        answer: as it stands in the sentences that are right; empty where that is not known.
        found: the sentences.
        vocabulary: numbers the words.
        vectors: the embedding that words are compared by.
        held_out: whether it is kept from training.
    """
    sentences = [cut(text) for text in found.texts]
    asked = read_question(question, vectors)
    words, tags = question_words(question)
    seen = read_words(question, sentences, asked, found.matcher, vectors)
    lengths = np.array([len(sentence.texts) for sentence in sentences])
    first = np.cumsum(lengths + GAP) - lengths - GAP
    places = np.concatenate([start + np.arange(n) for start, n in zip(first, lengths, strict=True)])
    total = int((lengths + GAP).sum())

    def spread(values: NDArray[Any], empty: int = 0) -> NDArray[Any]:
        spaced = np.full((total, *values.shape[1:]), empty, dtype=values.dtype)
        spaced[places] = values
        return spaced

    ids = [vocabulary.number(word) for sentence in sentences for word in sentence.texts]
    gold = [
        (int(start) + begin, more)
        for start, sentence, text, right in zip(
            first, sentences, found.texts, found.right, strict=True
        )
        if right
        for begin, more in occurrences(sentence, text, answer)
    ]
    return Example(
        source=source,
        held_out=held_out,
        asked=asked,
        question=np.array([vocabulary.number(word) for word in words]),
        question_tags=tags,
        words=spread(np.array(ids)),
        numbers=spread(seen.numbers),
        tags=spread(seen.tags + 1),
        endings=spread(seen.endings + 1),
        sentence=spread(np.repeat(np.arange(len(sentences)), lengths), -1),
        held=spread(contents(seen.numbers)),
        told=found.told.astype(np.float32),
        right=np.array(found.right, dtype=bool),
        gold=np.array(gold, dtype=np.int64).reshape(-1, 2),
    )


def occurrences(sentence: Words, text: str, answer: str) -> list[tuple[int, int]]:
    """The stretches of whole words around an answer: first word, and how many more."""
    found = []
    begin = text.find(answer) if answer else -1
    while begin >= 0:
        end = begin + len(answer)
        within = [
            i
            for i, (start, stop) in enumerate(zip(sentence.starts, sentence.ends, strict=True))
            if stop > begin and start < end
        ]
        if within and within[-1] - within[0] < LONGEST:
            found.append((within[0], within[-1] - within[0]))
        begin = text.find(answer, begin + 1)
    return found
