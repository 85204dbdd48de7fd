"""Examples packed into a few arrays: small in a file, and quick to put side by side on a GPU.

A file of them holds all that training needs, so that it can run where neither the program's
dependencies nor the texts are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

if TYPE_CHECKING:
    from eval.reader_training.examples import Example

Array = NDArray[Any]
_EXACT = 127  # numbers and vectors are kept in so many steps of their largest


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side, filled up with gaps; the first axis is that of the examples.

    The fields are those of ``assistant.reading.network.Page``, with the numbers of the words in the
    place of their vectors, and what is right.

    Attributes:
        shown: which sentences there are (examples, sentences).
        asked: which words the question has (examples, q).
        right: which sentences answer (examples, sentences).
        gold: which stretches are the answer (examples, places, LONGEST).
    """

    words: Tensor
    numbers: Tensor
    tags: Tensor
    endings: Tensor
    sentence: Tensor
    held: Tensor
    told: Tensor
    question: Tensor
    question_tags: Tensor
    wanted: Tensor
    around: Tensor
    shown: Tensor
    asked: Tensor
    right: Tensor
    gold: Tensor


def pack(examples: Sequence[Example], vectors: NDArray[np.float32]) -> dict[str, Array]:
    """All examples in one set of arrays.

    Args:
        examples: at least one.
        vectors: of the vocabulary (words, d).
    """

    def joined(name: str) -> Array:
        return np.concatenate([getattr(example, name) for example in examples])

    def lengths(name: str) -> Array:
        return np.array([0, *np.cumsum([len(getattr(e, name)) for e in examples])])

    step = float(np.abs(vectors).max()) / _EXACT
    numbers = joined("numbers")
    return {
        "vectors": np.round(vectors / step).astype(np.int8),
        "step": np.array(step, dtype=np.float32),
        "words": joined("words").astype(np.int32),
        "numbers": np.round(np.clip(numbers, -1, 1) * _EXACT).astype(np.int8),
        "tags": joined("tags").astype(np.uint8),
        "endings": joined("endings").astype(np.int16),
        "sentence": joined("sentence").astype(np.int8),
        "held": joined("held").astype(np.bool_),
        "places": lengths("words"),
        "told": joined("told").astype(np.float16),
        "right": joined("right").astype(np.bool_),
        "sentences": lengths("told"),
        "question": joined("question").astype(np.int32),
        "question_tags": joined("question_tags").astype(np.uint8),
        "asked": lengths("question"),
        "gold": joined("gold").astype(np.int16),
        "golds": lengths("gold"),
        "wanted": np.stack([e.asked.wanted for e in examples]).astype(np.bool_),
        "around": np.round(np.stack([e.asked.around for e in examples]) * _EXACT).astype(np.int8),
        "source": np.array([example.source for example in examples]),
        "held_out": np.array([example.held_out for example in examples]),
    }


class Packed:
    """Packed examples, on the device that they are learned from.

    Args:
        arrays: from ``pack``.
        longest: words that a stretch may have.
        device: of torch.
    """

    def __init__(self, arrays: dict[str, Array], longest: int, device: str) -> None:
        self.source: NDArray[np.str_] = np.asarray(arrays["source"], dtype=str)
        self.held_out: NDArray[np.bool_] = np.asarray(arrays["held_out"], dtype=bool)
        self.lengths: Array = np.diff(arrays["places"])
        self.longest = longest
        self._on = {
            name: torch.from_numpy(array).to(device)
            for name, array in arrays.items()
            if array.dtype.kind in "iufb" and array.ndim
        }
        self._on["vectors"] = self._on["vectors"].float() * float(arrays["step"])

    @classmethod
    def read(cls, path: Path, longest: int, device: str) -> Packed:
        """Those of a file that ``numpy.savez_compressed`` wrote."""
        with np.load(path) as stored:
            return cls({name: stored[name] for name in stored.files}, longest, device)

    def __len__(self) -> int:
        return len(self.source)

    @property
    def vectors(self) -> Tensor:
        """Of the vocabulary (words, d)."""
        return self._on["vectors"]

    def size(self, name: str) -> int:
        """How many numbers a field has, for instance "numbers" a place."""
        return int(self._on[name].shape[-1])

    def batch(self, chosen: Sequence[int], without: Tensor | None = None) -> Batch:
        """Examples side by side.

        Args:
            chosen: their places.
            without: whether the sentences that answer are taken out of each (examples,).
        """
        on = self._on
        rows = torch.as_tensor(np.asarray(chosen), device=self.vectors.device)
        place, filled = self._spread("places", rows)
        sentence = torch.where(filled, on["sentence"][place].long(), -1)
        of, shown = self._spread("sentences", rows)
        right = on["right"][of] & shown
        if without is not None:
            gone = right & without[:, None]
            taken = torch.gather(gone, 1, sentence.clamp(min=0))
            sentence = torch.where(taken, -1, sentence)
            right, shown = right & ~gone, shown & ~gone
        inside = sentence >= 0
        word, asked = self._spread("asked", rows)
        numbers = on["numbers"][place].float() / _EXACT
        return Batch(
            words=on["words"][place] * inside,
            numbers=numbers * inside[..., None],
            tags=on["tags"][place].int() * inside,
            endings=on["endings"][place].int() * inside,
            sentence=sentence,
            held=(on["held"][place] & inside[..., None]).float(),
            told=on["told"][of].float() * shown[..., None],
            question=on["question"][word] * asked,
            question_tags=on["question_tags"][word].int() * asked,
            wanted=on["wanted"][rows].float(),
            around=on["around"][rows].float() / _EXACT,
            shown=shown,
            asked=asked,
            right=right,
            gold=self._gold(rows, sentence),
        )

    def gold(self, example: int) -> list[tuple[int, int]]:
        """The stretches that answer one example: first place, and how many more."""
        start, end = (int(n) for n in self._on["golds"][example : example + 2])
        return [(int(a), int(b)) for a, b in self._on["gold"][start:end].tolist()]

    def _gold(self, rows: Tensor, sentence: Tensor) -> Tensor:
        at, there = self._spread("golds", rows)
        gold = torch.zeros(*sentence.shape, self.longest, dtype=torch.bool, device=rows.device)
        if there.any():
            number = torch.arange(len(rows), device=rows.device)[:, None].expand_as(there)
            place, more = self._on["gold"][at].long().unbind(-1)
            gold[number[there], place[there], more[there]] = True
        return gold & (sentence >= 0)[..., None]

    def _spread(self, name: str, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Where the parts of examples are (examples, most), and which of these there are."""
        ends = self._on[name]
        start, count = ends[rows], ends[rows + 1] - ends[rows]
        ahead = torch.arange(max(1, int(count.max())), device=rows.device)
        place = (start[:, None] + ahead).clamp(max=max(0, int(ends[-1]) - 1))
        return place, ahead < count[:, None]
