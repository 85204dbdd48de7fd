"""Whether a text names an organisation: a university or a company where that is asked for."""

from __future__ import annotations

import re

from assistant.reading.match import script
from assistant.refusals.answer_types.anew import (
    CAPITAL,
    OPENING_NAME,
    Test,
    has_new,
    has_new_noun,
)

_ORGANISATION = re.compile(
    r"[\u4e00-\u9fff]{2}(?:部|局|署|司|厅|委员会|大学|公司|联盟|组织|机构|协会|学院|银行|基金会|中心|集团|国家)"
    r"|\b[A-Z]{2,}\b|\b[A-Z]\w+ (?:of|and|for) |\b(?:University|Ministry|Commission|Bank|Agency)\b"
)
# Organisations by name, for "who?": 34个国家代表私营部门 names none.
BODY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:局|署|委员会|大学|公司|联盟|银行|基金会|学院|协会|集团|联合国)"
    r"|(?<![个类种等关营门府])(?:[\u4e00-\u9fff]{2}部)(?![门分署长])|\b[A-Z]{3,}\b"
    r"|\b(?:University|Ministry|Commission|Bank|Agency|Foundation|Group|Inc|Ltd) ?"
    r"|\b[A-Z]\w+ (?:&|and) [A-Z]\w+|\bby (?:the )?[A-Z][a-z]+"
    r"|\b[Tt]he (?:[a-z]+ )?"
    r"(?:government|ministry|council|bank|agency|city|state|secretariat|board)\b"
)
_SCHOOL_ASKED = re.compile(r"哪.{0,2}大学|\b(?:which|what) universit(?:y|ies)\b", re.IGNORECASE)
_SCHOOL = re.compile(r"大学|学院|\b(?:Universit|Institut|College|Academ)\w*")
_COMPANY_ASKED = re.compile(
    r"哪.{0,2}(?:公司|企业)|\b(?:which|what) (?:compan(?:y|ies)|firms?)\b", re.IGNORECASE
)
_COMPANY = re.compile(
    r"[\u4e00-\u9fff]{2}(?:公司|集团|企业)|\b(?:Inc|Ltd|Corp|Co)\b"
    r"|(?<=[\u3400-\u9fff“「]) ?[A-ZÀ-Ž][a-zß-ž]{3,}(?![A-Za-z])"
)
_MANY_CAPITALS = re.compile(
    r"\b[A-Z]\w*[a-z][A-Z]\w*|\b(?!(?:USD|EUR|GBP|CHF|CNY|RMB|JPY|UTC|GMT)\b)[A-Z]{3,}\b"
)  # of a firm: MedTech
# Where something is: no firm is there by that name ("two lidars, at Nukus and Termez").
_WHERE = re.compile(
    r"\b(?:at|in|near|outside) (?:the )?[A-ZÀ-Ž][\w'’-]+(?: [A-ZÀ-Ž][\w'’-]+)*"
    r"(?:(?:, | and |, and )[A-ZÀ-Ž][\w'’-]+)*"
)


def asks_university(question: str) -> bool:
    """Whether a question asks for a university by name."""
    return _SCHOOL_ASKED.search(question) is not None


def organisation_test(question: str) -> Test:
    """The test of "which organisation?", of "which university?", or of "which company?"."""
    if asks_university(question):
        return lambda text, asked: _SCHOOL.search(text) is not None
    if _COMPANY_ASKED.search(question):
        return _company
    return organisation


def _company(text: str, asked: str) -> bool:
    if has_new(_COMPANY, text, asked):
        return True
    if script(text) != "latin":
        return False
    text = _WHERE.sub(" ", text)
    return any(has_new(names, text, asked) for names in (CAPITAL, OPENING_NAME, _MANY_CAPITALS))


def organisation(text: str, asked: str) -> bool:
    """Whether a text names an organisation that the question does not."""
    return (
        has_new(_ORGANISATION, text, asked)
        or has_new_noun(text, asked, "nt")
        or (script(text) == "latin" and has_new(CAPITAL, text, asked))
    )
