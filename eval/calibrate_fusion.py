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
from index.hits import IndexedPassage
from index.scoring import Scores
from index.search import Index
from ingest.errors import RapporteurError

log = logging.getLogger(__name__)

Floats = NDArray[np.float64]
Example = tuple[Floats, NDArray[np.bool_]]

KINDS = ("keyword", "vector", "terms", "statement", "sentence")
TOTAL = 4.25  # what the weights of one language sum up to, so that scores stay between 0 and 1
MOST_QUESTIONS = 600  # of one set
STEPS, RATE, DECAY, SHARPNESS = 400, 0.02, 1e-3, 10.0


def examples_of(
    index: Index, questions: Mapping[str, str], answers: Callable[[str, IndexedPassage], bool]
) -> list[Example]:
    """The compared candidates of each question: their scores, and which of them answer it.

    Args:
        index: what is searched.
        questions: texts by id.
        answers: whether a passage answers the question of an id.

    Returns:
        For each question that has an answer among its candidates, scores (n x 10: the five kinds
        within the language, then across) and flags (n).
    """
    examples = []
    for name, text in questions.items():
        scores = index.scores(text)
        candidates = index.passages(list(scores.close or ()))
        gold = np.array([answers(name, found) for found in candidates], dtype=bool)
        if gold.any() and not gold.all():
            rows = [_features(scores, found.passage_id) for found in candidates]
            examples.append((np.stack(rows), gold))
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
    scaled: Floats = weights * TOTAL / weights[: len(KINDS)].sum()
    return scaled


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


def _features(scores: Scores, number: int) -> Floats:
    assert scores.close is not None, "the built-in embedding compares its candidates"
    near = scores.close[number]
    worded = scores.keyword.get(number, 0.0) + scores.translated.get(number, 0.0)
    own = np.array([worded, scores.above(number), near.terms, near.statement, near.sentence])
    return np.concatenate([own * (not near.across), own * near.across])


def _of_beir(data: BeirFolder) -> list[Example]:
    with tempfile.TemporaryDirectory() as home, Index.open(home) as index:
        index.add(plain_document(item.id, item.title, item.text) for item in data.corpus)
        step = -(-len(data.queries) // MOST_QUESTIONS)
        asked = dict(list(data.queries.items())[::step])
        return examples_of(
            index, asked, lambda query, found: data.qrels[query].get(found.document.name, 0) > 0
        )


def _of_questions(documents: Path, questions: Path) -> list[Example]:
    asked = {q.id: q for q in read_questions(questions) if q.answerable and q.evidence}
    with tempfile.TemporaryDirectory() as home, Assistant.open(home) as assistant:
        assistant.ingest([documents])
        texts = {
            name: assistant.prepare(question.question, question.asked.turns()).text
            for name, question in asked.items()
        }

        def answers(name: str, found: IndexedPassage) -> bool:
            text = (found.document.name, found.passage.text)
            return any(stands_in(piece, [text]) for piece in asked[name].evidence)

        return examples_of(assistant.index, texts, answers)


def main() -> int:
    """Learn from what the command line names and print the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--beir", nargs="*", type=Path, default=[], metavar="FOLDER")
    parser.add_argument("--mixed", nargs=2, type=Path, metavar=("EN_ZH", "ZH_EN"))
    parser.add_argument("--questions", nargs="*", default=[], metavar="DOCUMENTS=QUESTIONS.jsonl")
    given = parser.parse_args()
    logging.basicConfig(format="%(message)s")
    log.setLevel(logging.INFO)
    try:
        sets = [_of_beir(read_beir(folder)) for folder in given.beir]
        if given.mixed:
            sets.append(_of_beir(mixed(*map(read_beir, given.mixed))))
        for pair in given.questions:
            documents, _, questions = pair.rpartition("=")
            sets.append(_of_questions(Path(documents), Path(questions)))
    except RapporteurError as error:
        log.error("%s", error)
        return 1
    if not any(sets):
        parser.error("nothing to learn from: name a set")
    weights = learn([examples for examples in sets if examples])
    for name, own in zip(("within", "across"), np.split(weights, 2), strict=True):
        log.info("%s: %s", name, ", ".join(f"{k} {w:.2f}" for k, w in zip(KINDS, own, strict=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
