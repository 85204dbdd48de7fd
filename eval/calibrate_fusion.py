"""Find the weights by which search fuses its scores: ``index.fusion`` holds the result.

    python -m eval.calibrate_fusion --beir FOLDER ... --mixed EN_ZH ZH_EN
        --questions DOCUMENTS=QUESTIONS.jsonl ...

Passages that answer a question should win over the other candidates (multinomial logistic
regression over the candidates of a question, every set counting the same). ``--mixed`` makes one
collection of two languages from two BEIR folders whose corpora are translations of each other:
every passage is taken in one of the languages, in turn, and asked for in both.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from eval.corpus import plain_document
from eval.datasets import BeirFolder, read_beir, read_questions
from eval.evidence import stands_in
from index.excerpts import Excerpt
from index.search import Hit, Index
from ingest.errors import RapporteurError

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Example = tuple[Floats, NDArray[np.bool_]]

KINDS = ("keyword", "vector", "terms", "statement", "sentence")
TOTAL = 4.25  # what the weights of one language sum up to, so that scores stay between 0 and 1
MOST_QUESTIONS = 600  # of one set
STEPS, RATE, DECAY, SHARPNESS = 400, 0.02, 1e-3, 10.0


def examples_of(
    index: Index, questions: Mapping[str, str], answers: Callable[[str, Hit], bool]
) -> list[Example]:
    """The compared candidates of each question: their scores, and which of them answer it.

    Args:
        index: what is searched.
        questions: texts by id.
        answers: whether a hit answers the question of an id.

    Returns:
        For each question that has an answer among its candidates, scores (n x 10: the five kinds
        within the language, then across) and flags (n).
    """
    examples = []
    for name, text in questions.items():
        hits = [hit for hit in index.search(text, 100) if "terms" in hit.scores]
        gold = np.array([answers(name, hit) for hit in hits], dtype=bool)
        if gold.any() and not gold.all():
            examples.append((np.stack([_features(hit) for hit in hits]), gold))
    return examples


def learn(sets: list[list[Example]]) -> Floats:
    """Weights (10) that put answers first, by gradient steps with momentum (Adam)."""
    weights = np.full(2 * len(KINDS), 0.2)
    moment, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        gradient = DECAY * weights
        for examples in sets:
            for features, gold in examples:
                logits = SHARPNESS * (features @ weights)
                chances = np.exp(logits - logits.max())
                chances /= chances.sum()
                wanted = chances * gold / (chances[gold].sum() + 1e-12)
                part = SHARPNESS / (len(sets) * len(examples))
                gradient = gradient + part * ((chances - wanted) @ features)
        moment = 0.9 * moment + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        update = (moment / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
        weights = np.maximum(0.0, weights - RATE * update)
    return weights * TOTAL / weights[: len(KINDS)].sum()


def mixed(english_chinese: BeirFolder, chinese_english: BeirFolder) -> BeirFolder:
    """One collection of two that are translations of each other (see the module)."""
    taken = {
        item.id: (side, item)
        for side, folder in enumerate((english_chinese, chinese_english))
        for number, item in enumerate(folder.corpus)
        if number % 2 == side
    }
    queries, qrels = {}, {}
    for side, folder in enumerate((english_chinese, chinese_english)):
        for query, text in folder.queries.items():
            queries[f"{side}-{query}"] = text
            qrels[f"{side}-{query}"] = folder.qrels[query]
    corpus = [item for _, item in taken.values()]
    return BeirFolder(name="mixed", corpus=corpus, queries=queries, qrels=qrels)


def _features(hit: Hit) -> Floats:
    scores = hit.scores
    worded = scores["keyword"] + scores.get("translated", 0.0)
    own = np.array([worded, scores["above"], *(scores[kind] for kind in KINDS[2:])])
    across = bool(scores["across"])
    return np.concatenate([own * (not across), own * across])


def _of_beir(data: BeirFolder) -> list[Example]:
    with tempfile.TemporaryDirectory() as home, Index.open(home) as index:
        index.add(plain_document(item.id, item.title, item.text) for item in data.corpus)
        step = -(-len(data.queries) // MOST_QUESTIONS)
        asked = dict(list(data.queries.items())[::step])
        return examples_of(
            index, asked, lambda query, hit: data.qrels[query].get(hit.document.name, 0) > 0
        )


def _of_questions(documents: Path, questions: Path) -> list[Example]:
    asked = {q.id: q for q in read_questions(questions) if q.answerable and q.evidence}
    with tempfile.TemporaryDirectory() as home, Assistant.open(home) as assistant:
        assistant.ingest([documents])
        texts = {
            name: assistant.prepare(question.question, question.asked.turns()).text
            for name, question in asked.items()
        }

        def answers(name: str, hit: Hit) -> bool:
            shown = Excerpt(hit, hit.passage.text, (hit.passage_id,))
            return any(stands_in(piece, [shown]) for piece in asked[name].evidence)

        return examples_of(assistant.index, texts, answers)
