"""The script of each token of the built-in model, and what it is called in the other language.

``translations.safetensors`` in a model's folder, written by ``index.training.translations``:
``scripts`` (tokens), ``tokens`` (tokens x n, the nearest in the other script first) and ``cosines``
(tokens x n, 255 for 1 and 0 for none).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embedding import HAN, LATIN, OTHER_SCRIPT
from index.tensors import map_tensors
from index.unigram import UnigramTokenizer

FILE = "translations.safetensors"
_HAN_LETTER = re.compile(r"[\u3400-\u9fff]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Translations:
    """Scripts and counterparts of all tokens, as in the file (see the module)."""

    scripts: npt.NDArray[np.int8]
    tokens: npt.NDArray[np.int32]
    cosines: npt.NDArray[np.uint8]

    @classmethod
    def read(cls, folder: Path, tokenizer: UnigramTokenizer) -> Translations:
        """Those of a model folder; scripts alone where it has no such file.

        Raises:
            OSError, ValueError, KeyError: the file cannot be read.
        """
        if (folder / FILE).exists():
            return cls(**map_tensors(folder / FILE))
        size = len(tokenizer)
        scripts = np.fromiter(map(script, map(tokenizer.text, range(size))), np.int8, size)
        none = np.zeros((size, 0))
        return cls(scripts, none.astype(np.int32), none.astype(np.uint8))

    def of(self, token: int) -> list[tuple[int, float]]:
        """What a token is called in the other language: tokens and cosines, the nearest first."""
        pairs = zip(self.tokens[token].tolist(), self.cosines[token].tolist(), strict=True)
        return [(other, cosine / 255) for other, cosine in pairs if cosine]


def script(text: str) -> int:
    """``HAN``, ``LATIN``, or ``OTHER_SCRIPT`` for digits, marks and all else."""
    if _HAN_LETTER.search(text):
        return HAN
    return LATIN if _LATIN_LETTER.search(text) else OTHER_SCRIPT
