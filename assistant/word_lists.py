"""Lists of words that stand beside the code in TOML files, and expressions of any of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_lists(package: str, name: str) -> dict[str, Any]:
    """What a file of word lists holds.

    Args:
        package: that it lies in, ``__package__`` of who asks.
        name: of the file, without ``.toml``.
    """
    return tomllib.loads(files(package).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


def any_of(expressions: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some expressions, in capitals or not."""
    return re.compile("|".join(expressions), re.IGNORECASE)
