"""Whether a question asks only yes or no: whether something is so, whatever figures there are."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files

OPENING = re.compile(
    r"^(?:(?:and|but|so|then),? )?(?:is|are|was|were|has|have|had|do|does|did|can|could|may|must"
    r"|should|shall|will|would)(?:n['’]t)?\b"
    r"|(?:吗|么|了没有?|没有)[？?]?$|是否|是不是|能不能|可不可以|有没有|要不要",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:who|whom|whose|what|which|when|where|why|how|or)\b"
    r"|[谁哪何]|什么|怎|多少|几[个名家项次]|还是|[?？].*\w",
    re.IGNORECASE,
)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    text = files(__package__).joinpath("question_words.toml").read_text(encoding="utf-8")
    return re.compile("|".join(tomllib.loads(text)[name]), re.IGNORECASE)


@lru_cache(maxsize=1024)
def asks_yes_or_no(text: str) -> bool:
    """Whether a question asks only whether something is so."""
    return OPENING.search(text) is not None and _OTHER.search(text) is None


@lru_cache(maxsize=1024)
def asks_of_no_figures(text: str) -> bool:
    """Whether a question asks whether something is so that no figure tells.

    What holds figures against each other ("did it rise?", "is it more than ...?") may be told by
    them, as may whether there is something, and whether it costs anything.
    """
    if not asks_yes_or_no(text):
        return False
    return not any(_any_of(name).search(text) for name in ("comparing", "existing"))
