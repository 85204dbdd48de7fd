"""Questions go across languages word by word."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.corpus import plain_document
from index.lexical import LexicalEntry, LexicalIndex
from index.search import Index
from index.static import shipped_model


@pytest.mark.parametrize(
    ("word", "other"),
    [("budget", "预算"), ("cybersecurity", "网络安全"), ("实验室", "laboratories")],
)
def test_words_have_counterparts_in_the_other_language(word: str, other: str) -> None:
    found = shipped_model().translate(word)
    counterparts = dict(pair for pairs in found.values() for pair in pairs)
    assert 0.5 < counterparts[other] <= 1


def test_figures_have_none() -> None:
    assert shipped_model().translate("2026") == {"2026": []}


def test_of_alternatives_the_best_counts_not_their_sum(tmp_path: Path) -> None:
    index = LexicalIndex(tmp_path, "test")
    texts = ["预算 草案 会议", "预算 概算 会议", "会议 会议 会议"]
    index.add(LexicalEntry(n, n, text, "") for n, text in enumerate(texts, 1))
    index.commit(1)
    one, both = index.search_alternatives([{"预算": 1.0, "概算": 0.1}], 2)
    assert one[1] == pytest.approx(both[1])
    assert index.search_alternatives([{}], 2) == index.search_alternatives([], 2) == []
    index.close_writer()


def test_in_a_collection_of_both_languages_the_answer_wins_over_shared_words(
    tmp_path: Path,
) -> None:
    answer = "数字创新委员会由31名成员组成，他们以个人身份任职。"
    with Index.open(tmp_path) as index:
        index.add([plain_document("answer.txt", "", answer)])
        index.add(
            plain_document(f"{name}.txt", "", text)
            for name, text in {
                "digital": "The digital strategy was published in June after many comments.",
                "innovation": "Innovation needs time, the report of the many workshops says.",
                "board": "The board of the school met in the library on Monday.",
                "members": "Members of the chess club pay no fee in the first year.",
            }.items()
        )
        best = index.search("How many members does the Digital Innovation Board have?", k=1)[0]
        assert best.document.name == "answer.txt"
        assert best.scores["translated"] > 0
