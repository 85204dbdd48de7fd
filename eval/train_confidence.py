"""Learn how far an answer from running text is to be trusted: ``refusals/confidence.json``.

    python -m eval.train_confidence COLLECTION ... [--reading SQUAD.json ...] [--most QUESTIONS]

For what a collection is see ``eval.training.collections``; a reading file is one in SQuAD's form,
whose questions are asked once more with the passage of the answer taken away. Logistic regression
tells best sentences that hold the gold evidence from those that do not and from
questions without an answer. These should be near misses that people wrote, over collections that
the reader did not learn from, or it is trusted too far.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import extractive
from assistant.chain import Assistant
from assistant.conversation import Turn
from assistant.expansion import readable
from assistant.question import Question as Understood
from assistant.reading import extract
from assistant.reading.fitting import fitting, telling_first
from assistant.reading.framing import whole
from assistant.refusals import confidence
from assistant.refusals.features import FEATURES, Floats, features
from assistant.refusals.nearby import near_texts
from assistant.refusals.refusal import unknown
from assistant.settings import load_settings
from assistant.working_out import TEXT_HITS
from eval.corpus import plain_document
from eval.datasets import read_reading
from eval.scoring import names_document, plain
from eval.training.collections import Collection, collection
from index.hits import Hit
from index.static import StaticEmbedder, shipped_model

log = logging.getLogger(__name__)

Gold = Sequence[tuple[str, str]]

DECAY = 3.0  # of squared standardised weights, against the sum of all examples
ANSWERED_SHARE = 0.6  # what the rightly answered examples weigh of all
READING_WEIGHT = 0.2  # of one question of a reading set, which are many and all alike
WRONG_WEIGHT = 0.2  # of an answerable question whose best sentence is wrong
FOLDS = 5
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)  # that are told of
SHORTEST_PART = 8  # letters of a sentence that counts as a part of the evidence
TEXT = ("text", "refusal")  # methods of answers that confidence is asked about
STEPS = 1500
SIGNS = {
    "up": frozenset(
        "covered reached searched year list lead rival alike detail counted asked_noun read sure"
        " fitting".split()
    ),
    "down": frozenset(
        "unmet missing lacks_year lacks_month lacks_ordinal lacks_place lacks_name lacks_all"
        " no_figure no_name items_short fits_without contrary untold astray outreached apart"
        " unexplained".split()
    ),
}


@dataclass(frozen=True)
class Example:
    """One question: its features, whether its best sentence is right, and what it is of.

    Attributes:
        features: of the best sentence, one for each of ``FEATURES``.
        answerable: whether the documents answer it.
        right: whether the best sentence holds the evidence.
        question: a number for the question that it was made from, by which folds are cut.
        source: name of the set.
        weight: what it counts.
    """

    features: Floats
    answerable: bool
    right: bool
    question: int
    source: str
    weight: float


def main() -> int:
    """Train on what the command line names and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collections", nargs="+", metavar="COLLECTION")
    parser.add_argument("--reading", nargs="*", default=[], metavar="SQUAD")
    parser.add_argument("--most", type=int, default=400, help="questions of a reading file")
    arguments = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    log.setLevel(logging.INFO)
    examples: list[Example] = []
    for argument in arguments.collections:
        examples += from_questions(collection(argument))
    for path in arguments.reading:
        examples += from_reading(Path(path), arguments.most)
    for line in held_out(examples):
        log.info("%s", line)
    weights = learn(examples)
    data = dict(zip(FEATURES, (round(float(w), 4) for w in weights), strict=True))
    target = Path(confidence.__file__).with_name("confidence.json")
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    log.info("%d examples, weights in %s", len(examples), target)
    return 0


def learn(examples: Sequence[Example]) -> Floats:
    """Weights of logistic regression with a quadratic penalty and signs that are given.

    A word met speaks for an answer and a year lacking against it; a weight that would say the
    opposite, to make up for another, is held at zero (``SIGNS``). Solved by projected gradient
    steps with momentum (FISTA: Beck and Teboulle, SIAM Journal on Imaging Sciences 2, 2009).

    Args:
        examples: of all sets.

    Returns:
        a weight for each of ``FEATURES``. The penalty is on standardised weights, not on
        the bias; the result is for features as they are.
    """
    stacked = np.stack([example.features for example in examples])
    right = np.array([example.right for example in examples], dtype=float)
    share = _shares(examples)
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0)
    mean[0], scale[0] = 0.0, 1.0  # the bias
    scale[scale == 0] = np.inf
    scaled = (stacked - mean) / scale
    penalty = np.full(len(scale), DECAY)
    penalty[0] = 0.0
    low = np.array([0.0 if name in SIGNS["up"] else -np.inf for name in FEATURES])
    high = np.array([0.0 if name in SIGNS["down"] else np.inf for name in FEATURES])
    steepest = np.linalg.eigvalsh(scaled.T @ (scaled * share[:, None])).max() / 4 + DECAY
    weights = ahead = np.zeros(len(scale))
    pace = 1.0
    for _ in range(STEPS):
        chances = 1 / (1 + np.exp(-np.clip(scaled @ ahead, -30, 30)))
        gradient = scaled.T @ (share * (chances - right)) + penalty * ahead
        new = np.clip(ahead - gradient / steepest, low, high)
        next_pace = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead = new + (pace - 1) / next_pace * (new - weights)
        weights, pace = new, next_pace
    weights = np.asarray(weights / scale)
    weights[0] -= float(mean @ weights)
    return weights


def _shares(examples: Sequence[Example]) -> Floats:
    """What each example counts, so that the rightly answered have their share of all."""
    counts = np.array([example.weight for example in examples])
    right = np.array([example.right for example in examples])
    shares = np.where(right, ANSWERED_SHARE, 1 - ANSWERED_SHARE) * counts
    sums = np.where(right, counts[right].sum(), counts[~right].sum())
    return np.asarray(len(examples) * shares / sums)


def held_out(examples: Sequence[Example]) -> Iterator[str]:
    """For each set how well weights learned without a question tell its kind, as lines to read."""
    scores = np.zeros(len(examples))
    folds = np.array([example.question % FOLDS for example in examples])
    for fold in range(FOLDS):
        kept = [e for e, own in zip(examples, folds, strict=True) if own != fold]
        weights = learn(kept)
        for place in map(int, np.flatnonzero(folds == fold)):
            scores[place] = examples[place].features @ weights
    yield from _thresholds(examples, scores)
    for source in dict.fromkeys(example.source for example in examples):
        own = [n for n, example in enumerate(examples) if example.source == source]
        good = scores[[n for n in own if examples[n].right]]
        bad = scores[[n for n in own if not examples[n].answerable]]
        if len(good) and len(bad):
            area = float((good[:, None] > bad[None, :]).mean())
            limit = float(np.quantile(good, 0.05))
            refused = float((bad < limit).mean())
            yield (
                f"{source}: {len(good)} answered rightly, {len(bad)} without an answer: AUC"
                f" {area:.3f}; {refused:.3f} of those refused where 0.05 of the right ones are"
            )


def _thresholds(examples: Sequence[Example], scores: Floats) -> Iterator[str]:
    """What some thresholds give on the questions that people asked, by weights learned without."""
    asked = [n for n, e in enumerate(examples) if not e.source.endswith(".json")]
    chances = 1 / (1 + np.exp(-scores))
    good = np.array([chances[n] for n in asked if examples[n].answerable])
    bad = np.array([chances[n] for n in asked if not examples[n].answerable])
    if len(good) and len(bad):
        for limit in THRESHOLDS:
            yield (
                f"threshold {limit:.2f}: {(bad < limit).mean():.3f} of the asked questions without"
                f" an answer refused, {(good < limit).mean():.3f} of the others (text only)"
            )


def from_questions(asked_of: Collection) -> list[Example]:
    """The questions of a collection."""
    with tempfile.TemporaryDirectory() as home, _open(home) as assistant:
        assistant.ingest([asked_of.documents])
        maker = Maker(assistant, asked_of.name)
        examples: list[Example | None] = []
        for number, question in enumerate(asked_of.questions()):
            maker.begin(number, 1.0)
            understood, hits = maker.asked(question.question, question.asked.turns() or None)
            gold = [(piece.document, plain(piece.quote)) for piece in question.evidence]
            examples.append(maker.example(understood, hits, gold if question.answerable else None))
    return [example for example in examples if example is not None]


def from_reading(path: Path, most: int) -> list[Example]:
    """The questions of a reading set over all its passages, and without the passage of each."""
    reading = read_reading(path)
    with tempfile.TemporaryDirectory() as home, _open(home) as assistant:
        assistant.index.add(
            plain_document(name, "", text) for name, text in reading.passages.items()
        )
        maker = Maker(assistant, path.name)
        examples: list[Example | None] = []
        step = max(1, len(reading.questions) // most)
        for number, asked in enumerate(reading.questions[::step][:most]):
            maker.begin(number, READING_WEIGHT)
            understood, hits = maker.asked(asked.question)
            gold = [("", plain(answer)) for answer in asked.answers]
            others = [hit for hit in hits if hit.document.name != asked.passage]
            examples.append(maker.example(understood, hits, gold))
            examples.append(maker.example(understood, others, None))
    return [example for example in examples if example is not None]


class Maker:
    """Makes examples of the questions of one set.

    Args:
        assistant: finds the passages.
        source: name of the set.
    """

    def __init__(self, assistant: Assistant, source: str) -> None:
        self._assistant, self._source = assistant, source
        self._vectors: StaticEmbedder = shipped_model()
        self._number, self._weight = 0, 1.0

    def begin(self, number: int, weight: float) -> None:
        """Begin with another question, of a number by which folds are cut."""
        self._number, self._weight = number, weight

    def asked(self, text: str, turns: list[Turn] | None = None) -> tuple[Understood, list[Hit]]:
        """A question as understood, of several in one the first, and the passages found.

        None of them where a table or a list answers, of which confidence says nothing.
        """
        part = self._assistant.retrieve(self._assistant.prepare(text, turns)).parts[0]
        expanded = self._assistant.index.expand(part.question.text)
        hits = list(part.hits) if part.draft.method in TEXT else []
        return readable(part.question, expanded), hits

    def example(
        self, question: Understood, hits: Sequence[Hit], gold: Gold | None
    ) -> Example | None:
        """An example; None where no confidence is needed to refuse.

        Args:
            question: as understood.
            hits: what may answer.
            gold: document and letters of each piece of evidence; None without an answer.
        """
        shown = hits[:TEXT_HITS]
        matcher = extractive.matcher_of(question, hits, self._vectors)
        ranked = extract.rank_spans(question, shown, matcher, self._vectors)
        likely = telling_first(question, fitting(question, ranked, matcher), matcher)
        texts = [whole(hit) for hit in hits]
        if not likely or unknown(question, texts, matcher):
            return None
        best = likely[0]
        near = near_texts(best)[:-1]
        right = gold is not None and any(_holds(plain(text), best.hit, gold) for text in near)
        weight = self._weight * (WRONG_WEIGHT if gold is not None and not right else 1.0)
        told = features(question, likely, texts, matcher, ranked)
        return Example(told, gold is not None, right, self._number, self._source, weight)


def _holds(letters: str, hit: Hit, gold: Gold) -> bool:
    """Whether letters of a passage hold a piece of evidence, or are a part of it."""
    return any(
        quote
        and names_document(hit.document.name, document)
        and (quote in letters or (len(letters) >= SHORTEST_PART and letters in quote))
        for document, quote in gold
    )


def _open(home: str) -> Assistant:
    return Assistant.open(settings=load_settings(Path(home)))


if __name__ == "__main__":
    sys.exit(main())
