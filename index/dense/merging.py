"""Which segments of the vector index are written anew at a commit, and which of them as one.

Small segments are merged into larger ones, each at least ``_GROWTH`` times the next, which keeps
them few. A merge is left for later where it is large and little was added: it would fall on whoever
adds one document.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.dense.building import Builder
from index.dense.segment import Segment

_GROWTH = 4
_COMPACT_SHARE = 0.3  # a segment with more of its rows deleted is written anew
# What may be written anew at a commit: this many rows (a tenth of a second), or so many for each
# row that was added or deleted.
_CHEAP_ROWS = 32_768
_REWRITES = 8


def settled(builder: Builder, segments: Sequence[Segment], changed: int) -> list[Segment]:
    """Segments few enough, and without too many deleted rows.

    Args:
        builder: makes new ones.
        segments: the oldest first.
        changed: rows added or deleted.
    """
    limit = max(_CHEAP_ROWS, _REWRITES * changed)
    return _merged(builder, [_compacted(builder, segment, limit) for segment in segments], limit)


def _compacted(builder: Builder, segment: Segment, limit: int) -> Segment:
    worth = segment.dead > _COMPACT_SHARE * len(segment.passages)
    return builder.of_segments([segment]) if worth and segment.live <= limit else segment


def _merged(builder: Builder, segments: list[Segment], limit: int) -> list[Segment]:
    """Merge from the end until every segment is ``_GROWTH`` times as large as the next.

    Stops before it would write more than ``limit`` rows.
    """
    start = len(segments)
    size = 0
    for position in range(len(segments) - 1, -1, -1):
        live = segments[position].live
        if position < len(segments) - 1 and (live >= _GROWTH * size or size + live > limit):
            break
        size += live
        start = position
    if len(segments) - start < 2:
        return segments
    return [*segments[:start], builder.of_segments(segments[start:])]
