"""Files that other projects test their readers with: each is read, or refused in one line.

The whole folder is read with ``rapporteur ingest ../shared/docs``; here it is what is small.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from ingest.pipeline import Read, ReadFailure, Skipped, read_files
from ingest.sources import is_supported

SMALL = 120_000
SUFFIXES = (".docx", ".pptx", ".xlsx", ".pdf", ".eml", ".md", ".html", ".csv")
PROMISED = (
    "contains no text",
    "is empty",
    "password-protected",
    "no text layer",
    "has no text",
    "is damaged",
    "is not a",
    "is an old",
    "zip archive",
)


@pytest.fixture(scope="module")
def small_files(shared: Path) -> list[Path]:
    """Up to thirty small files of each kind."""
    found: list[Path] = []
    kinds: Counter[str] = Counter()
    for path in sorted((shared / "docs").rglob("*")):
        kind = path.suffix.lower()
        if kind in SUFFIXES and kinds[kind] < 30 and path.stat().st_size <= SMALL:
            kinds[kind] += 1
            found.append(path)
    return found


def test_every_file_is_read_or_refused_with_a_reason(small_files: list[Path]) -> None:
    results = list(read_files(small_files))
    assert len(results) == len(small_files)
    assert all(is_supported(path.name) for path in small_files)
    for result in results:
        assert not isinstance(result, Skipped)
        if isinstance(result, ReadFailure):
            assert "\n" not in result.reason
            assert any(words in result.reason for words in PROMISED), result
        if isinstance(result, Read):
            check(result)


def check(result: Read) -> None:
    """What every later stage relies on."""
    document = result.document
    assert document.blocks, result.origin
    for block in document.blocks:
        block.text.encode("utf-8")  # no half characters
        assert "\u00ad" not in block.text
        if block.table is not None:
            assert len({len(row) for row in block.table.rows}) == 1
            assert block.table.header_rows <= len(block.table.rows)
            assert 1 <= block.table.label_columns <= block.table.width
        if block.kind == "heading":
            assert block.section[-1] == " ".join(block.text.split())
