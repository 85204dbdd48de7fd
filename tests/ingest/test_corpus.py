"""The five converted texts of the Telecommunication Development Advisory Group, read whole.

The expectations were written by hand from the texts.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from pathlib import Path

import pytest

from ingest.document import Block, Document, Passage, Table
from ingest.metadata import describe
from ingest.readers.text import read
from ingest.split import split

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
pytestmark = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="needs ../shared, which only developers have"
)

P3_1 = "3.1 ITU-D的重点工作1：价格可承受的连接"
P3_2 = "3.2 ITU-D的重点工作2：数字化转型"
P3_3 = "3.3 ITU-D的重点工作3：有利的政策和监管环境"

# (document, caption or, where there is none, last heading, rows with headers, columns)
TABLES = [
    ("000", "1 背景", 5, 2),
    ("001", "4 未来发展", 3, 3),
    ("002", "表1：OP-23资金分配细目，按ITU-D的重点工作分列", 12, 3),
    ("002", "图4：ITU-D的重点工作和推动因素与国际电联主题重点之间的联系", 11, 6),
    ("002", "2.6 风险分析", 5, 5),
    ("002", P3_1, 4, 7),
    ("002", P3_2, 4, 7),
    ("002", P3_3, 5, 7),
    ("002", "3.4 ITU-D的重点工作4：包容和安全的电信/ICT促进可持续发展", 4, 7),
    (
        "002",
        "3.5 ITU-D的重点工作5以及ITU-D的推动因素6和7：资源筹措、伙伴关系和国际合作",
        2,
        6,
    ),
    ("002", "3.6 ITU-D的推动因素1：成员驱动", 2, 6),
    ("002", "3.7 ITU-D的推动因素2：区域代表机构", 2, 6),
    ("002", "3.8 ITU-D的推动因素3：多样性和包容性", 2, 6),
    ("002", "3.9 ITU-D的推动因素4：对环境可持续性的承诺", 2, 6),
    ("002", "3.10 ITU-D的推动因素5：人力资源和组织创新的卓越性", 2, 6),
    ("003", "频谱管理：WTDC第9号决议（2017年，布宜诺斯艾利斯，修订版）", 16, 2),
    ("004", "表1：OP-26资金分配细目，按ITU-D的重点工作分列", 8, 3),
    ("004", "表2：ITU-D的重点工作和推动因素与国际电联主题重点之间的联系", 7, 6),
    ("004", "2.5 风险分析", 5, 5),
    ("004", "3 2026-2029年落实《巴库行动计划》的影响框架", 3, 3),
    ("004", P3_1, 4, 7),
    ("004", P3_2, 6, 7),
    ("004", P3_3, 4, 7),
    ("004", "3.4 ITU-D的重点工作4：资源筹措、伙伴关系和国际合作", 3, 7),
    ("004", "3.5 ITU-D的重点工作5：包容、安全和可靠的电信/ICT促进可持续发展", 4, 7),
    ("004", "4 输出成果", 29, 2),
    ("004", "5 推动因素：组织卓越性", 5, 4),
]

BUDGET_2023 = "2023年预算（瑞郎）"
BUDGET_2026 = "2026年预算（瑞郎）"
OF_PRIORITY = "占重点工作/推动因素总数的百分比"
OF_TOTAL_2023 = "占总计数量的百分比"
OF_TOTAL_2026 = "占总预算的百分比"

# (document, caption or last heading, start of the row's label, column header, cell)
CELLS = [
    ("002", "表1：", "P1 – 价格可承受的连接", BUDGET_2023, "519,000"),
    ("002", "表1：", "P1 – 价格可承受的连接", "占预算的百分比", "12.4%"),
    ("002", "表1：", "P4 – 包容和安全的电信/信息通信技术", BUDGET_2023, "480,000"),
    ("002", "表1：", "E5 – 人力资源", "占预算的百分比", "8.6%"),
    ("002", "表1：", "总计", BUDGET_2023, "4,200,000"),
    ("002", "表1：", "总计", "占预算的百分比", ""),
    ("002", "图4：", "P2 – 数字化转型", "TP2 – 国际电信码号资源", ""),
    ("002", "图4：", "P2 – 数字化转型", "TP3 – 包容和安全的电信/ICT基础设施和服务", "✓"),
    ("002", "图4：", "E5 – 人力资源", "TP5 – 有利的环境", "✓"),
    ("002", "2.6", "财务", "概率", "中"),
    ("002", "2.6", "财务", "风险描述", "缺乏资源/资金不足"),
    ("002", "3.1", "所有价格可承受的连接", BUDGET_2023, "519,000"),
    ("002", "3.1", "所有价格可承受的连接", OF_PRIORITY, ""),
    ("002", "3.1", "所有价格可承受的连接", OF_TOTAL_2023, "12.4%"),
    ("002", "3.1", "应急通信", BUDGET_2023, "127,000"),
    ("002", "3.1", "应急通信", OF_PRIORITY, "24.5%"),
    ("002", "3.1", "应急通信", OF_TOTAL_2023, "3.0%"),
    ("002", "3.1", "网络和数字基础设施", BUDGET_2023, "392,000"),
    ("002", "3.2", "所有数字化转型", BUDGET_2023, "756,000"),
    ("002", "3.2", "所有数字化转型", OF_PRIORITY, ""),
    ("002", "3.2", "所有数字化转型", OF_TOTAL_2023, "18.0%"),
    ("002", "3.2", "数字服务和应用", BUDGET_2023, "394,000"),
    ("002", "3.2", "数字服务和应用", OF_TOTAL_2023, "9.4%"),
    ("002", "3.3", "所有有利的政策和监管环境", OF_TOTAL_2023, "26.4%"),
    ("002", "3.3", "统计数据", OF_PRIORITY, "30.5%"),
    ("002", "3.4", "所有包容和安全的电信/ICT", BUDGET_2023, "480,000"),
    ("002", "3.4", "所有包容和安全的电信/ICT", OF_TOTAL_2023, "11.4%"),
    ("002", "3.4", "网络安全", BUDGET_2023, "400,000"),
    ("002", "3.5", "跨领域", BUDGET_2023, "120,000"),
    ("002", "3.6", "跨领域", "输出成果（产品和服务）", "召集平台"),
    ("002", "3.6", "跨领域", OF_TOTAL_2023, "0.4%"),
    ("002", "3.8", "数字包容性", BUDGET_2023, "404,500"),
    ("002", "3.10", "跨领域", "输出成果（产品和服务）", "有效管理"),
    ("003", "频谱管理", "在世界无线电通信大会（WRC）的筹备", "活动数量", "16"),
    ("003", "频谱管理", "合计", "活动数量", "160"),
    ("004", "表1：", "P4 – 资源筹措", BUDGET_2026, "319,385"),
    ("004", "表1：", "E – 组织卓越性", "占预算的百分比", "15.23%"),
    ("004", "表2：", "P1 – 价格可承受的连接", "TP1 – 空间和地面业务的频谱使用", "✓"),
    ("004", "表2：", "P2 – 数字化转型", "TP2 – 国际电信码号资源", ""),
    ("004", "表2：", "P5 – 包容", "TP3 – 包容和安全的电信/ICT基础设施和服务", "✓"),
    ("004", "2.5", "人力资源", "影响程度", "高"),
    ("004", "3.1", "所有价格可承受的连接", BUDGET_2026, "552,000"),
    ("004", "3.1", "所有价格可承受的连接", OF_TOTAL_2026, "14.48%"),
    ("004", "3.1", "应急通信", BUDGET_2026, "205,000"),
    ("004", "3.1", "网络和数字基础设施", OF_PRIORITY, "62.9%"),
    ("004", "3.2", "所有数字化转型", BUDGET_2026, "899,500"),
    ("004", "3.2", "数字服务和应用", BUDGET_2026, "99,000"),
    ("004", "3.2", "数字服务和应用", "成果指标", "在国家层面通过数字行业战略的成员国数量"),
    ("004", "3.2", "对环境可持续性的承诺", OF_TOTAL_2026, "3.6%"),
    ("004", "3.3", "提供数据和统计数字", BUDGET_2026, "355,000"),
    ("004", "3.4", "所有资源筹措", BUDGET_2026, "319,385"),
    ("004", "3.4", "所有资源筹措", OF_PRIORITY, ""),
    ("004", "3.4", "所有资源筹措", OF_TOTAL_2026, "8.38%"),
    ("004", "3.4", "跨领域", OF_PRIORITY, "100%"),
    ("004", "3.5", "所有包容、安全和可靠", BUDGET_2026, "736,500"),
    ("004", "3.5", "数字包容性", OF_TOTAL_2026, "7.1%"),
    ("004", "5 推动因素", "组织卓越性", "占总额的百分比", "15.23%"),
    ("004", "5 推动因素", "支持性服务", BUDGET_2026, "365,615"),
]

# (document, heading path of the paragraph that holds the text, the text)
SECTIONS = [
    (
        "002",
        [
            "3 2023-2026年ITU-D实施《基加利行动计划》的影响框架",
            P3_1,
            "2023年实施亮点：ITU-D的重点工作1 – 价格可承受的连接",
            "应急通信",
        ],
        "在美洲地区，国际电联一直在为巴拉圭和圣基茨和尼维斯制定NETP",
    ),
    (
        "002",
        [
            "3 2023-2026年ITU-D实施《基加利行动计划》的影响框架",
            P3_2,
            "数字服务和应用",
        ],
        "“智慧村庄” – Gokina",
    ),
    (
        "004",
        [
            "3 2026-2029年落实《巴库行动计划》的影响框架",
            "3.5 ITU-D的重点工作5：包容、安全和可靠的电信/ICT促进可持续发展",
            "2026年实施亮点：ITU-D的重点工作5 – 包容、安全和可靠的电信/ICT促进可持续发展",
            "数字包容性",
        ],
        "全球申请量已达约6,500份",
    ),
    (
        "004",
        ["5 推动因素：组织卓越性", "区域代表处"],
        "2026年3月，电信发展局在日内瓦组织了一次培训",
    ),
    (
        "003",
        [
            "6 应急通信：建设具有抗灾能力的ICT基础设施，以减少生命损失和各种损坏",
            "区域性举措",
            "美洲区域性举措1：用于降低和管理灾害风险的通信",
        ],
        "WINLINK 2000项目",
    ),
    ("003", ["框架", "全球监管机构专题研讨会"], "吸引了来自64个国家的325位与会者"),
    ("003", ["12 研究组工作", "课题的最终报告"], "获批的报告已可供成员使用"),
    (
        "003",
        ["8 网络和数字基础设施：为人人提供可靠的连接", "研究组"],
        "第4/2号课题有4幅关于ICT环境的一致性和互操作性",
    ),
    (
        "001",
        ["3 主要行动和结果", "3.1 外部创新行动", "3.1.1 创新工具包"],
        "2017年，电信发展局推出了工具包",
    ),
    ("000", ["2 主要活动和成果", "2.1 数字化创新委员会"], "当前委员会由31名成员组成"),
]


@functools.cache
def _document(start: str) -> Document:
    path = next(CORPUS.glob(f"{start}*.txt"))
    return describe(read(path.read_bytes(), path.name))


@functools.cache
def _passages(start: str) -> tuple[Passage, ...]:
    return tuple(split(_document(start)))


def _name(block: Block) -> str:
    assert block.table is not None
    return block.table.caption or block.section[-1]


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_every_table_has_its_name_and_size(start: str) -> None:
    found = [
        (start, _name(block), len(block.table.rows), block.table.width)
        for block in _document(start).tables()
        if block.table
    ]
    assert found == [entry for entry in TABLES if entry[0] == start]


@pytest.mark.parametrize(("start", "name", "label", "column", "cell"), CELLS)
def test_cells_stand_under_their_headers(
    start: str, name: str, label: str, column: str, cell: str
) -> None:
    table = next(b.table for b in _document(start).tables() if _name(b).startswith(name))
    assert isinstance(table, Table)
    headers = [table.column_name(number) for number in range(table.width)]
    assert column in headers
    row = next(row for row in table.body if table.row_label(row).startswith(label))
    assert row[headers.index(column)].text == cell


@pytest.mark.parametrize(("start", "path", "text"), SECTIONS)
def test_paragraphs_stand_under_their_headings(start: str, path: list[str], text: str) -> None:
    found = [b for b in _document(start).blocks if text in b.text and b.kind != "table"]
    assert [list(block.section) for block in found] == [path]


def test_labels_of_merged_cells_are_repeated() -> None:
    rows = [p for p in _passages("004") if p.kind == "row" and "实施的软件工具数量" in p.text]
    assert [(row.label, row.text) for row in rows] == [("技术干预", "实施的软件工具数量")]


def test_budget_rows_carry_headers_and_units() -> None:
    row = next(p for p in _passages("004") if p.label.endswith("应急通信") and p.kind == "row")
    values = {cell.column: (cell.text, cell.unit) for cell in row.cells}
    assert values[BUDGET_2026] == ("205,000", "瑞郎")
    assert values[OF_PRIORITY] == ("37.1%", "%")
    assert row.label == "所有价格可承受的连接 / 应急通信"
    assert P3_1 in row.context


def test_contacts_are_key_and_value() -> None:
    rows = {p.label: p.text for p in _passages("001") if p.kind == "row"}
    assert "eun-ju.kim@itu.int" in rows["联系人 / 电子邮件"]
    assert "金恩珠女士" in rows["联系人 / 名称/组织/实体"]


def test_footnotes_become_notes_and_marks_go() -> None:
    notes = [b.text for b in _document("004").blocks if b.kind == "note"]
    assert "见本文件第30页的输出成果指标。" in notes
    assert any(text.startswith("本重点工作通过电信发展局在资源筹措") for text in notes)
    for start in ("000", "001", "002", "003", "004"):
        text = "\n".join(block.text for block in _document(start).blocks)
        assert not re.search(r"bookmark|footnoteRef|\[image|\[\d+:|\x02", text)


def test_page_headers_are_dropped_and_give_the_symbol() -> None:
    document = _document("004")
    assert document.symbol == "TDAG-26/2(Add.2)(Rev.2)-C"
    assert not any("第15页" in block.text for block in document.blocks)
    assert (document.edition, document.revises) == ("Rev.2", "TDAG-26/2(Add.2)-C")


def test_metadata() -> None:
    report = _document("003")
    assert report.symbol == "TDAG-21/2/2-C"
    assert report.date == "2021-10-08"
    assert report.title.startswith("2017年世界电信发展大会（WTDC-17）《布宜诺斯艾利斯行动计划》")
    assert report.years == (2018, 2019, 2020, 2021)
    assert _document("004").title == "落实《巴库行动计划》（BAP）的影响框架"
    assert _document("000").title == "数字化发展创新和创业联盟的最新信息"
    assert {_document(start).language for start in ("000", "001", "002", "003", "004")} == {"zh"}


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_nothing_is_lost_or_moved(start: str) -> None:
    path = next(CORPUS.glob(f"{start}*.txt"))
    text = re.sub(
        r"\[(?:bookmark|image):[^\]]*\]|\[footnoteRef:\d+\]", "", path.read_text(encoding="utf-8")
    )
    source = _plain(text)
    without_notes = _plain(
        re.sub(r"\[\d+:[^\]]*\]", "", text)
    )  # a note may stand between two cells
    document = _document(start)
    kept = sum(len(_plain(block.text)) for block in document.blocks)
    kept += sum(len(_plain(block.table.caption)) for block in document.tables() if block.table)
    assert len(source) - kept <= 30  # page headers and the numbers of footnotes
    lines = [line for block in document.blocks for line in block.text.split("\n")]
    lines += [line for passage in _passages(start) for line in passage.text.split("\n")]
    for line in map(_plain, lines):
        assert line in source or line in without_notes


@pytest.mark.parametrize("start", ["000", "001", "002", "003", "004"])
def test_passages_are_whole(start: str) -> None:
    document = _document(start)
    for passage in _passages(start):
        assert passage.section == document.blocks[passage.first_block].section
        assert passage.first_block <= passage.last_block
        if passage.kind == "text":
            assert len(passage.text) <= 500
            sections = {
                b.section for b in document.blocks[passage.first_block : passage.last_block + 1]
            }
            assert len(sections) == 1
    rows = sum(len(block.table.body) for block in document.tables() if block.table)
    assert sum(p.kind == "row" for p in _passages(start)) == rows
