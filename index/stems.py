"""Words of a text and their stems, in the UN languages that are written with spaces."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

_STEMMERS = {"en": "english", "fr": "french", "es": "spanish", "ru": "russian", "ar": "arabic"}
HAN = r"\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"(?:(?![{HAN}])[^\W_])+(?:[-/&@.](?:(?![{HAN}])[^\W_])+)*")
_ELISION = re.compile(r"(?:\b(?:[cdjlmnst]|qu|jusqu|lorsqu))['’](?=\w)", re.IGNORECASE)
_HAN_RUN = re.compile(rf"[{HAN}]+")
# Vowel signs and the letter that only stretches a word.
_ARABIC_MARKS = re.compile("[\u064b-\u0652\u0640]")

# Words that a name may have more or less of without being another.
_STOP = frozenset(
    """
    a an the of for and in on to at by with from
    le la les l de des du d et en un une pour sur au aux dans par
    el los las del y e o u una para por con al
    и в на по для с о об из от к
    في من على إلى عن مع و
    """.split()
)
_BUCKET = 3  # letters
_ARABIC_PREFIXES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text and where it stands."""

    start: int
    end: int
    text: str


def words(text: str) -> list[Word]:
    """The words of a text, of scripts with spaces; parts joined by hyphens count as one word."""
    spaced = _ELISION.sub(lambda match: " " * len(match[0]), text)
    return [Word(match.start(), match.end(), match[0]) for match in _WORD.finditer(spaced)]


def chinese_runs(text: str) -> list[Word]:
    """The stretches of Chinese characters of a text."""
    return [Word(match.start(), match.end(), match[0]) for match in _HAN_RUN.finditer(text)]


def is_stop_word(word: str) -> bool:
    """Whether a word carries nothing of a name: articles, prepositions."""
    return word.lower() in _STOP


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """The Snowball stem of a word, lower-case and without accents; the word where there is none.

    Args:
        word: one word.
        language: ``en``, ``fr``, ``es``, ``ru`` or ``ar``.
    """
    plain = folded(word)
    if language not in _STEMMERS:
        return plain
    with _lock:  # a stemmer keeps its state in itself
        return _stemmer(language)(plain)


def stems(text: str, language: str) -> tuple[str, ...]:
    """The stems of a text's words, stop words left out."""
    return tuple(stem(w.text, language) for w in words(text) if not is_stop_word(w.text))


def folded(text: str) -> str:
    """Lower-case, full-width forms plain, without accents and Arabic vowel signs."""
    text = _ARABIC_MARKS.sub("", unicodedata.normalize("NFKC", text).casefold())
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.replace("й", "\u0001"))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.replace("\u0001", "й")


def bucket(word: str, language: str) -> str:
    """What a word and its other forms begin with alike: a cheap key to look few of them up by."""
    word = folded(word)
    if language == "ar":
        word = _without_article(word)
    return word[:_BUCKET]


def same_word(word: str, other: str, language: str) -> bool:
    """Whether two words are forms of one."""
    if language == "ar":
        word, other = _without_article(folded(word)), _without_article(folded(other))
    if stem(word, language) == stem(other, language):
        return True
    return language == "es" and _singular(word) == _singular(other)  # talleres: not tall-


def _singular(word: str) -> str:
    return folded(word).removesuffix("s").removesuffix("e")


def _without_article(word: str) -> str:
    """An Arabic word without article, conjunction and preposition joined to its front."""
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) > len(prefix) + 2:
            return word[len(prefix) :]
    return word


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    return snowballstemmer.stemmer(_STEMMERS[language]).stemWord  # type: ignore[no-any-return]
