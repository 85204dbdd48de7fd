"""The instructions given to a language model: one readable file per prompt and language.

A prompt is a Markdown file ``NAME.LANGUAGE.md`` with a ``## System`` and a ``## User`` part.
Variables are written ``{{name}}``; each prompt may use only the variables listed for it here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

VARIABLES: dict[str, frozenset[str]] = {
    "answer": frozenset({"language", "question", "evidence", "draft"}),
}
FALLBACK_LANGUAGE = "en"

_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


class PromptError(ValueError):
    """A prompt file that is missing, lacks a part, or uses a variable it may not."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt in one language, ready to be filled in."""

    name: str
    language: str
    system: str
    user: str

    def fill(self, values: Mapping[str, str]) -> tuple[str, str]:
        """The system and the user message with every variable in place.

        Args:
            values: a text for each variable of the prompt. Values are inserted as they are: what
                looks like a variable inside a value is not replaced.

        Raises:
            PromptError: a variable has no value; the message names it.
        """
        return _fill(self, self.system, values), _fill(self, self.user, values)


@cache
def load(name: str, language: str) -> Prompt:
    """Read a prompt.

    Args:
        name: the prompt's name, such as ``answer``.
        language: ISO 639-1 code; where the prompt is not written in it, the English one is used.

    Raises:
        PromptError: there is no such prompt, or its file is not as it should be.
    """
    if name not in VARIABLES:
        raise PromptError(
            f"no prompt is called {name!r}; there are: {', '.join(sorted(VARIABLES))}"
        )
    folder = files(__name__)
    for code in (language, FALLBACK_LANGUAGE):
        path = folder / f"{name}.{code}.md"
        if path.is_file():
            return parse(name, code, path.read_text(encoding="utf-8"))
    raise PromptError(f"prompts/{name}.{FALLBACK_LANGUAGE}.md is missing")


def parse(name: str, language: str, text: str) -> Prompt:
    """Split a prompt file into its parts and check its variables.

    Raises:
        PromptError: a part is missing or a variable is unknown; the message names it.
    """
    match = re.search(r"^## System\n(.*?)^## User\n(.*)\Z", text, re.DOTALL | re.MULTILINE)
    if not match:
        raise PromptError(f"prompts/{name}.{language}.md needs a '## System' and a '## User' part")
    unknown = set(_VARIABLE.findall(text)) - VARIABLES[name]
    if unknown:
        raise PromptError(
            f"prompts/{name}.{language}.md uses {', '.join(sorted(unknown))}; "
            f"it may use: {', '.join(sorted(VARIABLES[name]))}"
        )
    return Prompt(name, language, match[1].strip(), match[2].strip())


def _fill(prompt: Prompt, text: str, values: Mapping[str, str]) -> str:
    missing = set(_VARIABLE.findall(text)) - set(values)
    if missing:
        raise PromptError(f"prompt {prompt.name!r} needs a value for {', '.join(sorted(missing))}")
    return _VARIABLE.sub(lambda match: values[match[1]], text)
