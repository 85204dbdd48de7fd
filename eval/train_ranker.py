"""Learn the weights by which sentences are ranked.

    python -m eval.train_ranker COLLECTION ... [--pairs PAIRS.jsonl ...]

For what a collection is see ``eval.training.collections``; the pairs are those that the reader was
trained on (``eval.reader_training``), of which only the questions kept from it are used,
as it knows the others' answers too well. Sentences that hold the gold evidence should win over
their rivals (multinomial logistic regression over the candidates of a question), regularised and
small: one weight for each feature. The result goes to ``assistant/reading/ranker.json``; after
it ``eval/train_confidence.py`` is due.
"""

from __future__ import annotations

import argparse
import json
import logging
import math
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import extractive
from assistant.chain import Assistant
from assistant.question import Question as Understood
from assistant.reading import extract
from assistant.settings import load_settings
from assistant.working_out import TEXT_HITS
from eval.reader_training.examples import is_held_out, read_pairs, searched
from eval.scoring import names_document, plain
from eval.training.collections import Collection, collection
from index.static import StaticEmbedder, shipped_model

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
RANK_DECAY = 6e-3
# What can only speak for a sentence; several tell much the same, and one would be set off against
# another by the chance of a few questions.
IN_FAVOUR = frozenset(
    "covered bare led cosine searched keyword reached first expanded named dated detail"
    " counted read".split()
)
LEAST_SPREAD = 0.2  # a feature that seldom differs may not weigh by a few questions alone
PAIR_WEIGHT = 0.3


@dataclass(frozen=True)
class Example:
    """One question: its candidates' features, which of them hold the evidence, and how asked."""

    question: Understood
    spans: list[extract.Span]
    gold: NDArray[np.bool_]
    weight: float


def main() -> int:
    """Train on what the command line names and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("collections", nargs="+", metavar="COLLECTION")
    parser.add_argument("--pairs", nargs="*", default=[], type=Path, metavar="PAIRS")
    arguments = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    log.setLevel(logging.INFO)
    examples: list[Example] = []
    for argument in arguments.collections:
        examples += _from_questions(collection(argument))
    if arguments.pairs:
        examples += _from_pairs(arguments.pairs)
    rank = learn_ranking(examples)
    weights = {name: round(float(w), 4) for name, w in zip(extract.FEATURES, rank, strict=True)}
    data = {"rank": weights}
    target = Path(extract.__file__).with_name("ranker.json")
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    log.info("%d examples, weights in %s", len(examples), target)
    return 0


def learn_ranking(examples: list[Example]) -> Floats:
    """Weights under which the spans with the evidence come first (softmax over each question).

    Each feature is held to its own spread, so that the decay treats all alike.
    """
    from scipy.optimize import minimize

    ready = [
        (np.stack([span.features for span in e.spans]), e.gold, e.weight)
        for e in examples
        if e.gold.any() and len(e.spans) > 1
    ]
    total = sum(weight for _, _, weight in ready)
    spread = np.concatenate([features for features, _, _ in ready]).std(axis=0)
    spread = np.maximum(spread, LEAST_SPREAD)

    def loss(scaled: Floats) -> tuple[float, Floats]:
        value, gradient = RANK_DECAY / 2 * float(scaled @ scaled), RANK_DECAY * scaled
        for features, gold, weight in ready:
            scores = features @ (scaled / spread)
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            among = chances * gold
            right = float(among.sum()) + 1e-12
            value -= weight / total * math.log(right)
            gradient = gradient + weight / total * ((chances - among / right) @ features) / spread
        return value, gradient

    bounds = [(0.0 if name in IN_FAVOUR else None, None) for name in extract.FEATURES]
    start = np.zeros(len(bounds))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    weights: Floats = found.x / spread
    first = [bool(gold[np.argmax(features @ weights)]) for features, gold, _ in ready]
    log.info("evidence first for %.3f of %d questions", np.mean(first), len(first))
    return weights


def _from_questions(asked_of: Collection) -> list[Example]:
    vectors = shipped_model()
    with tempfile.TemporaryDirectory() as home, _open(home) as assistant:
        assistant.ingest([asked_of.documents])
        examples = []
        for question in filter(lambda question: question.answerable, asked_of.questions()):
            found = assistant.retrieve(
                assistant.prepare(question.question, question.asked.turns() or None)
            )
            understood, hits = found.parts[0].question, found.parts[0].hits
            gold = [_letters(e.document, e.quote) for e in question.evidence]
            examples.append(_example(understood, hits, vectors, gold, 1.0))
    return examples


def _from_pairs(paths: list[Path]) -> list[Example]:
    """Questions over running text, of those that the reader did not learn from."""
    pairs = read_pairs(paths)
    kept = [pair for pair in pairs if is_held_out(pair.passage)]
    vectors = shipped_model()
    examples = []
    for pair, understood, hits in searched(pairs, kept):
        gold = [(pair.passage, plain(pair.answer))]
        examples.append(_example(understood, tuple(hits), vectors, gold, PAIR_WEIGHT))
    return examples


def _open(home: str) -> Assistant:
    return Assistant.open(settings=load_settings(Path(home)))


def _letters(document: str, quote: str) -> tuple[str, str]:
    return document, plain(quote)


def _example(
    understood: Understood,
    hits: tuple[extract.Hit, ...],
    vectors: StaticEmbedder,
    gold: list[tuple[str, str]],
    weight: float,
) -> Example:
    shown = hits[:TEXT_HITS]
    matcher = extractive.matcher_of(understood, shown, vectors)
    spans = extract.rank_spans(understood, shown, matcher, vectors)
    held = [
        any(
            names_document(span.hit.document.name, document) and quote in plain(span.text)
            for document, quote in gold
            if quote
        )
        for span in spans
    ]
    return Example(understood, spans, np.array(held, dtype=bool), weight)


if __name__ == "__main__":
    sys.exit(main())
