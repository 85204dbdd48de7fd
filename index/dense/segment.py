"""A segment of the vector index: vectors with the numbers of their passages, and their search.

It holds its vectors in half precision and is searched exactly. A large one also holds codes of four
bits for each two dimensions (product quantisation, laid out for a scan in registers; Jégou, Douze
and Schmid 2011, André, Kermarrec and Le Scouarnec 2017): they name the candidates, and the vectors
rank them. Why a faster scan and neither cells nor a graph: docs/growth.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
_CANDIDATES, _LEAST_CANDIDATES = 5, 300  # taken from the codes for each hit asked for, and at all


@dataclass(frozen=True, slots=True)
class Segment:
    """Vectors with the numbers of their passages (ascending) and documents.

    ``codes`` is the compressed index of a large segment. ``file`` and ``deleted_file`` are the
    stems of its files, empty in memory.
    """

    index: Any
    passages: Numbers
    documents: Numbers
    codes: Any = None
    deleted: Flags | None = None
    dead: int = 0
    file: str = ""
    deleted_file: str = ""

    @property
    def live(self) -> int:
        """How many of its rows are not deleted."""
        return len(self.passages) - self.dead

    def without(self, documents: Numbers) -> Segment:
        """The segment with the rows of documents deleted."""
        gone = np.isin(self.documents, documents)
        if not gone.any():
            return self
        deleted = gone if self.deleted is None else self.deleted | gone
        dead = int(np.count_nonzero(deleted))
        return replace(self, deleted=deleted, dead=dead, deleted_file="")

    def search(self, query: Vectors, k: int, documents: Numbers | None) -> list[tuple[int, float]]:
        """The passages nearest to a question, with inner products.

        Args:
            query: vector (d,).
            k: at most so many.
            documents: search only these documents, None for all.
        """
        usable = self._usable(documents)
        count = len(self.passages) if usable is None else int(np.count_nonzero(usable))
        k = min(k, count)
        if k < 1:
            return []
        found = _by_codes(self, query, k, usable, count)
        places, scores = _exactly(self, query, k, usable) if found is None else found
        return list(zip(self.passages[places].tolist(), scores.tolist(), strict=True))

    def put_vectors(self, passages: Numbers, result: Vectors) -> None:
        """Put the vectors of those of the passages that are here into the rows of ``result``."""
        places = np.searchsorted(self.passages, passages)
        places[places == len(self.passages)] = 0
        here = self.passages[places] == passages
        if self.deleted is not None:
            here &= ~self.deleted[places]
        if here.any():
            result[here] = self.index.reconstruct_batch(places[here])

    def _usable(self, documents: Numbers | None) -> Flags | None:
        """The rows that a search may find; None for all."""
        usable = None if self.deleted is None else ~self.deleted
        if documents is not None:
            chosen = np.isin(self.documents, documents)
            usable = chosen if usable is None else usable & chosen
        return usable


def _exactly(
    segment: Segment, query: Vectors, k: int, usable: Flags | None
) -> tuple[Numbers, Vectors]:
    """The best rows with their scores; what may not be found costs next to nothing."""
    parameters = None
    if usable is not None:
        # The selector only points at the bits: keep them alive until the search is over.
        bits = np.packbits(usable, bitorder="little")
        selector = faiss.IDSelectorBitmap(len(usable), faiss.swig_ptr(bits))
        parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
    scores, places = segment.index.search(query.reshape(1, -1), k, params=parameters)
    found = places[0] >= 0
    return places[0][found], scores[0][found]


def _by_codes(
    segment: Segment, query: Vectors, k: int, usable: Flags | None, count: int
) -> tuple[Numbers, Vectors] | None:
    """The best of those that the codes name; None where only an exact search will do.

    FAISS cannot leave rows out of this scan, so as many more are taken as may have to be dropped.
    Where a filter leaves few rows, in the whole segment or near the question, exact search over
    those few is better and costs less.
    """
    rows = len(segment.passages)
    if segment.codes is None or 2 * count < rows:
        return None
    wanted = min(count, max(_LEAST_CANDIDATES, _CANDIDATES * k))
    _, found = segment.codes.search(query.reshape(1, -1), -(-wanted * rows // count))
    places = found[0][found[0] >= 0]
    if usable is not None:
        places = places[usable[places]]
        if 2 * len(places) < wanted:
            return None
    scores = segment.index.reconstruct_batch(places) @ query
    best = np.argsort(-scores, kind="stable")[:k]
    return places[best], scores[best]
