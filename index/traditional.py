"""Traditional Chinese characters in their simplified form, for keyword search."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

# Common in simplified texts, in 著名 and 乾隆.
_SIMPLIFIED_TOO = "著乾"


def simplified(text: str) -> str:
    """The text with characters that only traditional Chinese has in their simplified form.

    Characters that simplified texts use too stay. The map is the one of the built-in embedding,
    from CC-CEDICT.
    """
    folding, characters = _folding()
    return text.translate(folding) if characters.search(text) else text


@cache
def _folding() -> tuple[dict[int, str], re.Pattern[str]]:
    source = files("index") / "embedded" / "folding.json"
    pairs = json.loads(source.read_text(encoding="utf-8"))
    folding = {old: new for old, new in pairs.items() if old not in _SIMPLIFIED_TOO}
    return str.maketrans(folding), re.compile(f"[{''.join(folding)}]")
