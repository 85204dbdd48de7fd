"""E-mail messages: subject, people and date, the text, and the attachments that can be read."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import PurePath

from ingest.document import Block, Document
from ingest.encoding import decode
from ingest.errors import ReadError
from ingest.readers.html import read_html
from ingest.sections import fill_sections, level_of_number, nest

MAX_ATTACHMENTS = 200
MAX_DEPTH = 3  # messages attached to messages

_HEADERS = ("From", "To", "Cc", "Date")


def read(data: bytes, name: str) -> Document:
    """Read a .eml file.

    Args:
        data: the file's bytes.
        name: the file's name.

    Raises:
        ReadError: there are no mail headers in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise ReadError(name, "is not an e-mail message: rename it to .txt if it is plain text")
    subject = _header(message, "Subject")
    return Document(
        name=name,
        title=subject,
        blocks=fill_sections(_message(message, depth=0)),
        date=_date(message),
        media_type="eml",
    )


def _message(message: EmailMessage, depth: int) -> list[Block]:
    blocks: list[Block] = []
    subject = _header(message, "Subject")
    if subject:
        blocks.append(Block("heading", subject, level=1))
    people = [f"{name}: {_header(message, name)}" for name in _HEADERS if _header(message, name)]
    if people:
        blocks.append(Block("paragraph", "\n".join(people)))
    blocks += nest(_body(message), under=1)
    parts = list(_attachments(message))[:MAX_ATTACHMENTS]
    files = [list(_attachment(part, depth)) for part in parts]
    # What was not read first: behind a file that was, it would stand in that file's section.
    for found in sorted(files, key=_has_section):
        blocks += found
    return blocks


def _has_section(blocks: list[Block]) -> bool:
    return bool(blocks) and blocks[0].kind == "heading"


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, IndexError, AttributeError):
        # The standard library raises these on header values that are not well formed.
        return " ".join(str(dict(message.raw_items()).get(name, "")).split())


def _date(message: EmailMessage) -> str:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return ""


def _body(message: EmailMessage) -> list[Block]:
    """The text of the message: the HTML form if only that holds a table, else the plain form."""
    plain, html = _part(message, "plain"), _part(message, "html")
    if html and (not plain.strip() or "<table" in html.lower()):
        blocks = read_html(html, "").blocks
        if blocks:
            return blocks
    from ingest.readers.text import read_text

    blocks = read_text(plain, "").blocks if plain.strip() else []
    return [_plain_line(block) for block in blocks]


def _plain_line(block: Block) -> Block:
    """In a message a short line is a greeting or a name rather than a heading, unless numbered."""
    if block.kind != "heading" or level_of_number(block.text):
        return block
    return replace(block, kind="paragraph", level=0)


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return _content(part) if part is not None else ""


def _content(part: MIMEPart) -> str:
    """A part's text; where its charset is unknown or wrong, the likeliest one."""
    payload = part.get_payload(decode=True)
    return decode(payload, part.get_content_charset()) if isinstance(payload, bytes) else ""


def _attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    """Attachments and inline files, pictures that the text shows left out."""
    for part in message.iter_attachments():
        picture = part.get_content_maintype() == "image" and part.get("Content-ID") is not None
        if isinstance(part, EmailMessage) and not picture:
            yield part


def _attachment(part: EmailMessage, depth: int) -> Iterator[Block]:
    """A heading with the file's name and its blocks below, or a note that it was not read."""
    from ingest.readers import SUFFIXES, read

    if part.get_content_type() == "message/rfc822":
        yield from _forwarded(part, depth)
        return
    name = part.get_filename() or ""
    payload = part.get_payload(decode=True)
    if not name or not isinstance(payload, bytes):
        return
    if PurePath(name).suffix.lower() not in SUFFIXES or name.lower().endswith(".eml"):
        yield Block("note", f"Attachment: {name}")
        return
    try:
        document = read(payload, name)
    except ReadError as error:
        yield Block("note", f"Attachment: {name} ({error.reason})")
        return
    yield Block("heading", name, level=2)
    yield from nest(document.blocks, under=2)


def _forwarded(part: EmailMessage, depth: int) -> Iterator[Block]:
    inner = part.get_payload()
    if depth < MAX_DEPTH and isinstance(inner, list):
        for message in inner:
            if isinstance(message, EmailMessage):
                yield from nest(_message(message, depth + 1), under=1)
