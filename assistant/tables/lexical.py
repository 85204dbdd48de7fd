"""How well a question names a row of a table in its very words, rare ones weighing most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from assistant.tables.rows import Row, naming
from assistant.tables.terms import rarity, terms

STRONG = 0.6  # lexical fit from which a row is named beyond doubt


def lexical_fits(rows: Sequence[Row], said: frozenset[str]) -> list[float]:
    """How well each label and the words of a question share their very words, 0 to 1."""
    by_table: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        by_table[row.table].append(number)
    fits = [0.0] * len(rows)
    for members in by_table.values():
        labels = [frozenset(terms(naming(rows[n]))) for n in members]
        paths = [frozenset(terms(rows[n].label)) for n in members]
        weigh = rarity(labels)
        known = frozenset().union(*paths) & said
        everything = sum(map(weigh, known))
        for n, label, path in zip(members, labels, paths, strict=True):
            total = sum(map(weigh, label))
            if not total or not everything:
                continue
            share = sum(map(weigh, label & said)) / total
            cover = sum(map(weigh, path & said)) / everything
            if share and cover:
                fits[n] = 2 * share * cover / (share + cover)
    return fits
