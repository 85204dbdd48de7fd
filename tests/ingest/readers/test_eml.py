"""Messages made with the standard library."""

import io
from email.message import EmailMessage

import docx
import pytest

from ingest.errors import ReadError
from ingest.readers import read


def message(text: str | None = "Dear all,\n\nthe budget is CHF 5 million.\n") -> EmailMessage:
    found = EmailMessage()
    found["Subject"] = "预算 Budget 2024"
    found["From"] = "Ann <ann@example.org>"
    found["To"] = "bob@example.org"
    found["Date"] = "Mon, 04 Mar 2024 23:30:00 +0100"
    if text is not None:
        found.set_content(text)
    return found


def test_subject_people_date_and_text():
    document = read(bytes(message()), "a.eml")
    assert (document.title, document.date) == ("预算 Budget 2024", "2024-03-04")
    assert document.blocks[0].kind == "heading"
    assert "From: Ann <ann@example.org>" in document.blocks[1].text
    assert document.blocks[-1].text == "the budget is CHF 5 million."
    assert document.blocks[-1].section == ("预算 Budget 2024",)


def test_the_html_form_is_used_where_it_holds_a_table():
    mail = message("see table")
    mail.add_alternative(
        "<p>see</p><table><tr><th>Item</th><th>Cost</th></tr><tr><td>Ink</td><td>3</td></tr></table>",
        subtype="html",
    )
    assert len(list(read(bytes(mail), "a.eml").tables())) == 1


def test_attachments_are_sections_and_the_unreadable_ones_are_named():
    document = docx.Document()
    document.add_heading("Scope", 1)
    document.add_paragraph("All staff.")
    buffer = io.BytesIO()
    document.save(buffer)
    mail = message()
    mail.add_attachment(b"\x89PNG...", maintype="image", subtype="png", filename="plan.png")
    mail.add_attachment(b"broken", maintype="application", subtype="zip", filename="bad.docx")
    mail.add_attachment(
        buffer.getvalue(), maintype="application", subtype="octet-stream", filename="政策.docx"
    )
    blocks = read(bytes(mail), "a.eml").blocks
    assert blocks[-1].text == "All staff."
    assert blocks[-1].section == ("预算 Budget 2024", "政策.docx", "Scope")
    notes = [block.text for block in blocks if block.kind == "note"]
    assert notes[0] == "Attachment: plan.png"
    assert notes[1].startswith("Attachment: bad.docx (")


def test_a_forwarded_message_is_read():
    outer = message("see below")
    outer.add_attachment(message("The inner text."))
    blocks = read(bytes(outer), "a.eml").blocks
    assert blocks[-1].text == "The inner text."


def test_a_file_without_mail_headers_is_refused():
    with pytest.raises(ReadError, match=r"not an e-mail message: rename it to \.txt"):
        read(b"\n\njust some text", "a.eml")
