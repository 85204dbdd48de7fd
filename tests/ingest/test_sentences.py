"""Sentences: where they end and where they must not."""

from __future__ import annotations

import pytest

from ingest.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "预算为3.5亿元。他问：“够吗？”没人回答！",
            ["预算为3.5亿元。", "他问：“够吗？”", "没人回答！"],
        ),
        ("第一，审查；第二，批准。", ["第一，审查；", "第二，批准。"]),
        ("（见图1。）下一步", ["（见图1。）", "下一步"]),
        ("见文件《报告。》后文", ["见文件《报告。》", "后文"]),
        ("使用IPv6。2026年3月，开始。", ["使用IPv6。", "2026年3月，开始。"]),
        ("Growth was 3.14 per cent. It rose.", ["Growth was 3.14 per cent.", "It rose."]),
        ("Dr. Smith met Mr. Li. They agreed.", ["Dr. Smith met Mr. Li.", "They agreed."]),
        ("See No. 5, e.g. page 3 of Add. 2. Next.", ["See No. 5, e.g. page 3 of Add. 2.", "Next."]),
        ("The U.S. Government paid. OK.", ["The U.S. Government paid.", "OK."]),
        ('He said "Stop." Then he left.', ['He said "Stop."', "Then he left."]),
        ("Really?! Yes… maybe. no", ["Really?!", "Yes… maybe. no"]),
        ("2.4 | Room temp. | 5 to 30", ["2.4 | Room temp. | 5 to 30"]),
        ("3. Scope of the policy. It applies.", ["3. Scope of the policy.", "It applies."]),
        (
            "Visit https://www.itu.int/a.b now. Thanks.",
            ["Visit https://www.itu.int/a.b now.", "Thanks."],
        ),
        ("line one\nline two", ["line one", "line two"]),
        ("هل هذا صحيح؟ نعم. انتهى۔ آخر", ["هل هذا صحيح؟", "نعم.", "انتهى۔", "آخر"]),
        ("Am 5. Mai kam er. Das ist z.B. gut.", ["Am 5. Mai kam er.", "Das ist z.B. gut."]),
        ("В 2023 г. открыт центр. Он работает.", ["В 2023 г. открыт центр.", "Он работает."]),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_every_character_is_kept_in_order() -> None:
    text = "甲。 “乙！” Dr. X said: “No. 1 (see p. 3.)” 丙；\n\n丁 3.5%…end"
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(sentence in text for sentence in sentences(text))


def test_a_title_with_a_mark_of_its_own_does_not_end_the_sentence() -> None:
    text = "双方签署了新项目“为农村奠基！”的协议。项目今年开始。"
    assert sentences(text) == ["双方签署了新项目“为农村奠基！”的协议。", "项目今年开始。"]
