"""Reader of born-digital PDF."""

from ingest.readers.pdf.reader import read

__all__ = ["read"]
