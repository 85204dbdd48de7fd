"""TAT-QA: questions over a table and the paragraphs beside it, and how its answers are scored.

Zhu et al., "TAT-QA: A Question Answering Benchmark on a Hybrid of Tabular and Textual Content in
Finance", ACL 2021 (https://aclanthology.org/2021.acl-long.254). Scores follow the definitions of
its evaluation script (``tatqa_metric.py`` of https://github.com/NExTplusplus/TAT-QA): the scale of
an answer counts, several answers are compared as one sorted text, F1 is that of DROP's bags of
words, and a computed answer is right or wrong as a whole.
"""

from __future__ import annotations

import json
import math
import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.datasets import DatasetError

_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "percent": 1e-2}
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_IGNORED = str.maketrans("", "", "'\"\\$€£¥%(),[]")
_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
# A fact as the assistant writes it: currency, number, scale.
_FACT = re.compile(
    r"(?:[A-Z]{3} |[$€£¥] ?)?(?P<number>[(−-]?[$€£¥]? ?\(?\d[\d,]*(?:\.\d+)?\)?)"
    r"(?: (?P<scale>thousand|million|billion))?"
)


@dataclass(frozen=True, slots=True)
class TableQuestion:
    """A question over one context.

    Attributes:
        id: of the data set.
        question: as asked.
        answers: the gold answers, all of which are wanted.
        scale: of the gold: empty, ``percent``, ``thousand``, ``million`` or ``billion``.
        answer_type: ``span``, ``multi-span``, ``arithmetic`` or ``count``.
        answer_from: ``table``, ``text`` or ``table-text``.
        context: which table and paragraphs it is about.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    scale: str
    answer_type: str
    answer_from: str
    context: str


@dataclass(frozen=True, slots=True)
class TableContext:
    """A table with its paragraphs in order.

    Attributes:
        id: of the table.
        rows: the grid, header rows first.
        paragraphs: the text beside it.
    """

    id: str
    rows: tuple[tuple[str, ...], ...]
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSet:
    """A TAT-QA file."""

    name: str
    contexts: list[TableContext]
    questions: list[TableQuestion]


def read_tatqa(path: Path | str) -> TableSet:
    """Read a TAT-QA file.

    Args:
        path: JSON, a list of ``{"table": {"uid", "table"}, "paragraphs", "questions"}``.

    Raises:
        DatasetError: the file is missing, is not such JSON, or holds no question.
    """
    path = Path(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatasetError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise DatasetError(f"{path}: not JSON ({error})") from error
    contexts: list[TableContext] = []
    questions: list[TableQuestion] = []
    try:
        for item in data:
            contexts.append(_context(item))
            questions.extend(_question(qa, contexts[-1].id) for qa in item["questions"])
    except (KeyError, TypeError, AttributeError) as error:
        raise DatasetError(
            f"{path}: not in TAT-QA form ({type(error).__name__}: {error}); "
            'expected [{"table": {"uid", "table"}, "paragraphs", "questions"}]'
        ) from error
    if not questions:
        raise DatasetError(f"{path}: holds no question")
    return TableSet(path.stem, contexts, questions)


def _context(item: dict[str, Any]) -> TableContext:
    paragraphs = sorted(item["paragraphs"], key=lambda paragraph: paragraph["order"])
    return TableContext(
        id=item["table"]["uid"],
        rows=tuple(tuple(map(str, row)) for row in item["table"]["table"]),
        paragraphs=tuple(paragraph["text"] for paragraph in paragraphs),
    )


def _question(qa: dict[str, Any], context: str) -> TableQuestion:
    answer = qa["answer"]
    return TableQuestion(
        id=qa["uid"],
        question=qa["question"],
        answers=tuple(map(str, answer)) if isinstance(answer, list) else (str(answer),),
        scale=qa["scale"],
        answer_type=qa["answer_type"],
        answer_from=qa["answer_from"],
        context=context,
    )


def prediction(short_answer: str | None) -> tuple[list[str], str]:
    """A short answer in the form of the script: its facts, and the scale that they share.

    Args:
        short_answer: facts joined by ``; ``, each with its own currency and scale
            (``USD 1.2 million``, ``12.5%``); None or empty for a refusal.
    """
    if not short_answer:
        return [], ""
    facts = [fact.strip() for fact in short_answer.replace("−", "-").split("; ")]
    matches = [_FACT.fullmatch(fact) for fact in facts]
    scales = {match["scale"] or "" for match in matches if match}
    scale = scales.pop() if len(scales) == 1 else ""
    numbers = [
        match["number"] if match and (match["scale"] or "") == scale else fact
        for fact, match in zip(facts, matches, strict=True)
    ]
    return numbers, scale


def exact_and_f1(predicted: str | None, question: TableQuestion) -> tuple[float, float]:
    """Exact match and F1 of a short answer, as TAT-QA's script has them (``TaTQAEmAndF1``).

    Args:
        predicted: the short answer, as for :func:`prediction`.
        question: with the gold.
    """
    facts, scale = prediction(predicted)
    if not facts:
        return 0.0, 0.0
    gold = _as_text(question.answers, question.scale)
    attempts = [_as_text(facts, scale)]
    if len(facts) == 1 and not scale and "%" not in facts[0] and _is_number(facts[0]):
        attempts.append(f"{_to_number(facts[0]):.4f}")  # 0.2342 is 23.42 percent
    exact, f1 = max(_scores(attempt, gold) for attempt in attempts)
    return exact, exact if question.answer_type in ("arithmetic", "count") else f1


def _as_text(answers: Sequence[str], scale: str) -> str:
    """The answers as one text, sorted, numbers times their scale (``get_answer_str``)."""
    texts = []
    for answer in sorted(answers):
        if not _is_number(answer):
            texts.append(f"{answer} {scale}" if scale else answer)
        elif "%" in answer:
            texts.append(f"{_to_number(answer):.4f}")
        else:
            texts.append(f"{round(_to_number(answer), 2) * _scale(scale):.4f}")
    return " ".join(texts)


def _is_number(text: str) -> bool:
    words = " ".join(word.translate(_IGNORED) for word in text.split()).split()
    if not words or (len(words) > 1 and _scale(words[1]) == 1):
        return False
    try:
        return not math.isnan(float(words[0]))
    except ValueError:
        return False


def _to_number(text: str) -> float:
    """A number with its own scale, sign in brackets and percent sign (``to_number``).

    As in the script, brackets negate only where no comma stands in them; gold and prediction are
    read alike.
    """
    found = _NUMBER.search(text.translate(_IGNORED))
    value = float(found.group()) if found else 0.0
    worded = re.search(r"[\d.]+\s?[a-zA-Z]+", text)
    scale = _scale(worded.group().lower()) if worded else 1.0
    sign = -1 if re.search(r"\([\d.\s]+\)", text) else 1
    percent = 0.01 if re.search(r"[\d.\s]+%", text) else 1.0
    return round(value * scale * sign * percent, 4)


def _scale(text: str) -> float:
    return next((factor for word, factor in _SCALES.items() if word in text.lower()), 1.0)


def _scores(predicted: str, gold: str) -> tuple[float, float]:
    """Exact match and F1 of two texts as bags of words (DROP, Dua et al. 2019)."""
    one, other = _normal(predicted), _normal(gold)
    bag, wanted = set(one.split()), set(other.split())
    common = len(bag & wanted)
    if not common:
        return float(one == other), 0.0
    precision, recall = common / len(bag), common / len(wanted)
    return float(one == other), round(2 * precision * recall / (precision + recall), 2)


def _normal(text: str) -> str:
    """Lower case without articles and punctuation, numbers in one form (``normalize_answer``)."""
    words = []
    for word in text.lower().split():
        bare = word if _is_number(word) else word.translate(_PUNCTUATION)
        words.append(str(_to_number(bare)) if _is_number(bare) else _ARTICLES.sub(" ", bare))
    return " ".join(" ".join(words).split())
