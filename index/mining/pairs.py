"""Pairs of forms that documents state, such as an abbreviation and what it stands for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pair:
    """Two forms of one thing, as a text puts them side by side.

    Attributes:
        short: the abbreviation; of a name in two languages, that in letters.
        name: what it stands for.
        quote: the words of the text that say so.
        context: text that ends with the name, where its beginning had to be decided; else empty.
    """

    short: str
    name: str
    quote: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class Mined:
    """A pair and the position of the passage that it was first found in."""

    pair: Pair
    passage: int
