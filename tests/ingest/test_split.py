"""Passages follow the structure of the document."""

from __future__ import annotations

import time

import pytest

from ingest.document import Block, Cell, Document, Passage, Table
from ingest.grid import make_table, table_block, text_rows
from ingest.sections import fill_sections
from ingest.split import split

SENTENCE = "各国主管部门在会议上讨论了频谱管理的经验和今后两年的工作安排。"  # 31 characters


def _split(*blocks: Block, max_chars: int = 500) -> list[Passage]:
    return split(Document("file.txt", blocks=fill_sections(blocks)), max_chars)


def _heading(text: str, level: int = 1) -> Block:
    return Block("heading", text, level=level)


def _paragraph(text: str) -> Block:
    return Block("paragraph", text)


def _item(text: str) -> Block:
    return Block("list_item", text)


def test_short_paragraphs_of_a_section_share_a_passage() -> None:
    passages = _split(
        _heading("一"), _paragraph("甲。"), _paragraph("乙。"), Block("note", "注：丙。")
    )
    assert [p.text for p in passages] == ["甲。\n乙。\n注：丙。"]
    assert (passages[0].first_block, passages[0].last_block) == (1, 3)


def test_a_passage_never_crosses_a_heading() -> None:
    passages = _split(
        _heading("一"),
        _paragraph("甲。"),
        _heading("1.1", 2),
        _paragraph("乙。"),
        _heading("二"),
        _paragraph("丙。"),
    )
    assert [(p.section, p.text) for p in passages] == [
        (("一",), "甲。"),
        (("一", "1.1"), "乙。"),
        (("二",), "丙。"),
    ]


def test_headings_are_context_and_no_text() -> None:
    passage = _split(_heading("总则"), _heading("范围", 2), _paragraph("本办法适用于全体职工。"))[0]
    assert passage.context == "总则 > 范围"
    assert "范围" not in passage.text


def test_a_heading_with_nothing_below_can_be_found() -> None:
    passages = _split(_heading("总则"), _heading("待补", 2), _heading("附件"), _paragraph("甲。"))
    assert [(p.text, p.section) for p in passages] == [
        ("待补", ("总则", "待补")),
        ("甲。", ("附件",)),
    ]


def test_long_paragraphs_are_cut_between_sentences() -> None:
    passages = _split(_paragraph(SENTENCE * 40))
    assert len(passages) == 3
    assert all(len(p.text) <= 500 and p.text.endswith("。") for p in passages)
    assert "".join(p.text for p in passages) == SENTENCE * 40
    lengths = [len(p.text) for p in passages]
    assert max(lengths) - min(lengths) <= 5 * len(SENTENCE)


def test_english_sentences_keep_the_space_between_them() -> None:
    text = " ".join(f"Sentence number {n} says that No. {n} was approved." for n in range(40))
    passages = _split(_paragraph(text))
    assert all(p.text in text and p.text.startswith("Sentence") for p in passages)


def test_one_sentence_longer_than_the_limit_stays_whole() -> None:
    text = "甲" * 700 + "。"
    assert [len(p.text) for p in _split(_paragraph("乙。" + text))] == [2, 701]


def test_list_items_stay_with_the_sentence_that_introduces_them() -> None:
    filler = SENTENCE * 15
    passages = _split(
        _paragraph(filler),
        _paragraph("该计划侧重于两个关键领域："),
        _item("制定前瞻系列；" * 6),
        _item("建立伙伴关系。" * 5),
    )
    assert len(passages) == 2
    assert passages[0].text == filler
    assert passages[1].text.startswith("该计划侧重于两个关键领域：\n制定前瞻系列")


def test_later_passages_of_a_long_list_carry_the_introduction_as_context() -> None:
    items = [_item(f"第{n}项：" + SENTENCE * 5) for n in range(8)]
    passages = _split(_heading("三"), _paragraph("主要成果包括："), *items)
    assert len(passages) > 1
    assert all(p.context.endswith("主要成果包括：") for p in passages[1:])
    assert not any("主要成果包括" in p.text for p in passages[1:])


def test_pages_and_blocks_are_where_the_passage_begins() -> None:
    blocks = [Block("paragraph", SENTENCE * 15, page=1), Block("paragraph", SENTENCE * 10, page=2)]
    passages = _split(*blocks)
    assert [(p.page, p.first_block, p.last_block) for p in passages] == [(1, 0, 0), (2, 1, 1)]


def _budget() -> Block:
    rows = text_rows(
        [
            ["重点工作", "2026年\n预算（瑞郎）", "百分比"],
            ["所有数字化转型", "899,500", "23.59%"],
            ["数字服务和\n应用", "99,000", "2.6%"],
        ]
    )
    return table_block(make_table(rows, caption="表1：预算"))


def test_a_table_gives_a_passage_for_itself_and_one_a_row() -> None:
    passages = _split(_heading("2 资金"), _budget())
    assert [p.kind for p in passages] == ["table", "row", "row"]
    whole, total, row = passages
    assert whole.text.split("\n")[0] == "表1：预算"
    assert "数字服务和应用" in whole.text
    assert total.text == "所有数字化转型 | 899,500 | 23.59%"
    assert row.caption == "表1：预算"
    assert [(c.column, c.text, c.unit, c.position) for c in row.cells] == [
        ("2026年预算（瑞郎）", "99,000", "瑞郎", 1),
        ("百分比", "2.6%", "%", 2),
    ]
    headers = "重点工作 | 2026年预算（瑞郎） | 百分比"
    assert total.context == f"2 资金\n表1：预算\n{headers}"
    assert row.context == f"2 资金\n表1：预算\n{headers}\n所有数字化转型"


def test_rows_below_a_total_carry_its_label() -> None:
    assert _split(_budget())[2].label == "所有数字化转型 / 数字服务和应用"


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["收入", "  会费", "  其他", "支出"], ["收入", "收入 / 会费", "收入 / 其他", "支出"]),
        (["职工", "其中：女职工", "志愿者"], ["职工", "职工 / 其中：女职工", "志愿者"]),
        (["Staff", "of which: women", "Interns"], ["Staff", "Staff / of which: women", "Interns"]),
    ],
)
def test_sub_rows_carry_the_row_they_belong_to(labels: list[str], expected: list[str]) -> None:
    rows = [["项目", "人数"], *([label, str(10 + n)] for n, label in enumerate(labels))]
    block = table_block(make_table(text_rows(rows)))
    assert [p.label for p in _split(block) if p.kind == "row"] == expected


def test_a_first_row_that_is_the_sum_of_the_others_heads_them() -> None:
    rows = [["区域", "金额"], ["秘书处", "600"], ["非洲", "100"], ["美洲", "200"], ["亚太", "300"]]
    labels = [p.label for p in _split(table_block(make_table(text_rows(rows)))) if p.kind == "row"]
    assert labels == ["秘书处", "秘书处 / 非洲", "秘书处 / 美洲", "秘书处 / 亚太"]


def test_merged_cells_are_text_once_and_known_in_every_row() -> None:
    table = Table(
        rows=(
            (Cell("类别"), Cell("主题"), Cell("金额")),
            (Cell("重点"), Cell("网络"), Cell("10")),
            (Cell("重点", spanned=True), Cell("应急"), Cell("20")),
        ),
        label_columns=2,
        unit="万元",
    )
    rows = [p for p in _split(table_block(table)) if p.kind == "row"]
    assert [row.text for row in rows] == ["重点 | 网络 | 10", "应急 | 20"]
    assert [row.label for row in rows] == ["重点 / 网络", "重点 / 应急"]
    assert "重点" in rows[1].context
    assert rows[1].cells[0].unit == "万元"


def test_a_band_over_all_columns_heads_the_rows_below() -> None:
    table = Table(
        rows=(
            (Cell("项目"), Cell("2025"), Cell("2026")),
            (Cell("一、收入"), Cell("一、收入", spanned=True), Cell("一、收入", spanned=True)),
            (Cell("会费"), Cell("5"), Cell("6")),
        )
    )
    rows = [p for p in _split(table_block(table)) if p.kind == "row"]
    assert [(row.label, row.text) for row in rows] == [("一、收入 / 会费", "会费 | 5 | 6")]


def test_keys_and_values_are_rows_labelled_by_their_key() -> None:
    block = table_block(
        make_table(text_rows([["联系人：", "金恩珠"], ["电话：", "+41 22 730 5900"]]))
    )
    passages = _split(block)
    assert passages[0].text == "联系人： | 金恩珠\n电话： | +41 22 730 5900"
    rows = [p for p in passages if p.kind == "row"]
    assert [(row.label, row.cells[0].text) for row in rows] == [
        ("联系人", "金恩珠"),
        ("电话", "+41 22 730 5900"),
    ]


def test_a_table_of_one_cell_is_a_paragraph() -> None:
    passages = _split(table_block(Table(rows=((Cell("说明：本表为初步数字。"),),), header_rows=0)))
    assert [(p.kind, p.text) for p in passages] == [("text", "说明：本表为初步数字。")]


def test_very_long_cells_stay_in_one_row() -> None:
    rows = [["主题", "指标"], ["网络", "\n".join(f"• 指标{n}：" + "数" * 60 for n in range(12))]]
    passages = [p for p in _split(table_block(make_table(text_rows(rows)))) if p.kind == "row"]
    assert len(passages) == 1
    assert len(passages[0].text) > 700


def test_an_uncaptioned_table_is_found_by_the_sentence_that_announces_it() -> None:
    rows = text_rows([["角度", "概率"], ["财务", "中"]])
    passages = _split(
        _heading("风险"),
        _paragraph("总论。下表列出主要风险。另见附件。"),
        table_block(make_table(rows)),
    )
    assert all("下表列出主要风险。" in p.context for p in passages if p.kind != "text")


def test_a_note_below_a_table_says_which() -> None:
    passages = _split(_budget(), Block("note", "注：初步数字。"))
    assert passages[-1].text == "注：初步数字。"
    assert "表1：预算" in passages[-1].context


def test_split_is_fast() -> None:
    blocks = [
        block
        for n in range(300)
        for block in (_heading(f"{n}"), _paragraph(SENTENCE * 30), _item(SENTENCE), _item(SENTENCE))
    ]
    document = Document("big.txt", blocks=fill_sections(blocks))
    size = sum(len(block.text.encode()) for block in blocks)
    start = time.process_time()
    split(document)
    assert size / (time.process_time() - start) > 1e6  # bytes a second; ten times as fast when idle


def test_a_caption_gives_each_measure_its_own_unit() -> None:
    grid = [["台站", "建筑面积", "设备资产", "人员"], ["松岭站", "640", "482", "6"]]
    table = make_table(text_rows(grid), caption="表1 台站\n面积单位：平方米；资产单位：万元")
    (row,) = [passage for passage in _split(table_block(table)) if passage.kind == "row"]
    assert [cell.unit for cell in row.cells] == ["平方米", "万元", ""]
