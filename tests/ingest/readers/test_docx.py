"""Word documents made with python-docx and, where it cannot write a feature, with raw XML."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from ingest.document import Document, Table
from ingest.errors import ReadError
from ingest.readers import read


def opened(document: docx.document.Document, name: str = "a.docx") -> Document:
    return read(saved(document), name)


def saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def texts(document: Document, kind: str) -> list[str]:
    return [block.text for block in document.blocks if block.kind == kind]


def only_table(document: Document) -> Table:
    (block,) = document.tables()
    assert block.table is not None
    return block.table


def grid(table: Table) -> list[list[str]]:
    return [[("~" if cell.spanned else "") + cell.text for cell in row] for row in table.rows]


def filled_table(document: docx.document.Document, rows: list[list[str]]) -> docx.table.Table:
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return table


def with_part(data: bytes, parts: dict[str, str], replaced: dict[str, tuple[str, str]]) -> bytes:
    """A package with parts added and strings in existing parts replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name in replaced:
                before, after = replaced[name]
                assert before.encode() in content
                content = content.replace(before.encode(), after.encode())
            new.writestr(name, content)
        for name, text in parts.items():
            new.writestr(name, text)
    return buffer.getvalue()


def test_headings_give_every_block_its_section():
    document = docx.Document()
    document.add_heading("2 Budget", 1)
    document.add_heading("2.1 Sources", 2)
    document.add_paragraph("Members pay contributions.")
    document.add_heading("3 Staff", 1)
    document.add_paragraph("Forty people.")
    blocks = opened(document).blocks
    assert blocks[2].section == ("2 Budget", "2.1 Sources")
    assert blocks[4].section == ("3 Staff",)
    assert [block.level for block in blocks] == [1, 2, 0, 1, 0]


def test_a_heading_style_of_any_language_counts_by_its_outline_level():
    document = docx.Document()
    style = document.styles.add_style("一级标题样式", 1)
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    style.element.get_or_add_pPr().append(level)
    derived = document.styles.add_style("derived", 1)
    derived.base_style = style
    document.add_paragraph("总则", style="一级标题样式")
    document.add_paragraph("本办法适用于全体职工。")
    document.add_paragraph("附则", style="derived")
    assert texts(opened(document), "heading") == ["总则", "附则"]


def test_the_title_style_gives_the_title():
    document = docx.Document()
    document.core_properties.title = "Word Template"
    document.add_paragraph("Annual report 2024", style="Title")
    document.add_paragraph("It was a good year.")
    assert opened(document).title == "Annual report 2024"


def test_a_title_left_over_from_a_template_is_not_believed():
    document = docx.Document()
    document.core_properties.title = "Minutes of the board 1998"
    document.add_heading("Travel policy", 1)
    document.add_paragraph("Trains first.")
    assert opened(document).title == ""


def test_bold_numbered_lines_are_headings_where_no_style_says_so():
    document = docx.Document()
    for number, title in (("一、", "总体情况"), ("（一）", "收入"), ("二、", "工作安排")):
        run = document.add_paragraph().add_run(number + title)
        run.bold = True
        document.add_paragraph("这里是正文，说明有关情况，文字比标题长得多，而且以句号结束。")
    found = [(b.text, b.level) for b in opened(document).blocks if b.kind == "heading"]
    assert found == [("一、总体情况", 1), ("（一）收入", 2), ("二、工作安排", 1)]


def test_larger_type_makes_a_heading_but_not_in_running_text():
    document = docx.Document()
    for text, size in (("Scope", 16), ("This text is of the usual size and goes on.", 11)) * 2:
        document.add_paragraph().add_run(text).font.size = Pt(size)
    assert texts(opened(document), "heading") == ["Scope", "Scope"]


def test_automatic_numbers_of_lists_are_part_of_the_text():
    document = docx.Document()
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("second", style="List Number")
    document.add_paragraph("dot", style="List Bullet")
    assert texts(opened(document), "list_item") == ["1. first", "2. second", "dot"]


def test_multilevel_and_chinese_numbering():
    document = docx.Document()
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="第%1章"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/>'
        '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    )
    for text, level in (("总则", 0), ("目的", 1), ("范围", 1), ("附则", 0), ("解释", 1)):
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            )
        )
    assert texts(opened(document), "list_item") == [
        "第一章总则",
        "1.1 目的",
        "1.2 范围",
        "第二章附则",
        "2.1 解释",
    ]


def test_merged_cells_are_repeated_and_marked():
    document = docx.Document()
    table = filled_table(
        document,
        [
            ["Item", "Budget", ""],
            ["", "2023", "2024"],
            ["Travel", "10", "12"],
            ["Rent", "20", "21"],
        ],
    )
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    found = only_table(opened(document))
    assert grid(found) == [
        ["Item", "Budget", "~Budget"],
        ["~Item", "2023", "2024"],
        ["Travel", "10", "12"],
        ["Rent", "20", "21"],
    ]
    assert found.header_rows == 2
    assert found.column_name(2) == "Budget / 2024"


def test_marked_header_rows_win_over_guessing():
    document = docx.Document()
    table = filled_table(document, [["a", "b"], ["c", "d"], ["e", "f"]])
    for row in table.rows[:2]:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    assert only_table(opened(document)).header_rows == 2


@pytest.mark.parametrize("first", ["caption", "table"])
def test_a_caption_beside_a_table_becomes_its_caption(first):
    document = docx.Document()
    document.add_paragraph("Some text before.")
    if first == "caption":
        document.add_paragraph("表1：资金分配（瑞郎）")
    filled_table(document, [["项目", "金额"], ["甲", "519,000"]])
    if first == "table":
        document.add_paragraph("表1：资金分配（瑞郎）", style="Caption")
    document.add_paragraph("Some text after.")
    found = opened(document)
    assert only_table(found).caption == "表1：资金分配（瑞郎）"
    assert only_table(found).unit == "瑞郎"
    assert texts(found, "paragraph") == ["Some text before.", "Some text after."]


def test_a_unit_note_above_a_table_is_its_unit():
    document = docx.Document()
    document.add_paragraph("表2 收入")
    document.add_paragraph("单位：万元")
    filled_table(document, [["项目", "2023年"], ["甲", "1,200"]])
    found = only_table(opened(document))
    assert (found.caption, found.unit) == ("表2 收入", "万元")


def test_a_sentence_about_a_table_stays_text():
    document = docx.Document()
    document.add_paragraph("Table 2 shows that travel grew faster than rent.")
    filled_table(document, [["Item", "2023"], ["Travel", "10"]])
    found = opened(document)
    assert only_table(found).caption == ""
    assert texts(found, "paragraph") == ["Table 2 shows that travel grew faster than rent."]


def test_a_table_in_a_cell_is_a_table_of_its_own():
    document = docx.Document()
    outer = filled_table(document, [["Name", "Detail"], ["Office", "see below"]])
    inner = outer.cell(1, 1).add_table(2, 2)
    for cell, text in zip(inner._cells, ["Room", "Seats", "A1", "12"], strict=True):
        cell.text = text
    tables = [block.table for block in opened(document).tables()]
    assert grid(tables[0]) == [["Name", "Detail"], ["Office", "see below"]]
    assert grid(tables[1]) == [["Room", "Seats"], ["A1", "12"]]


def test_a_frame_of_one_cell_is_text():
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Summary: all is well."
    found = opened(document)
    assert texts(found, "paragraph") == ["Summary: all is well."]
    assert not list(found.tables())


FOOTNOTES = f"""<w:footnotes {nsdecls("w")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>
<w:r><w:t>Without staff costs.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    document = docx.Document()
    paragraph = document.add_paragraph("The budget is CHF 5")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    paragraph.add_run(" million.")
    document.add_paragraph("Next.")
    data = with_part(
        saved(document),
        {"word/footnotes.xml": FOOTNOTES},
        {
            "word/_rels/document.xml.rels": (
                "</Relationships>",
                '<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/'
                '2006/relationships/footnotes" Target="footnotes.xml"/></Relationships>',
            )
        },
    )
    found = [(block.kind, block.text) for block in read(data, "a.docx").blocks]
    assert found == [
        ("paragraph", "The budget is CHF 5 million."),
        ("note", "Without staff costs."),
        ("paragraph", "Next."),
    ]


def test_tracked_changes_are_accepted():
    document = docx.Document()
    paragraph = document.add_paragraph("The fee is ")
    paragraph._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1"><w:r><w:delText>10</w:delText></w:r></w:del>')
    )
    paragraph._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="2"><w:r><w:t>12</w:t></w:r></w:ins>')
    )
    assert texts(opened(document), "paragraph") == ["The fee is 12"]


def test_text_boxes_content_controls_and_links_are_read_once():
    document = docx.Document()
    paragraph = document.add_paragraph()
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    spaces = f'{nsdecls("w")} xmlns:mc="{mc}" xmlns:v="urn:schemas-microsoft-com:vml"'
    shape = f'<w:drawing><wps:txbx xmlns:wps="urn:wps">{box}</wps:txbx></w:drawing>'
    old_shape = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    paragraph._p.append(
        parse_xml(
            f'<w:r {spaces}><mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice>'
            f"<mc:Fallback>{old_shape}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    body = document.element.body
    body.insert(
        1,
        parse_xml(
            f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:hyperlink><w:r><w:t>Linked</w:t></w:r>"
            "</w:hyperlink></w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert texts(opened(document), "paragraph") == ["In the box", "Linked"]


def test_a_table_of_contents_is_left_out():
    document = docx.Document()
    style = document.styles.add_style("toc 1", 1)
    document.add_paragraph("1 Scope\t3", style=style)
    document.add_heading("1 Scope", 1)
    document.add_paragraph("All staff.")
    assert [block.text for block in opened(document).blocks] == ["1 Scope", "All staff."]


def test_hidden_text_comments_headers_and_footers_are_left_out():
    document = docx.Document()
    paragraph = document.add_paragraph("Shown.")
    paragraph.add_run(" Hidden.").font.hidden = True
    document.sections[0].header.paragraphs[0].text = "Page header"
    document.sections[0].footer.paragraphs[0].text = "Page footer"
    document.add_comment(paragraph.runs, "A remark", author="X", initials="X")
    assert [block.text for block in opened(document).blocks] == ["Shown."]


def test_a_macro_document_and_a_strict_one_are_read():
    document = docx.Document()
    document.add_paragraph("Same text.")
    data = saved(document)
    macro = with_part(
        data,
        {},
        {
            "[Content_Types].xml": (
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                "application/vnd.ms-word.document.macroEnabled.main+xml",
            )
        },
    )
    strict = with_part(
        data,
        {},
        {
            "word/document.xml": (
                "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                "http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
        },
    )
    assert texts(read(macro, "a.docm"), "paragraph") == ["Same text."]
    assert texts(read(strict, "a.docx"), "paragraph") == ["Same text."]


def test_an_entity_bomb_is_not_expanded():
    bomb = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    document = docx.Document()
    document.add_paragraph("Text &-free")
    data = saved(document)
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    head, rest = xml.split("?>", 1)
    poisoned = head + "?>" + bomb + rest.replace("Text ", "Text &b;")
    data = with_part(data, {}, {"word/document.xml": (xml, poisoned)})
    try:
        found = read(data, "a.docx")
    except ReadError:
        return
    assert "boom" not in " ".join(block.text for block in found.blocks)
