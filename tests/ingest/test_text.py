"""Plain text files and Word documents flattened to text."""

from __future__ import annotations

import pytest

from ingest.clean import shown
from ingest.document import Document
from ingest.errors import ReadError
from ingest.readers.text import read


def _read(text: str, encoding: str = "utf-8") -> Document:
    return read(text.encode(encoding), "file.txt")


def _outline(document: Document) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.text) for block in document.blocks]


CHINESE = "第一章 总则\n为了规范差旅费管理，制定本办法。\n本办法自二〇二六年一月一日起施行。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    assert _outline(_read(CHINESE, encoding)) == [
        ("heading", 1, "第一章 总则"),
        ("paragraph", 0, "为了规范差旅费管理，制定本办法。"),
        ("paragraph", 0, "本办法自二〇二六年一月一日起施行。"),
    ]


def test_traditional_chinese_in_big5() -> None:
    text = "本辦法的目的是規範差旅費的管理，適用於全體職員。這是我們的規定。\n"
    assert _read(text, "big5").blocks[0].text == text.strip()


def test_what_is_not_text_is_refused_with_its_name() -> None:
    with pytest.raises(ReadError, match=r"file\.txt"):
        read(bytes(range(256)) * 40, "file.txt")
    with pytest.raises(ReadError, match=r"file\.txt"):
        read(b" \n\n ", "file.txt")


def test_wrapped_lines_are_joined_into_paragraphs() -> None:
    document = _read(
        "Travel Policy\n=============\n\n"
        "This policy sets out how staff members book and\n"
        "claim travel. It applies to all staff, consultants and\n"
        "interns who travel on official business.\n\n"
        "第三代移动通信系统的部署情况在各国之间差别很大，有的国家已经完成了\n"
        "全国覆盖。\n"
    )
    assert _outline(document) == [
        ("heading", 1, "Travel Policy"),
        (
            "paragraph",
            0,
            "This policy sets out how staff members book and claim travel. It applies to all "
            "staff, consultants and interns who travel on official business.",
        ),
        (
            "paragraph",
            0,
            "第三代移动通信系统的部署情况在各国之间差别很大，有的国家已经完成了全国覆盖。",
        ),
    ]


def test_numbered_headings_and_their_levels() -> None:
    document = _read(
        "1. Purpose\n\nIt helps.\n\n2. Booking\n2.1 Flights\n\nBook early.\n\n"
        "14 days ahead is best.\n\n3. Costs\n\nNone.\n"
    )
    assert _outline(document) == [
        ("heading", 1, "1. Purpose"),
        ("paragraph", 0, "It helps."),
        ("heading", 1, "2. Booking"),
        ("heading", 2, "2.1 Flights"),
        ("paragraph", 0, "Book early."),
        ("paragraph", 0, "14 days ahead is best."),
        ("heading", 1, "3. Costs"),
        ("paragraph", 0, "None."),
    ]
    assert document.blocks[4].section == ("2. Booking", "2.1 Flights")


def test_chinese_numbering() -> None:
    document = _read(
        "差旅费管理办法\n第一章 总则\n第一条 为了规范管理，制定本办法。\n第二章 标准\n"
        "一、住宿费\n住宿费按标准执行。\n二、伙食费\n每人每天100元。\n附件1\n联系人：张三\n"
    )
    headings = [(b.level, b.text) for b in document.blocks if b.kind == "heading"]
    assert [text for _, text in headings] == [
        "差旅费管理办法",
        "第一章 总则",
        "第二章 标准",
        "一、住宿费",
        "二、伙食费",
        "附件1",
    ]
    assert document.blocks[5].section[-2:] == ("第二章 标准", "一、住宿费")


def test_lists() -> None:
    document = _read(
        "Next:\n- first item\n- second item,\n  continued here\n1) third\n(a) fourth\n"
    )
    assert _outline(document)[1:] == [
        ("list_item", 0, "first item"),
        ("list_item", 0, "second item, continued here"),
        ("list_item", 0, "1) third"),
        ("list_item", 0, "(a) fourth"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Table 1: Fares\n\nCity\tFare (CHF)\nRome\t250\nOslo\t320\n",
        "Table 1: Fares\n\n| City | Fare (CHF) |\n|----|----|\n| Rome | 250 |\n| Oslo | 320 |\n",
    ],
)
def test_tables_between_tabs_or_bars(text: str) -> None:
    document = _read("See below.\n\n" + text)
    table = next(document.tables()).table
    assert table is not None
    assert table.caption == "Table 1: Fares"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["City", "Fare (CHF)"],
        ["Rome", "250"],
        ["Oslo", "320"],
    ]


FLATTENED = """\t[bookmark: lt_1]Summary:
This document presents the plan for 2026 and asks for approval.
Action required:
Please approve.




1\tBackground
[bookmark: lt_2]The plan was agreed in Baku in 2025. It has two parts:
–\tpriorities[footnoteRef:1], and [1:  Agreed by the Council.]\x20

–\tenablers.
Emergency telecommunications
The Bureau supported Tonga and Haiti.
\tITU/26/2(Rev.1)-E\tPage 3


2\tResources
Table 1: Allocation by priority
\tPriority
\tBudget
(CHF)
\tShare of priority
\tShare of total

\tAll priorities
\t900
\t90%

\tP1 Connectivity
(including emergencies)
\t600

\t66.7%
\t60%

\tPriority
\tBudget
(CHF)
\tShare of priority
\tShare of total

\tP2 Inclusion
\t300
\t33.3%
\t30%


Note: preliminary figures.
\tHighlights of 2026

\tInclusion
In March the Bureau trained 60 people. """


def test_flattened_word_text_is_rebuilt() -> None:
    document = _read(FLATTENED)
    assert document.symbol == "ITU/26/2(Rev.1)-E"
    assert [(b.kind, shown(b.text)) for b in document.blocks if b.kind != "table"] == [
        ("heading", "Summary:"),
        ("paragraph", "This document presents the plan for 2026 and asks for approval."),
        ("heading", "Action required:"),
        ("paragraph", "Please approve."),
        ("heading", "1 Background"),
        ("paragraph", "The plan was agreed in Baku in 2025. It has two parts:"),
        ("list_item", "priorities, and"),
        ("note", "Agreed by the Council."),
        ("list_item", "enablers."),
        ("heading", "Emergency telecommunications"),
        ("paragraph", "The Bureau supported Tonga and Haiti."),
        ("heading", "2 Resources"),
        ("note", "Note: preliminary figures."),
        ("heading", "Highlights of 2026"),
        ("heading", "Inclusion"),
        ("paragraph", "In March the Bureau trained 60 people."),
    ]
    assert document.blocks[-1].section == ("2 Resources", "Highlights of 2026", "Inclusion")


def test_flattened_table_rows_are_put_together() -> None:
    table = next(_read(FLATTENED).tables()).table
    assert table is not None
    assert table.caption == "Table 1: Allocation by priority"
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Priority", "Budget (CHF)", "Share of priority", "Share of total"],
        ["All priorities", "900", "", "90%"],
        ["P1 Connectivity (including emergencies)", "600", "66.7%", "60%"],
        ["P2 Inclusion", "300", "33.3%", "30%"],
    ]


def test_a_box_around_text_is_no_table() -> None:
    document = _read(
        "[bookmark: a]1\tPlan\nText.\n\t2026 highlights: inclusion\n\n"
        "\tGirls in ICT\nIn April 40 events took place.\n"
    )
    assert not list(document.tables())
    assert [b.text for b in document.blocks if b.kind == "heading"] == [
        "1 Plan",
        "2026 highlights: inclusion",
        "Girls in ICT",
    ]


def test_a_merged_first_column_names_every_row() -> None:
    document = _read(
        "[bookmark: a]1\tOutputs\nThe indicators are:\n"
        "\tProduct\n\tIndicator\n\n\tAdvice\n\tcountries advised\n\n"
        "\t\n\tprojects signed\n\n\tData\n\tdata points\n\n\n2\tNext\nEnd.\n"
    )
    table = next(document.tables()).table
    assert table is not None
    assert [table.row_label(row) for row in table.body] == ["Advice", "Advice", "Data"]
    assert document.blocks[-1].section == ("2 Next",)


def test_a_title_page_laid_out_in_cells_is_no_table() -> None:
    document = _read(
        "\tTDAG-21/2/2-C\t53\n\t[image: logo]\n\tAdvisory Group\n"
        "Virtual meeting, 8-12 November 2021\n\t\n\n"
        "\t\n\tDocument TDAG-21/2/2-C\n\n\t\n\t8 October 2021\n\n\tDirector of the Bureau\n\n"
        "\tReport on the implementation\nof the action plan\n\n"
        "\tSummary:\nThis document reports on the plan.\n\n\n1\tScope\nText.\n"
    )
    assert not list(document.tables())
    headings = [b.text for b in document.blocks if b.kind == "heading"]
    assert headings == ["Report on the implementation of the action plan", "Summary:", "1 Scope"]


def test_a_long_heading_broken_over_two_lines_is_one() -> None:
    document = _read(
        "[bookmark: a]1\t应急通信：建设具有抗灾能力的ICT基础设施，以减少生命损失和各种\n"
        "损坏\n导则和出版物\n指南于2020年3月推出。\n"
    )
    assert [b.text for b in document.blocks if b.kind == "heading"] == [
        "1 应急通信：建设具有抗灾能力的ICT基础设施，以减少生命损失和各种损坏",
        "导则和出版物",
    ]


def test_numbered_sentences_are_no_headings() -> None:
    document = _read(
        "[bookmark: a]1\tScope\nWe did this:\n"
        "1\tFinished the course.\n2\tStarted a new one.\n2\tNext steps\nMore.\n"
    )
    assert [b.text for b in document.blocks if b.kind == "heading"] == ["1 Scope", "2 Next steps"]


def test_a_table_of_contents_is_not_the_outline() -> None:
    contents = "".join(f"{n}\tChapter {n}\t{n + 6}\n" for n in range(1, 6))
    body = "".join(f"{n}\tChapter {n}\nText of it.\n" for n in range(1, 6))
    document = _read(f"[bookmark: a]Contents\n{contents}\n{body}")
    headings = [(b.level, b.text) for b in document.blocks if b.kind == "heading"]
    assert headings[-5:] == [(1, f"{n} Chapter {n}") for n in range(1, 6)]
    assert sum(b.text == "Text of it." for b in document.blocks) == 5


def test_a_dotted_table_of_contents_in_plain_text() -> None:
    contents = "".join(f"{n}. Chapter {n} ........ {n + 6}\n" for n in range(1, 6))
    body = "".join(f"{n}. Chapter {n}\n\nText of it.\n\n" for n in range(1, 6))
    headings = [b.text for b in _read(f"{contents}\n\n{body}").blocks if b.kind == "heading"]
    assert headings == [f"{n}. Chapter {n}" for n in range(1, 6)]


def test_annexes_take_their_title_from_the_next_line() -> None:
    document = _read(
        "[bookmark: a]1\tScope\nText.\nAnnex A (normative):\nSecurity profile\nMore text.\n"
        "A.1\tGeneral\nLast text.\n"
    )
    assert [(b.level, b.text) for b in document.blocks if b.kind == "heading"] == [
        (2, "1 Scope"),
        (1, "Annex A (normative): Security profile"),
        (3, "A.1 General"),
    ]
    assert document.blocks[-1].section == ("Annex A (normative): Security profile", "A.1 General")


def test_paragraphs_of_a_cell_stay_in_it() -> None:
    document = _read(
        "[bookmark: a]1\tCodes\nThe codes are:\n\tCode\n\tMeaning\n\n\t307\n\tMoved for now.\n\n"
        "See note 2.\n\n\t308\n\tMoved for good.\n\t- for all methods\n\n"
        "\t404\n\tNot there.\n\n\nEnd.\n"
    )
    table = next(document.tables()).table
    assert table is not None
    assert [[cell.text for cell in row] for row in table.body] == [
        ["307", "Moved for now.\nSee note 2."],
        ["308", "Moved for good.\n• for all methods"],
        ["404", "Not there."],
    ]
    assert document.blocks[-1].text == "End."


SPACED = """Table 1: Drivers by depot

Depot     Drivers   Vehicles
-----     -------   --------
North          15          9
Quay                       7
Hill            8          4

Thanks,  all the best
from  the depot
and  its crew
"""


def test_columns_that_only_gaps_set_apart_are_a_table():
    blocks = read(SPACED.encode(), "mail.txt").blocks
    (table,) = [block for block in blocks if block.kind == "table"]
    rows = [[cell.text for cell in row] for row in table.table.rows]
    assert rows[0] == ["Depot", "Drivers", "Vehicles"]
    assert rows[1:] == [["North", "15", "9"], ["Quay", "", "7"], ["Hill", "8", "4"]]
    assert table.table.caption == "Table 1: Drivers by depot"
    assert blocks[-1].kind == "paragraph"


def test_chinese_columns_set_apart_by_gaps_are_a_table():
    lines = [
        "  资料            类别    延迟",
        "  地面观测          A       无",
        "  浮标       B       两小时",
    ]
    (table,) = read("\n".join(lines).encode(), "政策.txt").blocks
    assert table.text.splitlines()[2] == "浮标 | B | 两小时"


@pytest.mark.parametrize(
    "text",
    [
        "1.1  This is text\n1.2  That is text\n1.3  More text\n",
        "Dear  all\nmany  thanks\nsee  you\n",
    ],
)
def test_text_with_wide_gaps_is_no_table(text):
    assert all(block.kind != "table" for block in read(text.encode(), "note.txt").blocks)
