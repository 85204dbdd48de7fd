"""Chinese names that a question spells by their sound: Shimenba is 石门坝, "Zhu Mingke" 祝明珂.

No list knows the names of an organisation's own sites and people. A capitalised word of a question
that falls into syllables of pinyin is looked for in the texts of the collection as characters of
that sound. Characters that words of the text run across ("将成为" for Jiangcheng) are no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache

from index.glossary.asked import Asked, Span
from index.glossary.expanded import Expansion, expansion
from index.stems import Word
from index.tagging import cut_by_dictionary, parts_of_speech

SHORTEST = 5  # letters of a name, so that no short word is taken for one
SYLLABLES = (2, 3, 4)
MOST = 2  # names of one sound
RIVAL = 0.3  # share of the occurrences of the most frequent one that another name must have
_NAME = re.compile(r"[A-Z][a-zü]+(?:['’][a-z]+)?")
_CONTEXT = 8  # characters on either side of a find, by which its words are told
_HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]*$")
_HAN_AFTER = re.compile(r"^[\u4e00-\u9fff]*")
# Words of grammar, of which no name is made.
_GRAMMAR = frozenset("的了是在和与及或对被将把从向以于为由这那此其之不也都还而且但就要能会已")
_VOWELS = frozenset("aeiouv")
_NAME_TAGS = ("nr", "ns", "nt", "nz")


def by_sound(
    asked: Asked, taken: Sequence[Span], texts: Callable[[], Iterable[str]]
) -> Iterator[Expansion]:
    """The Chinese forms of names that a question writes in pinyin.

    Args:
        asked: the question.
        taken: what of it has other forms already.
        texts: gives the texts of the collection, read only where a word may be such a name.
    """
    spelt = [
        (span, patterns)
        for span, forms in _names_in(asked, taken)
        if (patterns := [pattern for form in forms for pattern in _patterns(form)])
    ]
    if not spelt:
        return
    read = list(texts())
    for span, patterns in spelt:
        word = asked.question[slice(*span)]
        if any(word in text for text in read):
            continue  # the documents write it so
        if forms := _found(re.compile("|".join(patterns)), read):
            yield expansion(asked.question, span, forms, "pinyin", "name")


def _names_in(asked: Asked, taken: Sequence[Span]) -> Iterator[tuple[Span, list[str]]]:
    """Runs of capitalised words that nothing else knows, each as it may be spelt in one word."""
    runs: list[list[Word]] = []
    for word in asked.words:
        if not _may_be_spelt(word, taken):
            continue
        if runs and asked.question[runs[-1][-1].end : word.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    for run in runs:
        yield from _readings(run)


def _may_be_spelt(word: Word, taken: Sequence[Span]) -> bool:
    free = all(word.end <= start or end <= word.start for start, end in taken)
    return free and _NAME.fullmatch(word.text) is not None and bool(syllables(word.text))


def _readings(run: Sequence[Word]) -> Iterator[tuple[Span, list[str]]]:
    """A run of words as one name, the family name before or after; else its longer words."""
    letters = [word.text.lower() for word in run]
    whole = (run[0].start, run[-1].end)
    forms = ["".join(letters)] + (["".join(letters[::-1])] if len(run) == 2 else [])
    if len(run) < 4 and len(forms[0]) >= SHORTEST:
        yield whole, forms
    if len(run) > 1:
        for word, own in zip(run, letters, strict=True):
            if len(own) >= SHORTEST:
                yield (word.start, word.end), [own]


def _patterns(form: str) -> list[str]:
    """Patterns of the characters that a form may be, one for each way to part its syllables."""
    return [
        "".join(f"[{_characters()[syllable]}]" for syllable in parted)
        for parted in syllables(form)
        if len(parted) in SYLLABLES
    ]


@cache
def syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to part a word, without regard to capitals, into syllables of pinyin."""
    letters = re.sub("['’]", "", word.lower()).replace("ü", "v")
    known = _characters()
    ways: list[list[tuple[str, ...]]] = [[()], *([] for _ in letters)]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 6), end):
            if letters[start:end] in known:
                ways[end] += [(*way, letters[start:end]) for way in ways[start]]
    return tuple(ways[-1])


@cache
def _characters() -> dict[str, str]:
    """The characters of each syllable, tones aside, of those that simplified Chinese writes."""
    from pypinyin.pinyin_dict import pinyin_dict

    found: dict[str, set[str]] = defaultdict(set)
    for code, readings in pinyin_dict.items():
        char = chr(code)
        try:
            char.encode("gb2312")
        except UnicodeEncodeError:
            continue
        for reading in readings.split(","):
            found[_toneless(reading)].add(char)
    return {
        syllable: "".join(sorted(chars))
        for syllable, chars in found.items()
        if set(syllable) & _VOWELS  # no "hm", "ng"
    }


def _toneless(reading: str) -> str:
    """A syllable without its tone, "ü" as the "v" that it is typed with."""
    marks = unicodedata.normalize("NFD", reading)
    marks = marks.replace("u", "v") if "\u0308" in marks else marks
    return "".join(char for char in marks if not unicodedata.combining(char))


def _found(pattern: re.Pattern[str], texts: Iterable[str]) -> list[str]:
    """The names of a sound in some texts, the most frequent first."""
    counts: Counter[str] = Counter()
    names: set[str] = set()
    for text in texts:
        for match in pattern.finditer(text):
            form = match.group()
            if _GRAMMAR.intersection(form):
                continue
            before = _HAN_BEFORE.search(text[max(0, match.start() - _CONTEXT) : match.start()])
            after = _HAN_AFTER.search(text[match.end() : match.end() + _CONTEXT])
            around = (before.group() if before else "", after.group() if after else "")
            if _is_whole(form, *around):
                counts[form] += 1
                names |= {form} if _is_name(form, *around) else set()
    likely = {form: counts[form] for form in names} or counts
    ranked = sorted(likely, key=lambda form: -likely[form])
    return [form for form in ranked if likely[form] >= RIVAL * likely[ranked[0]]][:MOST]


def _is_whole(form: str, before: str, after: str) -> bool:
    """Whether no word of the dictionary runs across the edges of a find."""
    start, end = len(before), len(before) + len(form)
    at = 0
    for word in cut_by_dictionary(before + form + after):
        at, last = at + len(word), at
        if last < start < at or last < end < at:
            return False
    return True


def _is_name(form: str, before: str, after: str) -> bool:
    """Whether a find, or a part of it, is tagged as a name."""
    start, end = len(before), len(before) + len(form)
    at = 0
    for word, tag in parts_of_speech(before + form + after):
        at, last = at + len(word), at
        if last < end and start < at and tag.startswith(_NAME_TAGS):
            return True
    return False
