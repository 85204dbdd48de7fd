"""A text as the letters that it is compared by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

# Here NFKC changes nothing that NFKD does not, and NFKD is far faster.
_UNCOMPOSED = re.compile(
    r"[\x00-\x7f\u2010-\u2027\u3000-\u3003\u3008-\u3011\u4e00-\u9fff\uff01-\uff5e]*"
)
_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=16_384)  # of a question the same passages are compared again and again
def plain(text: str) -> str:
    """Letters and digits only, NFKC, lower case: what a verbatim quote is compared by."""
    form: Literal["NFKC", "NFKD"] = "NFKD" if _UNCOMPOSED.fullmatch(text) else "NFKC"
    return _BETWEEN.sub("", unicodedata.normalize(form, text).lower())
