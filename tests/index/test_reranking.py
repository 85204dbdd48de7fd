"""A cross-encoder orders the best passages of a search anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.reranking import Reranker, RerankerError
from index.search import Index
from ingest.document import Block, Document
from tests.index.small_models import save_cross_encoder

QUESTION = "ships tax"


@pytest.fixture(scope="module")
def home_of_notes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with twenty notes."""
    home = tmp_path_factory.mktemp("notes")
    with Index.open(home) as index:
        index.add(
            Document(f"{n}.txt", "", [Block("paragraph", f"ships note {' '.join(str(n * 7))} tax")])
            for n in range(20)
        )
    return home


@pytest.fixture
def plain(home_of_notes: Path) -> Iterator[Index]:
    """An index that is searched without a reranker."""
    with Index.open(home_of_notes) as index:
        yield index


def by_library(model: Path, texts: list[str]) -> list[float]:
    """What the library's own scores make of texts."""
    from sentence_transformers import CrossEncoder

    encoder = CrossEncoder(str(model), device="cpu")
    logits = encoder.predict([(QUESTION, text) for text in texts], activation_fn=_identity())
    return (1 / (1 + np.exp(-logits.astype(float)))).tolist()


def _identity() -> object:
    from torch.nn import Identity

    return Identity()


def test_the_best_passages_stand_in_the_models_order(
    plain: Index, home_of_notes: Path, cross_encoder: Path
) -> None:
    before = plain.search(QUESTION, 20)
    reranker = Reranker(str(cross_encoder), candidates=8, batch_size=3, device="cpu")
    with Index.open(home_of_notes, reranker=reranker) as index:
        hits = index.search(QUESTION, 20)
    expected = by_library(cross_encoder, [hit.passage.text for hit in before[:8]])
    assert len({round(score, 3) for score in expected}) > 1  # there is an order to follow
    wanted = {hit.passage_id: score for hit, score in zip(before, expected, strict=False)}
    order = sorted(wanted, key=lambda number: -wanted[number])
    assert [hit.passage_id for hit in hits[:8]] == order
    for hit in hits[:8]:
        assert (
            hit.score == hit.scores["reranker"] == pytest.approx(wanted[hit.passage_id], abs=1e-4)
        )
        assert "keyword" in hit.scores
    assert [h.passage_id for h in hits[8:]] == [h.passage_id for h in before[8:]]
    assert all("reranker" not in hit.scores for hit in hits[8:])
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_fewer_hits_are_the_best_of_all_that_were_read(
    home_of_notes: Path, cross_encoder: Path
) -> None:
    reranker = Reranker(str(cross_encoder), candidates=20, device="cpu")
    with Index.open(home_of_notes, reranker=reranker) as index:
        many, few = index.search(QUESTION, 20), index.search(QUESTION, 3)
        assert [h.passage_id for h in few] == [h.passage_id for h in many[:3]]
        assert index.search("nothing", 3) is not None


def test_a_model_that_gives_logits_scores_between_0_and_1(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    model = save_cross_encoder(tmp_path, activation=_identity())
    texts = ["ships", "tax law", "船 税"]
    scores = Reranker(str(model), device="cpu").scores(QUESTION, texts)
    assert scores == pytest.approx(by_library(model, texts), abs=1e-4)
    assert Reranker(str(model), device="cpu").scores(QUESTION, []) == []


def test_passages_longer_than_the_model_takes_are_cut(cross_encoder: Path) -> None:
    (score,) = Reranker(str(cross_encoder), device="cpu").scores(QUESTION, ["tax law " * 500])
    assert 0 < score < 1


def test_a_model_of_two_labels_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("sentence_transformers", reason="needs the models extra")
    model = save_cross_encoder(tmp_path, labels=2)
    with pytest.raises(RerankerError, match="2 scores"):
        Reranker(str(model), device="cpu").scores(QUESTION, ["ships"])


def test_a_reranker_that_is_not_there_says_what_to_do(home_of_notes: Path, tmp_path: Path) -> None:
    reranker = Reranker(str(tmp_path / "nowhere"))
    with (
        Index.open(home_of_notes, reranker=reranker) as index,
        pytest.raises(RerankerError, match=r'nowhere.*no such folder.*reranker = ""'),
    ):
        index.search(QUESTION)
