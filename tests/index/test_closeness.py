"""Closeness of words and the fusion of all scores, on examples whose order is plain to see."""

from __future__ import annotations

import numpy as np
import pytest

from index.closeness import Closeness, closeness, embed
from index.embedding import load_embedder
from index.fusion import fuse
from index.static import StaticEmbedder
from ingest.document import Passage


@pytest.fixture(scope="module")
def embedder() -> StaticEmbedder:
    return load_embedder("built-in")  # type: ignore[return-value]


def passage(text: str, context: str = "", kind: str = "text") -> Passage:
    return Passage(kind, text, (), None, 0, 0, context=context)  # type: ignore[arg-type]


def scores(embedder: StaticEmbedder, question: str, *passages: Passage) -> list[Closeness]:
    return closeness(embedder, question, embed(embedder, passages).tokens)


def test_vectors_are_those_of_the_whole_text(embedder: StaticEmbedder) -> None:
    whole = "第一句话说预算。第二句话说人员！"
    vectors = embed(embedder, [passage(whole), passage("", "")]).vectors
    assert vectors[0] @ embedder.embed([whole])[0] == pytest.approx(1, abs=1e-3)
    assert not vectors[1].any()


def test_the_passage_with_the_words_is_closest_in_either_language(
    embedder: StaticEmbedder,
) -> None:
    passages = (
        passage("委员会由31名成员组成。"),
        passage("预算于六月获得批准。"),
        passage("The weather was fine all week."),
    )
    for question in ("委员会有多少成员？", "How many members does the committee have?"):
        found = scores(embedder, question, *passages)
        assert found[0].terms == max(f.terms for f in found)
        assert found[0].sentence == max(f.sentence for f in found)


def test_the_best_sentence_counts_not_the_average(embedder: StaticEmbedder) -> None:
    padding = "天气晴朗，适合出行。" * 10
    alone, inside, without = scores(
        embedder,
        "委员会有多少成员？",
        passage("委员会由31名成员组成。"),
        passage(f"{padding}委员会由31名成员组成。{padding}"),
        passage(padding),
    )
    assert inside.sentence == pytest.approx(alone.sentence, abs=0.01)
    assert without.sentence < inside.sentence


def test_a_statement_is_made_in_one_sentence(embedder: StaticEmbedder) -> None:
    said, scattered = scores(
        embedder,
        "How many members does the committee have?",
        passage("天气晴朗，适合出行。委员会有31名成员。"),
        passage("委员会昨天开会。成员在六月提交了文件。"),
    )
    assert said.statement > scattered.statement


def test_it_is_known_which_passages_are_in_the_other_script(embedder: StaticEmbedder) -> None:
    passages = (passage("委员会由31名成员组成。"), passage("The committee has 31 members."))
    english = scores(embedder, "How many members does the committee have?", *passages)
    chinese = scores(embedder, "委员会有多少成员？", *passages)
    assert [found.across for found in english] == [True, False]
    assert [found.across for found in chinese] == [False, True]


def test_a_translation_is_as_close_as_the_word_itself(embedder: StaticEmbedder) -> None:
    across, same = scores(embedder, "budget", passage("预算"), passage("budget"))
    assert across.terms == pytest.approx(same.terms, abs=0.05)


def test_headings_help_terms_but_are_no_sentence(embedder: StaticEmbedder) -> None:
    bare, headed = scores(
        embedder,
        "委员会有多少成员？",
        passage("共有31名。"),
        passage("共有31名。", context="数字化创新委员会 > 成员"),
    )
    assert headed.terms > bare.terms
    assert headed.sentence == pytest.approx(bare.sentence, abs=0.01)


def test_a_row_is_read_together_with_its_columns(embedder: StaticEmbedder) -> None:
    bare, headed = scores(
        embedder,
        "数字化转型的预算是多少？",
        passage("数字化转型 | 899,500", kind="row"),
        passage("数字化转型 | 899,500", context="2026年预算（瑞郎）", kind="row"),
    )
    assert headed.sentence > bare.sentence


def test_scores_stay_between_nothing_and_one(embedder: StaticEmbedder) -> None:
    found = scores(embedder, "budget", passage("budget"), passage(""), passage("，。！"))
    assert all(0 <= value <= 1.001 for f in found for value in (f.terms, f.statement, f.sentence))
    assert found[0].sentence == pytest.approx(1, abs=0.01)
    assert found[1] == found[2] == Closeness(0, 0, 0)


def test_no_candidates_and_no_words_give_no_scores(embedder: StaticEmbedder) -> None:
    assert scores(embedder, "budget") == []
    assert scores(embedder, "？", passage("budget")) == [Closeness(0, 0, 0)]


def test_packed_tokens_are_small(embedder: StaticEmbedder) -> None:
    text = "委员会由31名成员组成，负责指导联盟的工作。" * 10
    (packed,) = embed(embedder, [passage(text)]).tokens
    assert len(packed) < 6 * len(text)
    assert isinstance(packed, bytes)


def test_fused_scores_follow_the_evidence() -> None:
    close = {1: Closeness(0.9, 0.9, 0.8), 2: Closeness(0.1, 0.1, 0.1), 3: Closeness(0.9, 0.9, 0.8)}
    fused = fuse({1: 0.9, 2: 0.1}, {1: 0.6, 2: 0.1, 3: 0.6}, close)
    assert fused[1] > fused[3] > fused[2]
    assert all(0 <= score <= 1 for score in fused.values())


def test_a_close_passage_in_the_other_language_keeps_up() -> None:
    shared_words, translated = Closeness(0.4, 0.3, 0.2), Closeness(0.5, 0.5, 0.3, across=True)
    fused = fuse({1: 0.3, 2: 0.0}, {1: 0.3, 2: 0.2}, {1: shared_words, 2: translated})
    assert fused[2] > fused[1]


def test_a_candidate_that_was_not_compared_falls_behind() -> None:
    fused = fuse({1: 0.5, 2: 0.5}, {1: 0.5, 2: 0.5}, {1: Closeness(0.2, 0.2, 0.2)})
    assert fused[1] > fused[2]


def test_keywords_alone_are_their_own_order() -> None:
    fused = fuse({1: 0.2, 2: 0.8, 3: 0.5}, {})
    assert sorted(fused, key=fused.__getitem__) == [1, 3, 2]
    assert fuse({}, {}) == {}


def test_where_a_model_begins_its_cosines_does_not_matter() -> None:
    low = fuse({1: 0.3}, {1: 0.1, 2: 0.4, 3: 0.0})
    high = fuse({1: 0.3}, {1: 0.82, 2: 0.88, 3: 0.80})
    assert np.allclose([low[n] for n in (1, 2, 3)], [high[n] for n in (1, 2, 3)], atol=1e-6)
