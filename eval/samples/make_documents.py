"""Makes the generated sample documents from ``sources``.

    python -m eval.samples.make_documents [FOLDER]

The same sources give the same files: dates, identifiers and archive entries carry no clock time.
Needs the development packages python-docx, python-pptx, XlsxWriter and reportlab.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from eval.samples import docx_writer, eml_writer, pdf_writer, pptx_writer, xlsx_writer
from eval.samples.markup import Source, parse

HERE = Path(__file__).parent
SOURCES = HERE / "sources"
DOCUMENTS = HERE / "documents"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can hold

WRITERS: dict[str, Callable[[Source], bytes]] = {
    ".docx": docx_writer.write,
    ".eml": eml_writer.write,
    ".pdf": pdf_writer.write,
    ".pptx": pptx_writer.write,
    ".xlsx": xlsx_writer.write,
}


def make_documents(folder: Path) -> list[Path]:
    """Write every generated sample document.

    Args:
        folder: where the files go; it is created if it does not exist.

    Returns:
        The files written, in the order of their sources.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [_make(parse(path), folder) for path in sorted(SOURCES.glob("*.md"))]


def _make(source: Source, folder: Path) -> Path:
    target = folder / source.meta["file"]
    data = WRITERS[target.suffix](source)
    target.write_bytes(_without_times(data) if data.startswith(b"PK") else data)
    return target


def _without_times(archive: bytes) -> bytes:
    """The same zip archive with every entry dated alike."""
    buffer = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return buffer.getvalue()


def main() -> None:
    """Write the documents to the folder named on the command line, or to ``documents``."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DOCUMENTS
    for path in make_documents(folder):
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
