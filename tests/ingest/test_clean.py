"""What cleaning takes out of converted text, and what it must leave."""

from __future__ import annotations

import pytest

from ingest.clean import drop_marks, drop_references, longest_verbatim, shown


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("[bookmark: _Hlk1963][bookmark: lt_pId2]国际电联", "国际电联"),
        ("图[image: A close up of a sign\n\nDescription]表", "图表"),
        ("zero\u200bwidth soft\u00adhyphen \ufeffmark", "zerowidth softhyphen mark"),
        ("a\x00b\x07c\x1fd", "abcd"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("\uf0fc yes \uf0b7 item", "✓ yes • item"),
    ],
)
def test_marks_and_invisible_characters_go(raw: str, clean: str) -> None:
    assert drop_marks(raw) == clean


@pytest.mark.parametrize(
    "text",
    [
        "2\u00a0000名用户",
        "\t单元格\t二",
        "page\fbreak",
        "[国际青年日]上",
        "see [1] and [2: note]",
        "A‑B",
    ],
)
def test_text_and_structure_stay(text: str) -> None:
    assert drop_marks(text) == text


def test_note_references_stay_for_readers_that_look_up_notes() -> None:
    assert drop_marks("[bookmark: x]年度会议[footnoteRef:1]期间") == "年度会议[footnoteRef:1]期间"


@pytest.mark.parametrize(
    ("raw", "read", "verbatim"),
    [
        ("年度会议[footnoteRef:1]期间", "年度会议期间", "年度会议"),
        (
            "the survey[endnoteRef: 12] was closed in May",
            "the survey was closed in May",
            "was closed in May",
        ),
        ("Fees rose.[footnoteRef:3] Rents fell.", "Fees rose. Rents fell.", None),
        ("费用如下[footnoteRef:3]。", "费用如下。", None),
        ("成果指标[footnoteRef:2] [2:  见附件]", "成果指标 [2:  见附件]", None),
    ],
)
def test_words_on_one_side_of_a_note_are_verbatim(
    raw: str, read: str, verbatim: str | None
) -> None:
    text = drop_references(raw)
    assert shown(text) == read
    assert longest_verbatim(text) == (verbatim or read)
