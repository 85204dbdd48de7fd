"""Learn the reader's weights.

    python -m eval.reader_training PAIRS.jsonl ... --parallel ENGLISH_CHINESE.tsv ...

Pairs are questions with a passage and the answer that stands in it, one JSON object a line (see
``examples.read_pairs``); parallel files hold an English and a Chinese sentence a line, parted by a
tab, and are what English questions are made of. Some passages are held out (``is_held_out``); on
their questions EM and F1 are told, and ``python -m eval.train_ranker --pairs`` fits the ranker. The
result is written to ``assistant/reading/reader.npz``.
"""

from __future__ import annotations

import argparse
import logging
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from assistant.question import understand
from assistant.reading import reader
from eval.datasets import read_reading
from eval.metrics import cmrc_exact, cmrc_f1
from eval.reader_training.cloze import clozes
from eval.reader_training.examples import (
    Example,
    Pair,
    Vocabulary,
    candidates,
    example,
    is_held_out,
    read_pairs,
    searched,
)
from eval.reader_training.gloss import SHARE, gloss
from eval.reader_training.network import Network, batch, train
from index.static import StaticEmbedder, shipped_model

log = logging.getLogger("reader")

LONGEST_CLOZE, SHORTEST_CLOZE = 320, 25  # characters of an English sentence
MOST_SENTENCES = 12_000  # of one parallel file


def main() -> int:
    """Train on what the command line names and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pairs", nargs="+", type=Path, metavar="PAIRS")
    parser.add_argument("--parallel", nargs="*", default=[], type=Path, metavar="TSV")
    parser.add_argument(
        "--without",
        nargs="*",
        default=[],
        type=Path,
        metavar="SQUAD",
        help="benchmarks; pairs whose passage begins as one of theirs are left out",
    )
    parser.add_argument("--clozes", type=int, default=5000, help="English questions to make")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.basicConfig(format="%(message)s", level=logging.INFO)
    draw = random.Random(arguments.seed)
    vectors, vocabulary = shipped_model(), Vocabulary()
    pairs = _apart(read_pairs(arguments.pairs), arguments.without)
    made = list(_asked(pairs, vocabulary, vectors, draw))
    held_out = [e for e in made if is_held_out(e.passage)]
    learned = [e for e in made if not is_held_out(e.passage)]
    log.info("%d questions to learn from, %d held out", len(learned), len(held_out))
    learned += _made_up(arguments.parallel, arguments.clozes, vocabulary, vectors, draw)
    network = train(learned, vocabulary.vectors(vectors), arguments.epochs, arguments.seed)
    _report(network, held_out)
    target = Path(reader.__file__).with_name("reader.npz")
    np.savez_compressed(target, allow_pickle=False, **network.exported())
    log.info("%d examples, weights in %s", len(learned), target)
    return 0


def _apart(pairs: list[Pair], benchmarks: Sequence[Path]) -> list[Pair]:
    """Without the pairs whose passage begins as one of a benchmark does."""
    begun = {text[:60] for path in benchmarks for text in read_reading(path).passages.values()}
    return [pair for pair in pairs if pair.text[:60] not in begun]


def _asked(
    pairs: list[Pair], vocabulary: Vocabulary, vectors: StaticEmbedder, draw: random.Random
) -> Iterator[Example]:
    """Every question with the sentences that the search finds; some in English words as well."""
    for pair, question, hits in searched(pairs, pairs):
        found = candidates(question, hits, pair, vectors)
        yield example(question.text, pair.answer, pair.passage, found, vocabulary, vectors)
        if draw.random() < SHARE and not is_held_out(pair.passage):
            english = understand(gloss(pair.question, vectors, draw))
            found = candidates(english, hits, pair, vectors)
            yield example(english.text, pair.answer, pair.passage, found, vocabulary, vectors)


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
        example(cloze.question, cloze.answer, "", cloze.found, vocabulary, vectors)
        for cloze in clozes(pairs, count, vectors, draw)
    ]


def _report(network: Network, held_out: Sequence[Example]) -> None:
    """EM and F1 of the best stretch of all sentences, on questions held out."""
    exact, overlap = [], []
    for asked in held_out:
        with torch.no_grad():
            scores = network(batch([asked]))[0].numpy()
        place, more = np.unravel_index(int(np.argmax(scores)), scores.shape)
        number = int(asked.sentence[place])
        first = int(np.argmax(asked.sentence == number))
        words = asked.sentences[number]
        text = asked.texts[number][words.starts[place - first] : words.ends[place - first + more]]
        exact.append(cmrc_exact(text, [asked.answer]))
        overlap.append(cmrc_f1(text, [asked.answer]))
    log.info("held out: EM %.3f, F1 %.3f", np.mean(exact), np.mean(overlap))


if __name__ == "__main__":
    sys.exit(main())
