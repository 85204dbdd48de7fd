"""A text as the letters that it is compared by."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16_384)  # of a question the same passages are compared again and again
def plain(text: str) -> str:
    """Letters and digits only, NFKC, lower case: what a verbatim quote is compared by."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))
