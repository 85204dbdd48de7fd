"""Terms: what a question and a passage must agree on to meet."""

from __future__ import annotations

import threading

import pytest

from index.segment import Segmenter, terms


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        ("预算为75.6万瑞郎", "CHF 756,000", "756000"),
        ("756 000", "756\u00a0000", "756000"),
        ("756\u202f000 francs", "756000", "756000"),
        ("1 160万", "11.6 million", "11600000"),
        ("2.5亿", "250 million", "250000000"),
        ("８月１６日", "16 August", "16"),
        ("2023-08-06", "6 August 2023", "6"),
        ("3.50", "3.5%", "3.5"),
        ("WTDC-22", "WTDC‑22", "wtdc22"),
        ("在WTDC-22上", "WTDC22", "wtdc22"),
        ("TDAG-26/2(Rev.1)", "tdag-26/2", "tdag26/2"),
        ("P2的预算", "budget of P2", "p2"),
        ("the 5G networks", "5g network", "network"),
        ("ＡＢＣ公司", "abc", "abc"),
        ("Zürich", "Zurich", "zurich"),
        ("IT department", "the IT of the ministry", "it"),
        ("10km", "10 km", "10"),
        ("数字化转型实验室", "实验室", "实验室"),
        ("co\u00adoperation", "cooperation", "cooper"),
    ],
)
def test_forms_of_one_thing_share_a_term(one: str, other: str, shared: str) -> None:
    assert shared in terms(one)
    assert shared in terms(other)


def test_words_without_subject_are_no_terms() -> None:
    assert terms("What is the the of 的 了？") == []


def test_a_year_after_a_number_is_not_joined_to_it() -> None:
    assert terms("5 2020") == ["5", "2020"]


def test_single_characters_also_give_their_pairs() -> None:
    found = terms("张三丰")
    joined = [term for term in found if term in {"张三", "三丰", "张三丰"}]
    assert joined, found


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert terms("カタカナ") == ["カタ", "タカ", "カナ"]


def test_punctuation_and_empty_text_give_nothing() -> None:
    assert terms("") == terms("——“。”！\n\t") == []


def test_added_words_stay_whole_and_show_in_the_signature() -> None:
    plain, fed = Segmenter(), Segmenter(words=["基加利行动计划"])
    assert "基加利行动计划" not in plain.terms("落实基加利行动计划")
    assert "基加利行动计划" in fed.terms("落实基加利行动计划")
    assert plain.signature != fed.signature


def test_both_engines_cut_ordinary_text_nearly_alike() -> None:
    text = "数字化转型实验室于2023年1月25日由电信发展局主任宣布成立，预算为756,000瑞郎。"
    fast, plain = set(Segmenter("rjieba").terms(text)), set(Segmenter("jieba").terms(text))
    assert len(fast & plain) >= 0.95 * len(fast | plain)


def test_engines_are_told_apart_by_signature() -> None:
    assert Segmenter("rjieba").signature != Segmenter("jieba").signature


def test_many_threads_get_the_terms_that_one_gets() -> None:
    texts = [f"regulators {word}ing services" for word in ("monitor", "licens", "measur")] * 20
    expected = [Segmenter().terms(text) for text in texts]
    found: list[list[list[str]]] = []

    def work() -> None:
        found.append([Segmenter().terms(text) for text in texts])

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


def test_traditional_characters_are_found_by_simplified_ones() -> None:
    assert terms("數字創新委員會後來由31名成員組成") == terms("数字创新委员会后来由31名成员组成")
    assert "著名" in terms("著名的中心")  # of both kinds of writing
