"""Choosing the reader by suffix and content, and refusing with a reason that says what to do."""

import io
import struct
import zipfile

import docx
import openpyxl
import pytest

from ingest.errors import ReadError
from ingest.readers import SUFFIXES, read

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def word(text: str = "Hello") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = "Hello"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def archive(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return buffer.getvalue()


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(ReadError) as raised:
        read(data, name)
    assert raised.value.name == name
    assert "\n" not in raised.value.reason
    return raised.value.reason


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.docx", "is empty"),
        (b" \n\n ", "a.txt", "is empty"),
        (b"%PDF-1.7\n...", "a.docx", "is a PDF: rename it to .pdf"),
        (b"%PDF-1.7\n...", "a.doc", "is a PDF: rename it to .pdf"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "a.xlsx", "rename it to .html"),
        (b"<html><body>x</body></html>", "a.doc", "rename it to .html"),
        (b"{\\rtf1 x}", "a.docx", "save it as .docx"),
        (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "(.doc): save it as .docx"),
        (OLE + "Workbook".encode("utf-16-le"), "a.xls", "(.xls): save it as .xlsx"),
        (OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", "save it as .pptx"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "a.msg", "save it as .eml"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "save a copy without a password"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt", "as .docx"),
        (archive(mimetype=b"application/epub+zip"), "a.epub", "convert it to .html or .pdf"),
        (b"\x89PNG\r\n\x1a\n", "a.png", "text recognition"),
        (b"\x89PNG\r\n\x1a\n", "a.docx", "text recognition"),
        (b"plain words", "a.docx", "is not a .docx file"),
        (b"plain words", "a.xyz", "rename it to .txt if it is plain text"),
        (bytes(range(256)) * 8, "a.txt", "is not a .txt file"),
        (archive(a=b"x"), "a.docx", "is a zip archive"),
    ],
)
def test_what_is_refused_says_what_to_do(data, name, reason):
    assert reason in refusal(data, name)


def test_office_files_under_each_others_suffix():
    assert refusal(workbook(), "a.docx") == "is an Excel workbook (.xlsx): rename it to .xlsx"
    assert refusal(word(), "a.txt") == "is a Word document (.docx): rename it to .docx"


def test_a_truncated_package():
    assert "damaged" in refusal(word()[:-200], "a.docx")


def test_a_package_with_a_broken_part():
    damaged = bytearray(word())
    start = damaged.index(b"word/document.xml")
    size = struct.unpack("<I", bytes(damaged[start - 12 : start - 8]))[0]
    middle = start + len(b"word/document.xml") + size // 2
    damaged[middle : middle + 20] = b"\xff" * 20
    assert "damaged" in refusal(bytes(damaged), "a.docx")


def test_a_package_without_its_main_part():
    assert "main part is missing" in refusal(archive(word__styles=b"<x/>"), "a.docx")


def test_xml_that_is_no_xml():
    rels = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    data = archive(_rels__x=b"", word__document_xml=b"")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        file.writestr("_rels/.rels", rels)
        file.writestr("word/document.xml", "<w:document")
    assert "damaged in word/document.xml" in refusal(buffer.getvalue(), "a.docx")
    assert data


def test_a_zip_bomb_is_not_unpacked():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", bytes(60 * 2**20))
    assert "zip bomb" in refusal(buffer.getvalue(), "a.docx")


def test_a_file_without_text():
    assert refusal(word(""), "a.docx") == "contains no text"
    assert refusal(word(" – "), "a.docx") == "contains no text"


def test_every_suffix_names_a_module_that_reads():
    import importlib

    for module in set(SUFFIXES.values()) - {"pdf"}:
        assert callable(importlib.import_module(f"ingest.readers.{module}").read)


def test_upper_case_suffixes_count():
    assert read(word(), "A.DOCX").media_type == "docx"


def test_unexpected_failures_of_a_parser_become_a_refusal():
    # A workbook whose styles are not XML.
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"\x00\x01" if "styles" in name else old.read(name))
    assert "damaged" in refusal(buffer.getvalue(), "a.xlsx")
