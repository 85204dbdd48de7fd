"""What a document says about itself: title, symbol, date, language, years, edition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import PurePath

from ingest.document import Block, Document
from ingest.languages import language_of
from ingest.lines import ends_sentence, numbering
from ingest.sentences import sentences

FRONT_BLOCKS = 30
LABELLED_LINE = 200  # characters of a line that may begin with a labelled date
FRONT_LINES = 12
MAX_TITLE_CHARS = 240
MAX_SUMMARY_CHARS = 120
MAX_YEARS = 8

_MARK = r"(?:Add|Rev|Corr|Ann|Amd|Suppl?)\.?\s?(?:\d{1,3}|[A-Z]\b)?"
# ITU and other bodies: TDAG-26/2(Add.2)(Rev.2)-C, CWG-FHR-15/3, A/RES/70/1, E/2023/15, C24/12-E.
_SYMBOL = re.compile(
    r"(?<![\w/])(?:"
    r"[A-Z]{1,6}(?:-[A-Z0-9]{1,6}){0,3}[-]?\d{0,4}(?:/[A-Z0-9.]{1,10}(?:-[A-Z0-9]{1,4})?){1,4}"
    r"|(?:ISO|IEC|GB|GB/T|RFC|EN|DIN|ITU-[TRD]|3GPP TS)[ /]?(?:[A-Z]\.)?\d[\d.\-:]{1,14}"
    r")"
    rf"(?:\s?[(（/]\s?{_MARK}\s?[)）]?)*"
    r"(?:-[ACEFRS]\b)?(?![\w/])",
)
_SYMBOL_LABEL = re.compile(
    r"(?:文件|文号|编号|文档编号|文件编号|document(?:\s+(?:no|number|symbol))?|doc\.?\s*(?:no|id)?"
    r"|ref(?:erence)?|symbol|documento|документ)\.?\s*[:：#]?\s*(?P<value>[A-Z0-9][\w/().\-]{3,60}(?:\s?\([^)]{2,12}\))*)",
    re.IGNORECASE,
)
_EDITION_MARK = re.compile(
    r"\s?[(（/]?\s?(?P<kind>Add|Rev|Corr|Ann|Amd|Suppl?)\.?\s?(?P<number>\d{1,3})?\s?[)）]?",
    re.IGNORECASE,
)
_NAME_MARK = re.compile(
    r"[\s_\-.(（]+(?P<mark>rev|corr|add|amd)[\s._-]?(?P<number>\d{1,3})(?!\d)[)）]?", re.IGNORECASE
)
_NAME_VERSION = re.compile(
    r"[\s_\-.(（]+(?:v(?:er(?:sion)?)?[\s._-]?(?P<version>\d{1,3}(?:\.\d{1,3}){0,2})"
    r"|(?P<words>final|draft|revised|\d{1,2}(?:st|nd|rd|th) edition))[)）]?\s*$"
    r"|[\s_\-.(（]*(?P<zh>修订[版稿本]?|修改稿|定稿|终稿|草案|草稿|征求意见稿|更新版"
    r"|第[一二三四五六七八九十\d]{1,3}[版稿])[)）]?\s*$",
    re.IGNORECASE,
)
_TEXT_EDITION = re.compile(
    r"(?:版本(?:号)?|version|edition|版次|revision|修订)\s*[:：]?\s*"
    r"(?P<number>[vV]?\d{1,3}(?:\.\d{1,3}){0,2})\b"
    r"|(?P<words>第[一二三四五六七八九十\d]{1,3}版|[（(]?修订[版稿本][)）]?"
    r"|\d{1,2}(?:st|nd|rd|th) edition"
    r"|(?:first|second|third|fourth|fifth|revised) edition)",
    re.IGNORECASE,
)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv enero ene января январь janeiro januar يناير",
            "february feb février févr febrero февраля февраля февраль fevereiro februar فبراير",
            "march mar mars marzo марта март março märz مارس",
            "april apr avril avr abril abr апреля апрель abril أبريل",
            "may mai mayo мая май maio مايو",
            "june jun juin junio июня июнь junho juni يونيو",
            "july jul juillet juil julio июля июль julho juli يوليو",
            "august aug août agosto ago августа август agosto أغسطس",
            "september sept sep septembre septiembre сентября сентябрь setembro سبتمبر",
            "october oct octobre octubre октября октябрь outubro oktober أكتوبر",
            "november nov novembre noviembre ноября ноябрь novembro نوفمبر",
            "december dec décembre déc diciembre dic декабря декабрь dezembro dezember ديسمبر",
        ),
        start=1,
    )
    for name in names.split()
}
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_DATES = (
    re.compile(rf"{_YEAR}\s?年\s?(?P<month>\d{{1,2}})\s?月(?:\s?(?P<day>\d{{1,2}})\s?[日号])?"),
    re.compile(rf"(?<!\d){_YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)"),
    re.compile(
        r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º)?\s+(?:de\s+)?)?"
        rf"(?P<name>[^\W\d_]{{3,12}})\.?,?\s+(?:de\s+)?{_YEAR}(?!\d)"
    ),
    re.compile(
        rf"(?P<name>[^\W\d_]{{3,12}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)"
    ),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}})[./](?P<month>\d{{1,2}})[./]{_YEAR}(?!\d)"),
)
_DATE_LABEL = re.compile(
    r"(?:日期|时间|发布日期|成文日期|印发日期|签发日期|dated?|(?:issued|published|adopted)(?: on)?"
    r"|(?:held|convened) on|fecha|datum|дата)\s*[:：]?\s*",
    re.IGNORECASE,
)
_ANNUAL_REPORT = re.compile(
    r"\bannual (?:[a-z]+ )?report\b|\byear ?book\b|\brapport annuel\b|\binforme anual\b"
    r"|年报|年度(?:工作|业务)?(?:总结|报告)|\bгодовой отч[её]т",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"(?<![\d.,/\-])((?:19|20)\d{2})(?:\s?[-–—至到~]\s?((?:19|20)?\d{2}))?(?![\d,]|\.\d)"
)
_LABEL = re.compile(
    r"(?:内容)?(?:概要|摘要|提要|概述|目录|前言|引言|序言|背景|导言|简介|参考文件|需采取的行动"
    r"|(?:executive )?summary|abstract|introduction|(?:table of )?contents|foreword|preface"
    r"|background"
    r"|résumé|resumen|introducción|резюме|введение|zusammenfassung|einleitung)\s*[:：]?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"(?:本(?:文件|报告|文稿?|通知|规定|办法|指南|手册|摘要|简报|提案)"
    r"|(?:this|the present) (?:document|report|paper|note|guide|policy|contribution))"
    r"[，,]?\s*(?P<verb>(?:旨在|主要|简要|全面)?"
    r"(?:提供|介绍|总结|提出|报告|概述|说明|阐述|描述|汇总|规定|明确)了?"
    r"|(?:briefly )?(?:describes?|presents?|summari[sz]es?|provides?|reports? on|outlines?"
    r"|sets? out|explains?|gives?|contains?|introduces?))?\s*",
    re.IGNORECASE,
)
_REVISION_LINE = re.compile(
    r"(?P<kind>Rev|Add|Corr|Rév)[a-zéóúà]*\.?\s*(?P<number>\d{1,2})\s+"
    r"(?:to|of|du|de|al|à|au|zu|к)\s+(?:the\s+)?(?:documento?|dokument|документу)?\s*"
    r"(?P<symbol>[A-Z0-9][\w/().\-]{3,40})",
    re.IGNORECASE,
)
_REVISION_LINE_ZH = re.compile(
    r"(?:对?文件\s*)?(?P<symbol>[A-Z][\w/().\-]{3,40})\s*(?:号文件)?\s*的?\s*(?:第\s*)?"
    r"(?:(?P<before>\d{1,2})\s*(?:号|次)\s*)?(?P<kind>修订|补遗|勘误)\s*(?P<after>\d{1,2})?",
)
_REVISION_KINDS = {
    "rev": "Rev",
    "rév": "Rev",
    "add": "Add",
    "cor": "Corr",
    "修订": "Rev",
    "补遗": "Add",
    "勘误": "Corr",
}


def describe(document: Document) -> Document:
    """Fill in what the document says about itself; what its reader already knows stays.

    Args:
        document: with blocks and name; changed in place.

    Returns:
        The same document.
    """
    body = list(_texts(document.blocks))
    if not document.symbol:
        document.symbol = _symbol(document)
    if not document.title:
        document.title = _title(document)
    if not document.language:
        document.language = language_of("\n".join([document.title, *_sampled(body)]))
    if not document.date:
        document.date = _date(document)
    if not document.years:
        document.years = _years(document)
    if not document.edition:
        document.edition, document.revises = _edition(document)
    return document


def _revision_line(document: Document) -> tuple[str, str] | None:
    """``Revision 1 to Document TDAG-26/7-E`` on the title page: its mark and what it revises."""
    for block in _front(document)[:10]:
        text = " ".join(block.text.split())
        found = _REVISION_LINE.match(text) or _REVISION_LINE_ZH.fullmatch(text)
        if not found or len(text) > 80:
            continue
        parts = found.groupdict()
        number = parts.get("number") or parts.get("before") or parts.get("after") or "1"
        kind = _REVISION_KINDS[parts["kind"].lower()[:3]]
        return f"{kind}.{number}", parts["symbol"].rstrip(".")
    return None


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    return (block.text for block in blocks if block.text.strip())


def _sampled(texts: Sequence[str]) -> list[str]:
    """Texts from all over a document, short enough to look at."""
    if len(texts) <= 120:
        return [text[:500] for text in texts]
    step = len(texts) / 120
    return [texts[int(i * step)][:300] for i in range(120)]


@lru_cache(maxsize=16)
def _stem(name: str) -> str:
    return PurePath(name.replace("\\", "/")).stem


def _front(document: Document) -> list[Block]:
    """The blocks before the text begins: title page and summary."""
    return [block for block in document.blocks[:FRONT_BLOCKS] if block.table is None]


def _title(document: Document) -> str:
    """The document's own title, else what its summary says it is about, else its file name."""
    front = _front(document)
    for block in front:
        if block.kind == "heading" and block.text != block.sheet:
            text = _unnumbered(block.text)
            if text is not None and not _LABEL.fullmatch(text):
                return text[:MAX_TITLE_CHARS]
            break
    if front and front[0].kind == "paragraph":
        text = " ".join(front[0].text.split())
        if (
            len(text) <= 80
            and not ends_sentence(text)
            and not _date_in(text)
            and not _LABEL.fullmatch(text)
        ):
            return text
    summary = _summary(front)
    if summary:
        return summary
    stem = re.sub(r"[_\s]+", " ", _stem(document.name)).strip()
    return stem or document.name


def _unnumbered(heading: str) -> str | None:
    """A heading's text, or None for the first numbered chapter, which is no title."""
    text = " ".join(heading.split())
    return None if numbering(text) else text


def _summary(front: Sequence[Block]) -> str:
    """The clause of a summary that says what the document is about."""
    for block in front:
        opening = _OPENING.match(block.text) if block.kind == "paragraph" else None
        if not opening:
            continue
        text = sentences(block.text)[0].rstrip("。.；; ")
        text = text[opening.end() if opening["verb"] else 0 :].strip()
        text = re.sub(r"^作为.{8,}?之一的", "", text)
        clause = re.split(r"[，；,;]", text)[0]
        text = clause if len(clause) >= 12 else text
        return text if len(text) <= MAX_SUMMARY_CHARS else text[:MAX_SUMMARY_CHARS].rstrip() + "…"
    return ""


def _symbol(document: Document) -> str:
    """A document symbol from the title page."""
    revision = _revision_line(document)
    if revision:
        mark, symbol = revision
        language = re.search(r"-[A-Z]$", symbol)
        end = language.start() if language else len(symbol)
        return f"{symbol[:end]}({mark}){symbol[end:]}"
    front = [block.text for block in _front(document)[:FRONT_BLOCKS] if len(block.text) <= 160]
    for text in [*front[:12]]:
        labelled = _SYMBOL_LABEL.match(text.strip())
        if (
            labelled
            and re.search(r"\d", labelled["value"])
            and re.search(r"[/\-]", labelled["value"])
        ):
            return labelled["value"].rstrip(".")
    for text in front[:12]:
        found = _SYMBOL.search(text)
        if found and len(text) <= len(found.group()) + 40 and re.search(r"\d", found.group()):
            return found.group().strip()
    return ""


def _date_in(text: str) -> str:
    """The first date of a text in ISO form; a month or year where it says no more."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            parts = found.groupdict()
            month = parts.get("month") or _MONTHS.get((parts.get("name") or "").lower())
            if not month or not 1 <= int(month) <= 12:
                continue
            day = parts.get("day")
            iso = f"{parts['year']}-{int(month):02d}"
            return f"{iso}-{int(day):02d}" if day and 1 <= int(day) <= 31 else iso
    return ""


def _date(document: Document) -> str:
    """The date on the title page: beside a label, else on a short line of its own."""
    labelled = [
        " ".join(line.split())
        for block in document.blocks[:FRONT_BLOCKS]
        for line in block.text.split("\n")
        if len(line) <= LABELLED_LINE
    ]
    for line in labelled:
        label = _DATE_LABEL.match(line)
        if label and _date_in(line[label.end() : label.end() + 40]):
            return _date_in(line[label.end() :])
    for line in [" ".join(block.text.split()) for block in _front(document)[:FRONT_LINES]]:
        line = re.sub(r"\s*(?:г\.|года)$", "", line)
        date = _date_in(line) if len(line) <= 40 else ""
        if date and not ends_sentence(line) and not re.search(r"\d\s?[-–至]\s?\d+\s?[日年]", line):
            return date
    return ""


def _years(document: Document) -> tuple[int, ...]:
    """The years that a document mentions most; those in titles and headings count for more.

    An annual report is of the year in its title, however much it speaks of the year before.
    """
    named = {int(found[1]) for found in _YEARS.finditer(document.title) if not found[2]}
    if _ANNUAL_REPORT.search(document.title) and len(named) == 1:
        return tuple(named)
    weights: dict[int, float] = defaultdict(float)
    for text, weight in (
        (document.title, 8.0),
        (document.symbol, 0.0),
        (_stem(document.name), 4.0),
    ):
        _count_years(text, weight, weights)
    for number, block in enumerate(document.blocks):
        weight = 4.0 if block.kind == "heading" else 2.0 if number < 10 else 1.0
        _count_years(block.text, weight, weights)
        if block.table is not None:
            _count_years(block.table.caption, 4.0, weights)
    if document.date:
        weights[int(document.date[:4])] += 2
    if not weights:
        return ()
    most = max(weights.values())
    ranked = sorted(weights, key=lambda year: -weights[year])[:MAX_YEARS]
    often = [year for year in ranked if weights[year] >= most * 0.25]
    return tuple(sorted(often))


def _count_years(text: str, weight: float, weights: dict[int, float]) -> None:
    """Count the years of a text; a range such as 2023-2026 counts for each of its years."""
    if not weight:
        return
    for found in _YEARS.finditer(text):
        first = int(found[1])
        last = first
        if found[2]:
            last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
        if not first <= last <= first + 10:
            last = first
        for year in range(first, last + 1):
            if year <= 2100:
                weights[year] += weight if first == last else weight / 2


def _edition(document: Document) -> tuple[str, str]:
    """The last edition mark of symbol, name or title page, and what it is an edition of."""
    marks = list(_EDITION_MARK.finditer(document.symbol))
    if marks:
        last = marks[-1]
        rest = document.symbol[: last.start()] + document.symbol[last.end() :]
        number = last["number"] or ""
        mark = last["kind"].capitalize() + ("." + number if number else ".")
        return mark.rstrip(".") if not number else mark, rest.strip()
    stem = _stem(document.name)
    marked = _NAME_MARK.search(stem)
    if marked and marked.start():
        rest = stem[: marked.start()] + stem[marked.end() :]
        return f"{marked['mark'].capitalize()}.{marked['number']}", rest
    named = _NAME_VERSION.search(stem)
    if named and named.start():
        mark = f"v{named['version']}" if named["version"] else named["words"] or named["zh"]
        return mark, stem[: named.start()].strip()
    titled = _TEXT_EDITION.search(document.title)
    lines = (" ".join(block.text.split()) for block in _front(document)[:10])
    found = titled or next(filter(None, map(_TEXT_EDITION.fullmatch, lines)), None)
    return ((found["number"] or found["words"]).strip("（）()") if found else ""), ""
