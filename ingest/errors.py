"""The errors of the program; every message names the file, field or value and says what to do."""

from __future__ import annotations


class RapporteurError(Exception):
    """Base of all errors that the program raises on purpose; users see its text as it is."""


class ReadError(RapporteurError):
    """A file cannot be read: corrupt, encrypted, empty, too large, or of an unsupported kind."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the name and the reason apart so that reports can show them in columns.

        Args:
            name: the file's name as the user knows it (in an archive: ``archive.zip/inner.docx``).
            reason: one line that says what is wrong and what to do.
        """
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason
