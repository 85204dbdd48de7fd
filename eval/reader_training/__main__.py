"""Prepare what the reader learns from.

    python -m eval.reader_training PAIRS.jsonl ... --parallel ENGLISH_CHINESE.tsv ...
        --collections COLLECTION ... -o EXAMPLES.npz

Pairs are questions with a passage and the answer that stands in it, one JSON object a line (see
``examples.read_pairs``); parallel files hold an English and a Chinese sentence a line, parted by a
tab, and are what English questions are made of; for what a collection is see
``eval.training.collections``. Some passages are held out (``is_held_out``): on their questions the
learning is examined, and ``python -m eval.train_ranker --pairs`` fits the ranker.
``eval.reader_training.learn`` learns the weights.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from assistant.chain import Assistant
from assistant.question import understand
from assistant.settings import load_settings
from eval.datasets import read_reading
from eval.reader_training.cloze import clozes
from eval.reader_training.examples import (
    Example,
    Pair,
    Vocabulary,
    asked_of,
    candidates,
    example,
    is_held_out,
    read_pairs,
    searched,
)
from eval.reader_training.gloss import SHARE, gloss
from eval.reader_training.packed import pack
from eval.training.collections import collection
from index.static import StaticEmbedder, shipped_model

log = logging.getLogger("reader")

LONGEST_CLOZE, SHORTEST_CLOZE = 320, 25  # characters of an English sentence
MOST_SENTENCES = 12_000  # of one parallel file
HELD_OUT_CLOZES = 0.03


def main() -> int:
    """Prepare what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path, metavar="PAIRS")
    parser.add_argument("--parallel", nargs="*", default=[], type=Path, metavar="TSV")
    parser.add_argument("--collections", nargs="*", default=[], metavar="COLLECTION")
    parser.add_argument(
        "--examine",
        nargs="*",
        default=[],
        metavar="COLLECTION",
        help="collections to examine what is learned on",
    )
    parser.add_argument(
        "--without",
        nargs="*",
        default=[],
        type=Path,
        metavar="SQUAD",
        help="benchmarks; pairs whose passage begins as one of theirs are left out",
    )
    parser.add_argument("--clozes", type=int, default=16_000, help="English questions to make")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--out", type=Path, required=True, metavar="NPZ")
    arguments = parser.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    draw = random.Random(arguments.seed)
    vectors, vocabulary = shipped_model(), Vocabulary()
    pairs = _apart(read_pairs(arguments.pairs), arguments.without)
    made = list(_of_collections(arguments.collections, vocabulary, vectors, held_out=False))
    made += _of_collections(arguments.examine, vocabulary, vectors, held_out=True)
    log.info("%d questions over collections", len(made))
    made += _asked(pairs, vocabulary, vectors, draw)
    log.info("%d with those of pairs", len(made))
    made += _made_up(arguments.parallel, arguments.clozes, vocabulary, vectors, draw)
    packed = pack(made, vocabulary.vectors(vectors))
    np.savez_compressed(arguments.out, allow_pickle=False, **packed)
    log.info("%d examples in %s", len(made), arguments.out)
    return 0


def _of_collections(
    arguments: Sequence[str], vocabulary: Vocabulary, vectors: StaticEmbedder, held_out: bool
) -> Iterator[Example]:
    """The questions over folders of documents, answerable or not."""
    for one in map(collection, arguments):
        with (
            tempfile.TemporaryDirectory() as home,
            Assistant.open(settings=load_settings(Path(home))) as assistant,
        ):
            assistant.ingest([one.documents])
            for question in one.questions():
                for text, answer, found in asked_of(assistant, question, vectors):
                    yield example("collection", text, answer, found, vocabulary, vectors, held_out)


def _apart(pairs: list[Pair], benchmarks: Sequence[Path]) -> list[Pair]:
    """Without the pairs whose passage begins as one of a benchmark does."""
    begun = {text[:60] for path in benchmarks for text in read_reading(path).passages.values()}
    return [pair for pair in pairs if pair.text[:60] not in begun]


def _asked(
    pairs: list[Pair], vocabulary: Vocabulary, vectors: StaticEmbedder, draw: random.Random
) -> Iterator[Example]:
    """Every question with the sentences that the search finds; some in English words as well."""
    for pair, question, hits in searched(pairs, pairs):
        held_out = is_held_out(pair.passage)
        found = candidates(question, hits, pair, vectors)
        yield example("pair", question.text, pair.answer, found, vocabulary, vectors, held_out)
        if held_out or draw.random() < SHARE:
            english = understand(gloss(pair.question, vectors, draw))
            found = candidates(english, hits, pair, vectors)
            yield example("gloss", english.text, pair.answer, found, vocabulary, vectors, held_out)


def _made_up(
    paths: Sequence[Path],
    count: int,
    vocabulary: Vocabulary,
    vectors: StaticEmbedder,
    draw: random.Random,
) -> list[Example]:
    """English questions made of parallel sentences."""
    pairs: list[tuple[str, str]] = []
    for path in paths:
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        fitting = [
            (line[0], line[1])
            for line in lines
            if len(line) > 1 and SHORTEST_CLOZE < len(line[0]) < LONGEST_CLOZE
        ]
        start = draw.randrange(max(1, len(fitting) - MOST_SENTENCES))
        pairs += fitting[start : start + MOST_SENTENCES]
    if not pairs:
        return []
    return [
        example(
            "cloze",
            cloze.question,
            cloze.answer,
            cloze.found,
            vocabulary,
            vectors,
            draw.random() < HELD_OUT_CLOZES,
        )
        for cloze in clozes(pairs, count, vectors, draw)
    ]


if __name__ == "__main__":
    sys.exit(main())
