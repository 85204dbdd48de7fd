"""Readers, one module per format; ``read`` picks one by suffix and content."""

from __future__ import annotations

import importlib
import logging
from pathlib import PurePath

from ingest.document import Document
from ingest.errors import ReadError
from ingest.readers.sniff import NAMES, REFUSED, REFUSED_SUFFIXES, sniff

log = logging.getLogger(__name__)

# Suffix to the module of this package that reads it.
SUFFIXES: dict[str, str] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".eml": "eml",
}
_BINARY_KINDS = {"docx", "pptx", "xlsx", "pdf"}


def read(data: bytes, name: str) -> Document:
    """Read one file into a document of blocks.

    Args:
        data: the file's bytes.
        name: the file's name; its suffix says the format, which the content must bear out.

    Returns:
        The document with blocks and sections filled, ``name`` and ``media_type`` set.

    Raises:
        ReadError: the file is empty, of an unsupported kind, not what its suffix says, encrypted,
            damaged, or without text; the reason is one line that says what to do.
    """
    suffix = PurePath(name).suffix.lower()
    reader = _choose(data, name, suffix)
    module = importlib.import_module(f"ingest.readers.{reader}")
    try:
        document: Document = module.read(data, name)
    except ReadError:
        raise
    except Exception as error:
        # Parsing libraries raise anything at all on malformed input (KeyError, RecursionError,
        # AssertionError...); whatever it is, this one file is at fault and the others go on.
        log.debug("reading %s failed", name, exc_info=True)
        detail = " ".join(str(error).split())[:120]
        what = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
        raise ReadError(
            name, f"cannot be read as {suffix} ({what}): open it in its program and save it again"
        ) from error
    if not any(character.isalnum() for block in document.blocks for character in block.text):
        raise ReadError(name, "contains no text")
    document.name = name
    document.media_type = document.media_type or suffix.lstrip(".")
    return document


def _choose(data: bytes, name: str, suffix: str) -> str:
    """The reader's module name, or a refusal."""
    if not data.strip(b"\x00 \t\r\n"):
        raise ReadError(name, "is empty")
    found = sniff(data)
    reader = SUFFIXES.get(suffix)
    if found == reader:
        return reader
    if found == "damaged zip":
        raise ReadError(name, "is damaged (not a whole archive): get a fresh copy")
    if reader is None:
        raise ReadError(name, _refusal(found, suffix))
    if found in REFUSED:
        raise ReadError(name, REFUSED[found])
    if found in _BINARY_KINDS or (found == "html" and reader in _BINARY_KINDS):
        raise ReadError(name, f"is {NAMES[found]}: rename it to .{found}")
    if reader in _BINARY_KINDS or found == "binary":
        raise ReadError(name, f"is not a {suffix} file, or is damaged: get a fresh copy")
    return reader


def _refusal(found: str, suffix: str) -> str:
    """Why a file without a supported suffix is not read."""
    if found in NAMES:
        return f"is {NAMES[found]}: rename it to .{found}"
    if found in REFUSED:
        return REFUSED[found]
    if suffix in REFUSED_SUFFIXES:
        return REFUSED[REFUSED_SUFFIXES[suffix]]
    if found == "binary":
        return f"is of an unsupported kind ({suffix or 'no suffix'})"
    return f"has the suffix {suffix or '(none)'}: rename it to .txt if it is plain text"
