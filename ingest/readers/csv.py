"""Tables of separated values, in any common encoding and with any common separator."""

from __future__ import annotations

import csv
import io
from collections import Counter

from ingest.document import Cell, Document
from ingest.encoding import decode
from ingest.errors import ReadError
from ingest.readers.sheet import MAX_CELLS, Cells, sheet_blocks
from ingest.sections import fill_sections

_SEPARATORS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200


def read(data: bytes, name: str) -> Document:
    """Read a .csv or .tsv file.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: there are more than ``MAX_CELLS`` cells, or a field is longer than any should be.
    """
    text = decode(data)
    separator, text = _declared(text)
    separator = separator or ("\t" if name.lower().endswith(".tsv") else _separator(text))
    cells: Cells = {}
    count = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=separator)):
            found = {c: Cell(value.strip()) for c, value in enumerate(row) if value.strip()}
            if found:
                cells[number] = found
                count += len(found)
            if count > MAX_CELLS:
                reason = f"has more than {MAX_CELLS:,} cells: split it into smaller files"
                raise ReadError(name, reason)
    except csv.Error as error:
        reason = f"is not a table of separated values ({error}): rename it to .txt"
        raise ReadError(name, reason) from error
    blocks = fill_sections(sheet_blocks(cells))
    return Document(name=name, blocks=blocks, media_type="csv")


def _declared(text: str) -> tuple[str, str]:
    """The separator that a first line ``sep=;`` gives, and the text without that line."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[-1], rest
    return "", text


def _separator(text: str) -> str:
    """The separator that cuts most rows into the same number of fields, and into the most."""
    sample = "\n".join(text.split("\n")[:_SAMPLE_ROWS])
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        widths = Counter(
            len(row) for row in csv.reader(io.StringIO(sample), delimiter=separator) if row
        )
        width, rows = max(widths.items(), key=lambda item: item[1] * (item[0] > 1), default=(1, 0))
        score = rows / max(widths.total(), 1) + min(width, 20) / 100 if width > 1 else 0.0
        if score > best_score:
            best, best_score = separator, score
    return best
