"""Names of countries, territories, cities, languages and currencies in the UN languages.

They are those of Unicode's CLDR, by way of Babel, which is imported at the first name that a
question may hold: that takes some 0.05 s, and most questions need none.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from index.stems import bucket, folded, is_stop_word, same_word, words

# Too short, or too much like a common word, to be met by chance.
_MIN_LETTERS = 4
# Of adjectives of countries, after what is left of one without accents.
_ENDINGS = {
    "en": ("",),
    "fr": ("", "e", "s", "es", "ne", "nes"),
    "es": ("", "o", "a", "os", "as", "es"),
}
# "Swiss francs", "francs suisses": a currency, no place.
_CURRENCY_AFTER = re.compile(
    r"^\W+(?:franc|dollar|pound|krone|kron|peso|rupee|rand|real|reais|yen|yuan|shilling)", re.I
)
_CURRENCY_BEFORE = re.compile(
    r"\b(?:francs?|dollars?|livres?|couronnes?|pesos?|roupies?|francos?|dólares?|libras?)\W+$",
    re.IGNORECASE,
)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name in a text, and its code."""

    start: int
    end: int
    key: Key


def names_in(text: str, language: str) -> list[NameMatch]:
    """The names that stand in a text; of those inside one another the longest.

    Args:
        text: a question.
        language: of the names, one of the UN languages.
    """
    found = _chinese(text) if language == "zh" else _spaced(text, language)
    chosen: list[NameMatch] = []
    for match in sorted(found, key=lambda match: match.start - match.end):
        if all(match.end <= other.start or other.end <= match.start for other in chosen):
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.start)


def nationalities_in(text: str, language: str) -> list[NameMatch]:
    """Adjectives of countries that stand in a text ("Brazilian"), with the country's key.

    Args:
        text: a question.
        language: of the adjectives; English, French and Spanish ones are known.
    """
    table = _nationalities(language)
    return [
        NameMatch(word.start, word.end, table[adjective])
        for word in words(text)
        if (adjective := _adjective(word.text, language, table))
        and not _CURRENCY_AFTER.search(text[word.end :])
        and not _CURRENCY_BEFORE.search(text[: word.start])
    ]


def language_called(adjective: str, language: str) -> Key | None:
    """The key of a language by its name, which is mostly an adjective of a country too."""
    return _languages(language).get(adjective.lower())


def name_of(key: Key, language: str) -> str:
    """A name in another language; empty where CLDR has none."""
    return _names(language).get(key, "")


def all_names_of(key: Key, language: str) -> list[str]:
    """All names of something in a language, the usual one first: Vietnam, Viet Nam."""
    usual = name_of(key, language)
    return [*filter(None, [usual]), *_other_names(language).get(key, ())]


def _chinese(text: str) -> Iterator[NameMatch]:
    buckets = _chinese_buckets()
    for place in range(len(text) - 1):
        for name, key in buckets.get(text[place : place + 2], ()):
            if text.startswith(name, place):
                yield NameMatch(place, place + len(name), key)


def _spaced(text: str, language: str) -> Iterator[NameMatch]:
    buckets = _buckets(language)
    found = [w for w in words(text) if not is_stop_word(w.text)]
    for place, first in enumerate(found):
        for parts, key in buckets.get(bucket(first.text, language), ()):
            own = found[place : place + len(parts)]
            if len(own) == len(parts) and all(
                _same(word.text, part, language) for word, part in zip(own, parts, strict=True)
            ):
                yield NameMatch(first.start, own[-1].end, key)


def _same(word: str, part: str, language: str) -> bool:
    """Whether a word is a form of a name's word; in Latin letters with its capital."""
    if language == "ru":  # the one with cases
        return same_word(word, part, language)
    if language == "ar":
        return folded(word).removeprefix("و").removeprefix("ب") == folded(part) or (
            folded(word) == folded(part)
        )
    return folded(word) == folded(part) and not (word[0].islower() and part[0].isupper())


@cache
def _buckets(language: str) -> dict[str, list[tuple[tuple[str, ...], Key]]]:
    buckets: dict[str, list[tuple[tuple[str, ...], Key]]] = defaultdict(list)
    for key, name in _called(language):
        parts = tuple(w.text for w in words(name) if not is_stop_word(w.text))
        if parts and (len(name) >= _MIN_LETTERS or name.isupper()):
            buckets[bucket(parts[0], language)].append((parts, key))
    return buckets


@cache
def _chinese_buckets() -> dict[str, list[tuple[str, Key]]]:
    buckets: dict[str, list[tuple[str, Key]]] = defaultdict(list)
    for key, name in _called("zh"):
        if len(name) > 1:
            # Questions have the brackets of 刚果（金） as Latin letters do.
            forms = dict.fromkeys((name, unicodedata.normalize("NFKC", name)))
            buckets[name[:2]] += [(form, key) for form in forms]
    return buckets


def _called(language: str) -> Iterator[tuple[Key, str]]:
    """Every name with what it is of, those that CLDR lacks among them."""
    yield from _names(language).items()
    for key, names in _other_names(language).items():
        yield from ((key, name) for name in names)


@cache
def _other_names(language: str) -> dict[Key, tuple[str, ...]]:
    """What countries are called beside CLDR's names, as the UN does: Lao PDR, Viet Nam."""
    text = files("index").joinpath("terms", "countries.csv").read_text(encoding="utf-8")
    return {
        ("territory", row["country"]): tuple(row[language].split(";"))
        for row in csv.DictReader(text.splitlines())
        if row.get(language)
    }


@cache
def _names(language: str) -> dict[Key, str]:
    """Every name by kind and code; of two kinds with one name the country comes first."""
    from babel import Locale

    locale = Locale(language)
    names = {("territory", code): name for code, name in locale.territories.items()}
    names |= {("city", zone): zones["city"] for zone, zones in _cities(locale)}
    names |= {("language", code): name for code, name in locale.languages.items() if len(code) == 2}
    names |= {("currency", code): name for code, name in locale.currencies.items()}
    taken: dict[str, Key] = {}
    for key, name in names.items():
        taken.setdefault(name, key)
    return {key: name for key, name in names.items() if taken[name] == key}


def _cities(locale: object) -> Iterator[tuple[str, dict[str, str]]]:
    """Cities that time zones are named after; in English the zone's own name is the city's."""
    zones = locale.time_zones  # type: ignore[attr-defined]
    if locale.language == "en":  # type: ignore[attr-defined]
        from babel.core import get_global

        for zone in get_global("zone_territories"):
            area, _, city = zone.rpartition("/")
            if area and area != "Etc":
                yield zone, {"city": zones.get(zone, {}).get("city", city.replace("_", " "))}
        return
    for zone, found in zones.items():
        if "city" in found:
            yield zone, found


def _adjective(word: str, language: str, table: dict[str, Key]) -> str:
    """The form of an adjective that a word is, else empty; English ones have a capital."""
    form = word if language == "en" else folded(word)
    return form if form in table else ""


@cache
def _nationalities(language: str) -> dict[str, Key]:
    """The adjectives of a language in all their forms, and the countries that they are of."""
    endings = _ENDINGS.get(language)
    if endings is None:
        return {}
    text = files("index").joinpath("terms", "nationalities.csv").read_text(encoding="utf-8")
    found: dict[str, Key] = {}
    for row in csv.DictReader(text.splitlines()):
        for adjective in filter(None, row[language].split(";")):
            root = adjective if language == "en" else folded(adjective)
            root = root.removesuffix("o") if language == "es" else root
            found |= {root + ending: ("territory", row["country"]) for ending in endings}
    return found


@cache
def _languages(language: str) -> dict[str, Key]:
    return {name.lower(): key for key, name in _names(language).items() if key[0] == "language"}
