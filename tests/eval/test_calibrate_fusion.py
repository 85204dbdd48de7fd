"""Finding the weights by which search fuses its scores."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eval.calibrate_fusion import KINDS, TOTAL, examples_of, learn, mixed
from eval.corpus import plain_document
from eval.datasets import BeirFolder, CorpusItem
from index.search import Index


def folder(name: str, *texts: str) -> BeirFolder:
    corpus = [CorpusItem(f"p{n}", "", text) for n, text in enumerate(texts)]
    queries = {f"q{n}": f"about {text}" for n, text in enumerate(texts)}
    return BeirFolder(name, corpus, queries, {f"q{n}": {f"p{n}": 1} for n in range(len(texts))})


def test_a_mixed_collection_has_each_passage_once_and_is_asked_in_both_languages() -> None:
    both = mixed(folder("a", "预算", "频谱"), folder("b", "budget", "spectrum"))
    assert [(item.id, item.text) for item in both.corpus] == [("p0", "预算"), ("p1", "spectrum")]
    assert both.queries["0-q1"] == "about 频谱"
    assert both.queries["1-q1"] == "about spectrum"
    assert both.qrels["0-q1"] == both.qrels["1-q1"] == {"p1": 1}


def test_candidates_come_with_their_scores_and_what_answers(tmp_path: Path) -> None:
    with Index.open(tmp_path) as index:
        texts = {"zh": "委员会有31名成员。", "en": "The weather was fine.", "de": "预算获得批准。"}
        index.add([plain_document(name, "", text) for name, text in texts.items()])
        asked = {"q": "How many members has the committee?"}
        ((features, gold),) = examples_of(
            index, asked, lambda _, found: found.document.name == "zh"
        )
    assert features.shape == (len(gold), 2 * len(KINDS))
    assert gold.sum() == 1
    answer, within = features[gold][0], slice(0, len(KINDS))
    assert not answer[within].any()  # it is in the other script
    assert answer[len(KINDS) + KINDS.index("statement")] > 0.3


def test_what_tells_answers_apart_weighs_most() -> None:
    generator = np.random.default_rng(0)
    examples = []
    for _ in range(60):
        features = generator.random((8, 2 * len(KINDS)))
        gold = np.arange(8) == features[:, KINDS.index("statement")].argmax()
        examples.append((features, gold))
    weights = learn([examples])
    assert weights.argmax() == KINDS.index("statement")
    assert weights[: len(KINDS)].sum() == pytest.approx(TOTAL)
