"""Writes what each token is called in the other language, from the model's own vectors.

    python -m index.training.translations FOLDER

Chinese and English words of one meaning lie close together, so that the nearest tokens in the other
script are a dictionary: keyword search takes a question's words across with it
(``index.static.StaticEmbedder.translate``).
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.embedding import HAN, LATIN
from index.segment import terms
from index.static import StaticEmbedder
from index.translation import FILE

log = logging.getLogger(__name__)

NEAREST = 2
_LOOKED_AT = 8
LEAST_COSINE = 0.42
LEAST_SHARE_OF_BEST = 0.12  # a token that much farther than the nearest means something else
_BLOCK = 128  # larger ones take longer: their products do not stay in the cache


def write_translations(folder: Path) -> None:
    """Add ``translations.safetensors`` to a model folder (see ``index.translation``)."""
    embedder = StaticEmbedder(folder)
    every = np.arange(embedder.size)
    scripts = embedder.scripts(every)
    vectors, _ = embedder.vectors_of(every)
    words = [_word(embedder.text(int(token))) for token in every]
    tokens = np.zeros((len(every), NEAREST), dtype=np.int32)
    cosines = np.zeros((len(every), NEAREST), dtype=np.uint8)
    for source, target in ((LATIN, HAN), (HAN, LATIN)):
        asked, told = np.flatnonzero(scripts == source), np.flatnonzero(scripts == target)
        for start in range(0, len(asked), _BLOCK):
            rows = asked[start : start + _BLOCK]
            for row, near in zip(rows, _nearest(vectors[rows] @ vectors[told].T), strict=True):
                chosen = _distinct([(int(told[place]), cosine) for place, cosine in near], words)
                for rank, (token, cosine) in enumerate(chosen):
                    tokens[row, rank], cosines[row, rank] = token, round(cosine * 255)
        log.info("%d tokens, %d with a counterpart", len(asked), (cosines[asked, 0] > 0).sum())
    save_file({"scripts": scripts, "tokens": tokens, "cosines": cosines}, folder / FILE)
    (folder / FILE).chmod(0o644)


def _nearest(similarity: npt.NDArray[np.float32]) -> Iterator[list[tuple[int, float]]]:
    """For each row the columns of its highest values that are near enough, with the values."""
    top = np.argpartition(-similarity, _LOOKED_AT, axis=1)[:, :_LOOKED_AT]
    values = np.take_along_axis(similarity, top, axis=1)
    for columns, own in zip(top.tolist(), values.tolist(), strict=True):
        least = max(LEAST_COSINE, max(own) - LEAST_SHARE_OF_BEST)
        yield [
            (column, value) for column, value in zip(columns, own, strict=True) if value >= least
        ]


def _distinct(near: list[tuple[int, float]], words: list[str]) -> list[tuple[int, float]]:
    """The nearest that are different words to a keyword search; of equally near ones the first.

    Spellings and inflections of one word lie close together, or share a vector; those that stand
    for another token come after it.
    """
    chosen: dict[str, tuple[int, float]] = {}
    last = 2.0
    for cosine, token in sorted((-round(cosine, 4), token) for token, cosine in near):
        if -cosine < last and words[token]:
            chosen.setdefault(words[token], (token, -cosine))
        last = -cosine
    return list(chosen.values())[:NEAREST]


def _word(text: str) -> str:
    """What keyword search makes of a token, empty for one that says nothing."""
    return max(terms(text), key=len, default="")


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write_translations(Path(sys.argv[1]))
