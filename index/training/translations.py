"""Writes what each token is called in the other language, from the model's own vectors.

    python -m index.training.translations FOLDER

Chinese and English words of one meaning lie close together, so that the nearest tokens in the other
script are a dictionary: keyword search takes a question's words across with it
(``index.static.StaticEmbedder.translate``).
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
from safetensors.numpy import save_file

from index.embedding import HAN, LATIN
from index.static import StaticEmbedder
from index.translation import FILE

log = logging.getLogger(__name__)

NEAREST = 2
LEAST_COSINE = 0.42
LEAST_SHARE_OF_BEST = 0.12  # a token that much farther than the nearest means something else
_BLOCK = 128  # larger ones take longer: their products do not stay in the cache


def write_translations(folder: Path) -> None:
    """Add ``translations.safetensors`` to a model folder (see ``index.translation``)."""
    embedder = StaticEmbedder(folder)
    every = np.arange(embedder.size)
    scripts = embedder.scripts(every)
    vectors, _ = embedder.vectors_of(every)
    tokens = np.zeros((len(every), NEAREST), dtype=np.int32)
    cosines = np.zeros((len(every), NEAREST), dtype=np.uint8)
    for source, target in ((LATIN, HAN), (HAN, LATIN)):
        asked, told = np.flatnonzero(scripts == source), np.flatnonzero(scripts == target)
        for start in range(0, len(asked), _BLOCK):
            rows = asked[start : start + _BLOCK]
            near, likeness = _nearest(vectors[rows] @ vectors[told].T)
            tokens[rows] = np.where(likeness > 0, told[near], 0)
            cosines[rows] = np.round(likeness * 255)
        log.info("%d tokens, %d with a counterpart", len(asked), (cosines[asked, 0] > 0).sum())
    save_file({"scripts": scripts, "tokens": tokens, "cosines": cosines}, folder / FILE)
    (folder / FILE).chmod(0o644)


def _nearest(
    similarity: npt.NDArray[np.float32],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
    """Columns of the highest values of each row and those values, 0 for what is too far."""
    top = np.argpartition(-similarity, NEAREST, axis=1)[:, :NEAREST]
    values = np.take_along_axis(similarity, top, axis=1)
    order = np.argsort(-values, axis=1)
    values = np.take_along_axis(values, order, axis=1)
    near = (values >= LEAST_COSINE) & (values >= values[:, :1] - LEAST_SHARE_OF_BEST)
    return np.take_along_axis(top, order, axis=1), np.where(near, values, 0).astype(np.float32)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    write_translations(Path(sys.argv[1]))
