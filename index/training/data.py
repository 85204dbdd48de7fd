"""Reads the public training data: parallel sentences, dictionaries, names, questions.

The files are described in the model card (``index/embedded/MODEL_CARD.md``). Every function returns
plain tuples, in the order of the files, so that a seeded run is reproducible.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HAN = re.compile(r"[\u3400-\u9fff]")
_PINYIN_NOTE = re.compile(r"\[[A-Za-z0-9:,· ]+\]")
_SEE = re.compile(
    r"^(CL:|(variant of|old variant of|see|see also|also written|erhua variant|used in|also pr"
    r"|pr\.|Taiwan pr|classifier for)\b)"
)
_PARENTHESIS = re.compile(r"\([^()]*\)")
_HAN_REFERENCE = re.compile(r"[\u3400-\u9fff·]+(?:\|[\u3400-\u9fff·]+)?")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[。！？；])")

Pair = tuple[str, str]


@dataclass(slots=True)
class TrainingData:
    """All pairs, by kind.

    Attributes:
        sentences: ``{source: [(English, Chinese)]}``.
        terms: ``{source: [(English, Chinese)]}``: dictionary entries and names.
        questions: (Chinese question, Chinese passage).
        pinyin: Chinese word to its syllables, without tones.
    """

    sentences: dict[str, list[Pair]] = field(default_factory=dict)
    terms: dict[str, list[Pair]] = field(default_factory=dict)
    questions: list[Pair] = field(default_factory=list)
    pinyin: dict[str, str] = field(default_factory=dict)


def read_tsv(path: Path) -> list[list[str]]:
    """The rows of a tab-separated file without quoting."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row]


def gloss_senses(gloss: str) -> list[str]:
    """The senses of a CC-CEDICT gloss, without cross-references, notes and infinitive marks.

    Args:
        gloss: e.g. ``to dip in (ink, sauce etc); to soak/CL:個|个[ge4]``.

    Returns:
        e.g. ``["dip in", "soak"]``; what stands in parentheses is dropped where something is left.
    """
    senses: list[str] = []
    for part in re.split(r"[/;]", gloss):
        text = _HAN_REFERENCE.sub(" ", _PINYIN_NOTE.sub(" ", part)).strip()
        if not text or _SEE.match(text):
            continue
        text = re.sub(r"^(lit|fig|abbr)\.?\s+(for\s+|of\s+)?", "", text)
        bare = _SPACES.sub(" ", _PARENTHESIS.sub(" ", text)).strip(" ,.")
        bare = re.sub(r"^(to be|to|an|a|the) (?=\w)", "", bare)
        if bare and re.search(r"[A-Za-z0-9]", bare):
            senses.append(bare)
    return senses


def read_cedict(path: Path) -> tuple[list[Pair], dict[str, str]]:
    """CC-CEDICT as (sense, headword) pairs, and the pinyin of each headword.

    Args:
        path: rows of simplified, traditional, pinyin, glosses.

    Returns:
        The pairs, one for each sense, and ``{headword: "syllable syllable"}``.
    """
    pairs: list[Pair] = []
    pinyin: dict[str, str] = {}
    for simplified, _traditional, sounds, gloss, *_ in read_tsv(path):
        if not HAN.search(simplified):
            continue
        plain = re.sub(r"[^a-z ]", "", sounds.lower().replace("u:", "u"))
        pinyin.setdefault(simplified, _SPACES.sub(" ", plain).strip())
        for sense in gloss_senses(gloss):
            pairs.append((sense, simplified))
    return list(dict.fromkeys(pairs)), pinyin


def cldr_names() -> list[Pair]:
    """English and Chinese names of countries, languages, scripts, currencies, months (CLDR)."""
    from babel import Locale

    english, chinese = Locale("en"), Locale("zh")
    pairs: list[Pair] = []
    for table in ("territories", "languages", "scripts", "currencies", "variants"):
        ours, theirs = getattr(english, table), getattr(chinese, table)
        pairs += [(str(ours[key]), str(theirs[key])) for key in sorted(ours) if key in theirs]
    for width in ("wide", "abbreviated"):
        for table in ("months", "days"):
            ours = getattr(english, table)["format"][width]
            theirs = getattr(chinese, table)["format"]["wide"]
            pairs += [(str(ours[key]), str(theirs[key])) for key in ours]
    return [pair for pair in dict.fromkeys(pairs) if HAN.search(pair[1])]


def _is_pair(english: str, chinese: str) -> bool:
    """Whether a row is a translation, not a copy, a fragment of code or a mismatch of lengths."""
    if not HAN.search(chinese) or not re.search(r"[A-Za-z]{2}", english) or HAN.search(english):
        return False
    words = len(english.split())
    characters = len(HAN.findall(chinese))
    return 0.3 * words <= characters + 2 and characters <= 5 * words + 6


def read_training_data(folder: Path) -> TrainingData:
    """Everything that trains the model.

    Args:
        folder: the folder with ``parallel/``, ``dict/`` and ``pairs/``.

    Returns:
        The cleaned pairs; duplicates removed.

    Raises:
        FileNotFoundError: when a file is missing.
    """
    data = TrainingData()
    for path in sorted((folder / "parallel").glob("*.tsv")):
        rows = [(row[0].strip(), row[1].strip()) for row in read_tsv(path) if len(row) >= 2]
        data.sentences[path.stem] = [row for row in dict.fromkeys(rows) if _is_pair(*row)]
    data.terms["cc_cedict"], data.pinyin = read_cedict(folder / "dict" / "cc_cedict.tsv")
    for name in ("unbis_thesaurus", "itu_telecom_terms", "cncf_terms"):
        rows = [(r[0], r[1]) for r in read_tsv(folder / "dict" / f"{name}.tsv") if len(r) >= 2]
        data.terms[name] = list(dict.fromkeys(rows))
    data.terms["cldr_names"] = cldr_names()
    for path in sorted((folder / "pairs").glob("*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                data.questions.append((row["query"], row["passage"]))
    return data


def split_sentences(passage: str) -> list[str]:
    """The sentences of a Chinese passage, each with its final mark."""
    return [part.strip() for part in _SENTENCE_END.split(passage) if part.strip()]


def texts(data: TrainingData) -> Iterator[str]:
    """Every text once, both languages, for counting."""
    for pairs in [*data.sentences.values(), *data.terms.values()]:
        for english, chinese in pairs:
            yield english
            yield chinese
    for question, _ in data.questions:
        yield question
    yield from dict.fromkeys(passage for _, passage in data.questions)


def word_counts(data: TrainingData, pattern: str) -> Counter[str]:
    """How often each match of a pattern stands in the lower-cased texts."""
    expression = re.compile(pattern)
    counts: Counter[str] = Counter()
    for text in texts(data):
        counts.update(expression.findall(text.lower()))
    return counts
