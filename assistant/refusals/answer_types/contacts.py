"""Whether a text holds the kind of address that is asked for."""

from __future__ import annotations

import re

from assistant.reading.holding import holds
from assistant.refusals.answer_types.anew import Test

_PHONE_ASKED = re.compile(
    r"电话|手机|\bphone|\btelephone|\btel\b|téléphone|teléfono|телефон|الهاتف", re.I
)
_EMAIL_ASKED = re.compile(r"邮|\be-?mails?\b|courriel|correo|почт|البريد", re.I)
_PHONE = re.compile(
    r"\+\d[\d ()\u00a0-]{6,}|\(\d{2,4}\)\s?[\d –-]{5,}|\b0\d{2,3}-\d{6,}"
    r"|\b\d{3}[-–.]\s?\d{3}[-–.]\s?\d{4}\b|分机\s?\d"
    r"|\b(?:tel|phone|telephone|fax|call|ring|dial|extension|ext)\b[^\d\n]{0,24}\d[\d ()-]{2,}",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"\w@\w+[\w-]*\.\w")


def contact_test(question: str) -> Test:
    """The test of the kind of address that is asked for."""
    if _PHONE_ASKED.search(question):
        return lambda text, asked: _PHONE.search(text) is not None
    if _EMAIL_ASKED.search(question):
        return lambda text, asked: _EMAIL.search(text) is not None
    return lambda text, asked: holds("contact", text)
