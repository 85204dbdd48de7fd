"""A text as the letters that it is compared by."""

from __future__ import annotations

import unicodedata


def plain(text: str) -> str:
    """Letters and digits only, NFKC, lower case: what a verbatim quote is compared by."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
