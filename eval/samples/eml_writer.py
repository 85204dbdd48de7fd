"""Writes a sample e-mail message."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

from eval.samples.markup import Paragraph, Source


def write(source: Source) -> bytes:
    """Render a source as a message with encoded headers and a UTF-8 body."""
    message = EmailMessage()
    message["Subject"] = source.meta["title"]
    message["From"] = source.meta["from"]
    message["To"] = source.meta["to"]
    message["Date"] = format_datetime(datetime(*source.created, 9, 30, tzinfo=UTC))
    message["Message-ID"] = f"<{source.meta['file'].removesuffix('.eml')}@example.org>"
    message.set_content(_body(source), charset="utf-8", cte="base64")
    return message.as_bytes()


def _body(source: Source) -> str:
    lines: list[str] = []
    for part in source.parts:
        if isinstance(part, Paragraph):
            bullet = part.kind == "bullet"
            lines.extend([f"- {part.text}"] if bullet else ["", part.text, ""])
    return "\n".join(lines).replace("\n\n\n", "\n\n").strip() + "\n"
