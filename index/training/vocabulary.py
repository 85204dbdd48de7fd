"""Builds the tokenizer and the features from which each token's vector is composed while training.

The tokenizer is a unigram model (Kudo 2018, https://arxiv.org/abs/1804.10959) whose Chinese scores
are jieba's word frequencies: its best path is jieba's best path over the same words, in compiled
code, with no segmenter at run time. English words are whole tokens; unknown ones fall into pieces.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import scipy.sparse as sp
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.spelling import INFLECTIONS
from index.training.data import HAN, TrainingData, texts, word_counts
from index.training.spelling import AFFIXES, british, other_forms

UNKNOWN = "[UNK]"
# A dictionary word is common from this count in jieba's dictionary on.
COMMON = 10
# Sentences of everyday words; the others are full of identifiers and commands.
PLAIN_SOURCES = ("cncf_glossary", "hf_course", "tatoeba_cmn", "un_sdg")
# Shares of a token's features in its vector, beside its own (1).
STEM_SHARE = 0.6
PREFIX_SHARE = 0.4
PART_SHARE = 0.4
LETTER_SHARE = 0.25
_ALL_HAN = re.compile(r"[\u3400-\u9fff]+")
_YEARS = range(1500, 2101)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer, its tokens and how each is composed.

    Attributes:
        tokenizer: maps text to token ids.
        tokens: text of each id.
        composition: tokens x features; a token's vector is this row times the feature vectors.
        canonical: for each id the id whose vector and weight it shares: its own, or that of the
            word of which it is another spelling.
    """

    tokenizer: Tokenizer
    tokens: list[str]
    composition: sp.csr_matrix
    canonical: np.ndarray


def jieba_frequencies() -> dict[str, int]:
    """Word frequencies of jieba's dictionary (MIT licence)."""
    import jieba

    path = Path(jieba.__file__).parent / "dict.txt"
    frequencies: dict[str, int] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count, _ = line.split(" ")
        frequencies[word] = int(count)
    return frequencies


def chinese_words(data: TrainingData, frequencies: dict[str, int]) -> dict[str, int]:
    """Chinese words worth a vector, with a frequency.

    Terms of up to six characters that are common, names or from a thesaurus; jieba's words that
    the training texts contain; and single characters.
    """
    words: dict[str, int] = {}
    for source, pairs in data.terms.items():
        for english, word in pairs:
            if not _ALL_HAN.fullmatch(word) or len(word) > 6:
                continue
            common = frequencies.get(word, 0) >= COMMON
            name = len(word) <= 5 and english[:1].isupper()
            if common or name or source != "cc_cedict":
                words[word] = frequencies.get(word, 1)
    total = sum(frequencies.values())
    every = build_tokenizer({w: math.log(max(n, 0.5) / total) for w, n in frequencies.items()})
    seen: Counter[str] = Counter()
    for encoding in every.encode_batch_fast(list(texts(data)), add_special_tokens=False):
        seen.update(encoding.tokens)
    for word, count in seen.items():
        if count >= 2 and _ALL_HAN.fullmatch(word) and len(word) <= 6:
            words[word] = frequencies.get(word, 1)
    known = {c for c, count in frequencies.items() if len(c) == 1 and HAN.match(c) and count >= 10}
    for character in set("".join(words)) | known:
        words.setdefault(character, frequencies.get(character, 1))
    return words


def english_words(data: TrainingData) -> Counter[str]:
    """All English words of dictionaries and plain sentences, and what others have three times."""
    counts = word_counts(data, r"[a-z]+")
    defined: set[str] = set()
    plain = [pairs for source, pairs in data.sentences.items() if source in PLAIN_SOURCES]
    for pairs in [*data.terms.values(), *plain]:
        for english, _ in pairs:
            defined.update(re.findall(r"[a-z]+", english.lower()))
    kept = {word for word, count in counts.items() if count >= 3 or word in defined}
    return Counter({word: counts[word] for word in sorted(kept) if len(word) <= 20})


def words_written_small(data: TrainingData) -> set[str]:
    """English words that stand somewhere without a capital letter."""
    small: set[str] = set()
    for pairs in [*data.sentences.values(), *data.terms.values()]:
        for english, _ in pairs:
            small.update(re.findall(r"\b[a-z]+", english))
    return small


def english_pieces(words: Counter[str], limit: int = 4000) -> list[str]:
    """Letters and the most frequent letter groups, from which unknown words are built."""
    groups: Counter[str] = Counter()
    for word in words:
        for size in (2, 3, 4):
            groups.update(word[i : i + size] for i in range(len(word) - size + 1))
    pieces = [chr(code) for code in range(ord("a"), ord("z") + 1)]
    return pieces + [piece for piece, _ in groups.most_common(limit)]


def _chinese_scores(data: TrainingData) -> dict[str, float]:
    """Log probability of every Chinese token, from jieba's counts."""
    frequencies = jieba_frequencies()
    total = sum(frequencies.values())
    chinese = chinese_words(data, frequencies)
    return {word: math.log(max(count, 0.5) / total) for word, count in chinese.items()}


def _english_scores(words: Counter[str], forms: dict[str, str]) -> dict[str, float]:
    """Scores of words, endings and pieces.

    A whole word beats any split of it, a known word with an ending beats two known words, and
    those (cyber|security) beat letter groups. Frequency plays no part, or "theme" would become
    "the" and "me".
    """
    scores = {piece: -14.0 - 0.5 * (4 - len(piece)) for piece in english_pieces(words)}
    scores |= {word: -5.0 if len(word) > 3 else -10.0 for word in words}
    scores |= {affix: -4.2 for affix in AFFIXES if affix not in words}
    scores |= dict.fromkeys(INFLECTIONS, -3.9)
    return scores | dict.fromkeys(forms, -5.1)


def _number_scores() -> dict[str, float]:
    """Scores of numbers: those below a thousand and years are single tokens."""
    digits = [*map(str, range(10)), *(f"{number:02d}" for number in range(100))]
    numbers = map(str, [*range(100, 1000), *_YEARS])
    return dict.fromkeys(digits, -8.0) | dict.fromkeys(numbers, -9.0)


def build_tokenizer(scores: dict[str, float]) -> Tokenizer:
    """A unigram tokenizer over the scores, after compatibility, accent and case folding."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    items = [(UNKNOWN, -40.0), *((token, round(score, 2)) for token, score in ranked)]
    tokenizer = Tokenizer(models.Unigram(items, unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKD(), normalizers.StripAccents(), normalizers.Lowercase()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    return tokenizer


def _features(token: str, stem: str, sounds: dict[str, str], known: set[str]) -> dict[str, float]:
    """Named features of a token with their shares in its vector."""
    features = {"=" + token: 1.0}
    if _ALL_HAN.fullmatch(token):
        for character in token:
            features["#" + character] = features.get("#" + character, 0.0) + 0.6 / len(token) ** 0.5
        parts = [token[i : i + 2] for i in range(len(token) - 1)] if len(token) > 2 else []
        for part in parts:
            if part in known:
                features["=" + part] = PART_SHARE / len(parts) ** 0.5
        romanised = sounds.get(token, "").replace(" ", "")
        if len(token) > 1 and romanised:
            features.update(_letter_groups(romanised, LETTER_SHARE))
    elif token.isalpha():
        features["~" + stem] = STEM_SHARE
        if len(token) > 5:
            features["5" + token[:5]] = PREFIX_SHARE
        features.update(_letter_groups(token, LETTER_SHARE))
    return features


def _letter_groups(word: str, share: float) -> dict[str, float]:
    """Three- and four-letter groups of a word with its ends marked, sharing ``share`` by norm."""
    if len(word) < 3:
        return {}
    marked = f"^{word}$"
    groups = [marked[i : i + n] for n in (3, 4) for i in range(len(marked) - n + 1)]
    weight = share / len(groups) ** 0.5
    return {"%" + group: weight for group in groups}


def compose(tokens: list[str], pinyin: dict[str, str]) -> sp.csr_matrix:
    """The composition matrix, tokens x features (float32)."""
    import snowballstemmer

    stemmer = snowballstemmer.stemmer("english")
    known = set(tokens)
    index: dict[str, int] = {}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, token in enumerate(tokens[1:], start=1):
        for name, share in _features(
            token, stemmer.stemWord(british(token)), pinyin, known
        ).items():
            rows.append(row)
            columns.append(index.setdefault(name, len(index)))
            values.append(share)
    shape = (len(tokens), len(index))
    return sp.csr_matrix((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)


def build_vocabulary(data: TrainingData) -> Vocabulary:
    """The vocabulary of a set of training data."""
    words = english_words(data)
    forms = other_forms(words, words_written_small(data))
    scores = _chinese_scores(data) | _english_scores(words, forms) | _number_scores()
    tokenizer = build_tokenizer(scores)
    tokens = [tokenizer.id_to_token(i) or UNKNOWN for i in range(tokenizer.get_vocab_size())]
    position = {token: i for i, token in enumerate(tokens)}
    canonical = np.array([position[forms.get(token, token)] for token in tokens], dtype=np.int32)
    return Vocabulary(tokenizer, tokens, compose(tokens, data.pinyin), canonical)
