"""Abbreviations beside their names, as documents write them."""

from __future__ import annotations

import pytest

from index.acronyms import is_acronym
from index.mining.abbreviations import abbreviations_in
from index.mining.letters import letters_match
from ingest.document import Passage, RowCell


def passage(text: str, context: str = "") -> Passage:
    return Passage("text", text, (), None, 0, 0, context=context)


def row(label: str, *values: str, context: str = "") -> Passage:
    cells = tuple(RowCell("", value, "", place) for place, value in enumerate(values, 1))
    text = " | ".join((label, *values))
    return Passage("row", text, (), None, 0, 0, context=context, label=label, cells=cells)


def found(*texts: str) -> set[tuple[str, str]]:
    return {
        (m.pair.short, m.pair.name) for m in abbreviations_in([passage(text) for text in texts])
    }


@pytest.mark.parametrize(
    ("text", "short", "name"),
    [
        ("该项目由数字化转型实验室（DT实验室）负责。", "DT实验室", "数字化转型实验室"),
        ("在新推出的国际电联学院培训中心（ATC）授课。", "ATC", "国际电联学院培训中心"),
        ("包括最不发达国家（LDC）和内陆发展中国家(LLDC)。", "LDC", "最不发达国家"),
        ("包括最不发达国家（LDC）和内陆发展中国家(LLDC)。", "LLDC", "内陆发展中国家"),
        ("2022年世界电信发展大会（WTDC-22）通过了计划。", "WTDC-22", "世界电信发展大会"),
        ("国际电联与马拉维通信管理局（MACRA）合作。", "MACRA", "马拉维通信管理局"),
        ("编制《国家应急通信计划》（NETP）。", "NETP", "国家应急通信计划"),
        ("实现可持续发展目标（SDG）。", "SDG", "可持续发展目标"),
        ("DTC（数字化转型中心）共有九个。", "DTC", "数字化转型中心"),
        ("Nine Digital Transformation Centres (DTCs) train people.", "DTC", None),
        ("The DTC (Digital Transformation Centre) opened.", "DTC", "Digital Transformation Centre"),
        ("the Edge Enabler Client (EEC) asks", "EEC", "Edge Enabler Client"),
        ("经国家发展和改革委员会（以下简称“国家发改委”）批准", "国家发改委", None),
        ("由工业和信息化部（工信部）出资", "工信部", "工业和信息化部"),
    ],
)
def test_a_pair_is_found_with_the_beginning_of_its_name(
    text: str, short: str, name: str | None
) -> None:
    whole = {"DTC": "Digital Transformation Centres", "国家发改委": "国家发展和改革委员会"}
    assert (short, name or whole[short]) in found(text)


def test_a_chinese_name_an_english_one_and_the_abbreviation_make_all_pairs() -> None:
    pairs = found("与非洲电信联盟（African Telecommunications Union，ATU）签署协议。")
    assert pairs == {
        ("ATU", "African Telecommunications Union"),
        ("ATU", "非洲电信联盟"),
        ("African Telecommunications Union", "非洲电信联盟"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "布宜诺斯艾利斯行动计划（2023年）已经结束。",
        "预算有所增加（见表1）。",
        "女性参加者超过一半（56%）。",
        "重点工作二（P2）得到最多资金。",
        "科学、技术、工程和数学（STEM）",  # the name is a list, which cannot be told from its end
        "北京大学（北京）的教授",
        "《日照市网格化管理办法》（以下简称《管理办法》）",  # would stand for any such rules
        "He joined (see Annex II) in (2021) the team (IT).",
    ],
)
def test_what_stands_in_brackets_for_other_reasons_is_left(text: str) -> None:
    assert found(text) == set()


def test_several_occurrences_show_where_a_name_begins() -> None:
    alone = found("启动全球灾害信息共享平台（ISP）。")
    together = found(
        "启动全球灾害信息共享平台（ISP）。",
        "会议讨论了信息共享平台（ISP）。",
        "使用信息共享平台（ISP）的国家",
    )
    assert ("ISP", "信息共享平台") not in alone
    assert ("ISP", "信息共享平台") in together


def test_a_table_of_abbreviations_gives_its_rows() -> None:
    rows = [
        row("ATC", "Academy Training Centre", context="Abbreviations"),
        row("DCM", "灾害通信连接图", context="缩略语"),
        row("P2", "数字化转型", context="预算"),
        row("Rent", "4,200", context="Abbreviations"),
    ]
    pairs = {(m.pair.short, m.pair.name) for m in abbreviations_in(rows)}
    assert pairs == {("ATC", "Academy Training Centre"), ("DCM", "灾害通信连接图")}


def test_a_pair_carries_its_words_and_its_first_passage() -> None:
    mined = abbreviations_in(
        [passage("无关。"), passage("推出数字公共基础设施（DPI）。"), passage("再提DPI。")]
    )
    assert [(m.passage, m.pair.quote) for m in mined] == [(1, "数字公共基础设施（DPI）")]


@pytest.mark.parametrize("text", ["DTC", "WTDC-22", "ITU-D", "P2C", "NoW", "DT实验室", "C&I"])
def test_abbreviations(text: str) -> None:
    assert is_acronym(text)


@pytest.mark.parametrize("text", ["P2", "2023", "XIV", "Kigali", "A", "600519.SH", "km"])
def test_what_is_no_abbreviation(text: str) -> None:
    assert not is_acronym(text)


def test_letters_must_stand_at_the_beginning_of_words() -> None:
    assert letters_match("ICT", "use of information and communication technology") == (
        "information and communication technology"
    )
    assert letters_match("CIA", "special action") == ""
