"""As many texts as a growth benchmark needs, made from few real ones.

A text strings together runs of consecutive sentences from several real texts of one language and
ends in a sentence that no other text has. So words, postings and vectors have the shape of real
ones however many texts there are, and no two texts are the same. What a question finds among them
says little about quality: the sentences of its answer stand in many texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from eval.datasets import CorpusItem, read_beir
from eval.generated import generate
from ingest.sentences import sentences

RUNS = 4  # runs of sentences in a text
RUN_SENTENCES = 5  # about so many in a run
ENGLISH_SHARE = 0.2
TAIL_WORDS = 8
LINES_PER_SOURCE = 12
GENERATED_SOURCES = 300

Source = Sequence[str]
"""The sentences of one real text, in order."""


def sources(data: Path) -> tuple[list[Source], list[Source]]:
    """Chinese and English texts, cut into sentences.

    Args:
        data: the developers' data folder; where it is missing, generated Chinese texts serve, and
            no English ones.
    """
    if not data.is_dir():
        made = generate(GENERATED_SOURCES, 1).corpus
        return [sentences(item.text) for item in made], []
    chinese: list[Source] = [
        sentences(item.text) for item in read_beir(data / "bench" / "crud_news_10k").corpus
    ]
    english: list[Source] = []
    for path in sorted((data / "train" / "parallel").glob("*.tsv")):
        lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        for start in range(0, len(lines), LINES_PER_SOURCE):
            part = [line for line in lines[start : start + LINES_PER_SOURCE] if len(line) == 2]
            english.append([line[0] for line in part])
            chinese.append([line[1] for line in part])
    return [s for s in chinese if s], [s for s in english if s]


def texts(data: Path, seed: int = 2026, after: int = 0) -> Iterator[CorpusItem]:
    """Texts without end, of about 800 characters; the same seed gives the same ones.

    Args:
        data: the developers' data folder (see ``sources``).
        seed: of what is chosen.
        after: how many texts there are already: names go on after theirs.
    """
    chinese, english = sources(data)
    generator = np.random.default_rng(seed)
    number = after
    while True:
        number += 1
        is_english = bool(english) and generator.random() < ENGLISH_SHARE
        pool, joiner = (english, " ") if is_english else (chinese, "")
        lines = []
        for place in generator.integers(len(pool), size=RUNS):
            own = pool[place]
            first = int(generator.integers(max(1, len(own) - RUN_SENTENCES + 1)))
            lines.append(joiner.join(own[first : first + RUN_SENTENCES]))
        lines.append(_tail(pool, generator, number, joiner))
        yield CorpusItem(f"growth-{number:07}", "", "\n".join(lines))


def _tail(pool: list[Source], generator: np.random.Generator, number: int, joiner: str) -> str:
    """A sentence of words from all over, and a code that only this text has."""
    words = []
    for place in generator.integers(len(pool), size=TAIL_WORDS):
        sentence = pool[place][int(generator.integers(len(pool[place])))]
        if joiner:
            own = sentence.split()
            words.append(own[int(generator.integers(len(own)))] if own else "")
        else:
            start = int(generator.integers(max(1, len(sentence) - 2)))
            words.append(sentence[start : start + 2])
    return f"{joiner.join(words)} GR-{number}."
