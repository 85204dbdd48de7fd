"""Blocks, passages' cells and vectors as the bytes and texts that the catalogue stores."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.document import Block, Cell, RowCell, Table

Matrix = npt.NDArray[np.float32]


def dump(value: Any) -> str:
    """Compact JSON, characters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pack_blocks(blocks: Iterable[Block]) -> bytes:
    """A document's blocks as compressed JSON, a list a block; ``unpack_blocks`` reads it."""
    rows = [
        [b.kind, b.text, b.section, b.page, b.level, b.sheet, b.table and _table_fields(b.table)]
        for b in blocks
    ]
    return zlib.compress(dump(rows).encode(), level=1)


def unpack_blocks(data: bytes) -> list[Block]:
    """The blocks that ``pack_blocks`` packed."""
    return [
        Block(
            kind=kind,
            text=text,
            section=tuple(section),
            page=page,
            level=level,
            sheet=sheet,
            table=_table(table) if table else None,
        )
        for kind, text, section, page, level, sheet, table in json.loads(zlib.decompress(data))
    ]


def _table_fields(table: Table) -> list[Any]:
    rows = [[[c.text, 1] if c.spanned else c.text for c in row] for row in table.rows]
    return [rows, table.header_rows, table.label_columns, table.caption, table.unit]


def _table(fields: list[Any]) -> Table:
    rows, header_rows, label_columns, caption, unit = fields
    cells = tuple(
        tuple(Cell(c) if isinstance(c, str) else Cell(c[0], spanned=True) for c in row)
        for row in rows
    )
    return Table(cells, header_rows, label_columns, caption, unit)


def dump_cells(cells: tuple[RowCell, ...]) -> str:
    """A row passage's cells as JSON, empty where it has none."""
    return dump([[c.column, c.text, c.unit, c.position] for c in cells]) if cells else ""


@lru_cache(maxsize=4096)
def load_cells(text: str) -> tuple[RowCell, ...]:
    """The cells that ``dump_cells`` wrote."""
    return tuple(RowCell(*fields) for fields in json.loads(text)) if text else ()


def pack_vectors(vectors: Matrix) -> bytes:
    """Vectors (n, d) as half-precision bytes: cosines keep three decimals at half the size."""
    return vectors.astype("<f2").tobytes()


def unpack_vectors(data: bytes, dimensions: int) -> Matrix:
    """The vectors (n, dimensions) that ``pack_vectors`` packed, in single precision."""
    return np.frombuffer(data, dtype="<f2").reshape(-1, dimensions).astype(np.float32)
