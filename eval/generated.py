"""A generated retrieval benchmark, for machines without a real one.

Texts are words drawn from jieba's dictionary by their frequency, so that segmentation, postings
and vectors have their natural sizes; a question is made of rare words of one sentence of its text.
How fast and how large a pipeline is can be measured with it. How well it finds says little: the
words of a question are all in the text, which real questions are not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eval.datasets import BeirFolder, CorpusItem

SENTENCES_PER_TEXT = 18
WORDS_PER_SENTENCE = 20
SENTENCES_PER_PARAGRAPH = 4
WORDS_PER_QUERY = 5


def generate(documents: int, queries: int, seed: int = 2026) -> BeirFolder:
    """Make a benchmark.

    Args:
        documents: how many texts, of about 700 characters each.
        queries: how many questions, each with one relevant text; at most ``documents``.
        seed: the same seed makes the same benchmark.
    """
    words, chances = _dictionary()
    generator = np.random.default_rng(seed)
    shape = (documents, SENTENCES_PER_TEXT, WORDS_PER_SENTENCE)
    corpus, rare = [], {}
    for number, drawn in enumerate(generator.choice(words.size, size=shape, p=chances)):
        name = f"d{number:06}"
        corpus.append(CorpusItem(name, "", _text([words[row] for row in drawn])))
        if number < queries:
            sentence = drawn[generator.integers(SENTENCES_PER_TEXT)]
            rare[name] = words[sentence[np.argsort(chances[sentence])[:WORDS_PER_QUERY]]]
    return BeirFolder(
        name=f"generated-{documents}",
        corpus=corpus,
        queries={f"q-{name}": f"{'，'.join(found)}？" for name, found in rare.items()},
        qrels={f"q-{name}": {name: 1} for name in rare},
    )


def _dictionary() -> tuple[np.ndarray, np.ndarray]:
    """Jieba's words, and each one's share of running text."""
    import jieba

    jieba.initialize()
    frequencies = {word: count for word, count in jieba.dt.FREQ.items() if count > 0}
    counts = np.array(list(frequencies.values()), dtype=float)
    return np.array(list(frequencies)), counts / counts.sum()


def _text(sentences: Sequence[np.ndarray]) -> str:
    """Sentences set in paragraphs; a comma stands in the middle of each sentence."""
    half = WORDS_PER_SENTENCE // 2
    written = ["".join(words[:half]) + "，" + "".join(words[half:]) + "。" for words in sentences]
    paragraphs = [
        "".join(written[start : start + SENTENCES_PER_PARAGRAPH])
        for start in range(0, len(written), SENTENCES_PER_PARAGRAPH)
    ]
    return "\n".join(paragraphs)
