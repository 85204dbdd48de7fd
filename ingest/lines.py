"""What a line of text looks like: a numbered heading, a list item, a caption, a note, a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)
_CJK = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK_EDGE = re.compile(f"[{_CJK}\u3000-\u303f\uff00-\uff60，。：；（）《》“”、]")
_CLOSERS = "\"'”’」』）)]】〉》»*†‡"
_HAN_DIGITS = "零〇一二三四五六七八九十百两"

_DECIMAL = re.compile(
    r"(?P<label>\d{1,3}(?:\.\d{1,3}){0,5})(?P<dot>[.、．])?(?P<gap>[ \u00a0\u3000\t]*)(?P<title>\S.*)",
    re.DOTALL,
)
_CHAPTER = re.compile(
    rf"(?:第\s*(?:[{_HAN_DIGITS}]{{1,5}}|\d{{1,3}})\s*(?P<zh>[编篇部章节条款])"
    r"|(?P<en>part|chapter|title|section|article|annex|appendix|schedule|chapitre|titre|annexe|kapitel"
    r"|anhang|capítulo|cap[ií]tulo|título|artículo|anexo|приложение|глава|раздел|статья)\s+"
    r"(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])\b"
    rf"|(?P<annex>附件|附录|附表|附錄)\s*(?:[{_HAN_DIGITS}]{{1,3}}|\d{{1,3}}|[A-Z])?(?![{_CJK}]))",
    re.IGNORECASE,
)
_CHAPTER_LEVEL = {"编": 1, "篇": 1, "部": 1, "章": 1, "节": 2, "条": 3, "款": 4}
_SECTION_LEVEL = {"section": 2, "раздел": 2, "article": 3, "artículo": 3, "статья": 3}
_HAN_NUMBER = re.compile(
    rf"(?:(?P<one>[{_HAN_DIGITS}]{{1,3}})、|（(?P<two>[{_HAN_DIGITS}]{{1,3}})）)\s*(?P<title>\S.*)"
)
_ROMAN = re.compile(
    r"(?P<label>[IVX]{1,5})\.[ \t\u00a0]+(?P<title>\S.*)|(?P<roman>[IVX]{1,5})\t(?P<rest>\S.*)"
)
_LETTER = re.compile(r"(?P<label>[A-Z])\.?\t(?P<title>\S.*)")

_BULLET = re.compile(
    r"[ \t\u00a0\u3000]*(?P<bullet>[•·●○◦▪▫■□◆◇►▶➢➤❖‣⁃∙✓✔☑☐✗]|[–—\-*+](?=[ \t\u00a0]))[ \t\u00a0\u3000]*(?P<text>.*)",
    re.DOTALL,
)
_ENUMERATED = re.compile(
    rf"[ \t\u00a0]*(?:[(（](?:\d{{1,3}}|[a-z]{{1,2}}|[ivx]{{1,5}}|[{_HAN_DIGITS}]{{1,3}})[)）]"
    rf"|(?:\d{{1,3}}|[a-zA-Z]|[ivx]{{1,5}})[)）]|[①-⑳⑴-⒇]|\d{{1,3}}[.、．]?\t|[a-z][.]?\t)[ \t\u00a0]*\S",
)
_CAPTION = re.compile(
    r"(?P<kind>表格?|图表?|圖|專欄|专栏|框|Tables?|Figures?|Fig\.|Box|Chart|Exhibit|Tableau|Encadré|Graphique"
    r"|Cuadro|Tabla|Gráfico|Figura|Recuadro|Quadro|Tabela|Tabelle|Abbildung|Abb\.|Tab\.|Таблица|Рисунок|Рис\.|الجدول|الشكل)"
    r"[ \u00a0]?(?:\d{1,3}|[A-Z]|[IVX]{1,5}|[一二三四五六七八九十]{1,3})(?:[.\-–—]?\d{1,3}){0,3}[a-z]?"
    r"(?:\s*[:：.。–—\-|][ \u00a0\t]*|[ \u00a0\u3000\t]+|$)(?P<title>.*)",
    re.DOTALL,
)
_NOTE = re.compile(
    r"(?:注释?|附注|备注|註|说明|资料来源|数据来源|来源|Notes?|Sources?|N\.B\.|NB|Remarks?|Nota|Fuente|Anmerkung|Quelle"
    r"|Примечание|Источник)\s*\d{0,2}\s*[:：.](?!\d)|[*†‡]{1,3}(?!\s*[*†‡])\s*(?=\S)(?!\S+\*)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s_\-=*~–—─━═.·]{4,}")

LineKind = Literal["list_item", "caption", "note", "rule", "text"]


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that opens a heading.

    Attributes:
        label: as written: ``3.2``, ``第三章``, ``IV``.
        parts: the numbers of a decimal label, else empty.
        level: heading level that such a number stands for.
        title: what follows the number.
    """

    label: str
    parts: tuple[int, ...]
    level: int
    title: str


def width(text: str) -> int:
    """Columns on a fixed-width screen: Chinese, Japanese and Korean characters take two."""
    return len(text) + len(_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """True where a text closes with a sentence's or clause's punctuation, closing quotes aside."""
    bare = text.rstrip().rstrip(_CLOSERS).rstrip()
    if not bare:
        return False
    return bare[-1] in "。！？!?；;…؟۔،,，、" or (
        bare[-1] == "." and not re.search(r"\b(?:[A-Z]|etc|No|Rev|Add|Corr|Inc|Ltd|Co)\.$", bare)
    )


def join_lines(lines: list[str]) -> str:
    """Join the lines of one wrapped text: no space between Chinese characters, else one space."""
    joined = ""
    for line in (part.strip() for part in lines):
        if not line:
            continue
        if not joined:
            joined = line
        elif joined.endswith("\u00ad") or (
            joined[-1] == "-" and len(joined) > 1 and joined[-2].isalpha()
        ):
            joined += line
        elif _CJK_EDGE.match(joined[-1]) or _CJK_EDGE.match(line[0]):
            joined += line
        else:
            joined += " " + line
    return joined


def numbering(text: str) -> Numbering | None:
    """The heading number that a line opens with, or None.

    Whether the line is a heading (and not a numbered paragraph) is for the caller to say.
    """
    text = text.strip()
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        return _decimal_numbering(decimal)
    chapter = _CHAPTER.match(text)
    if chapter:
        return _chapter_numbering(chapter, text)
    han = _HAN_NUMBER.fullmatch(text)
    if han:
        return Numbering(han["one"] or han["two"], (), 1 if han["one"] else 2, han["title"])
    roman = _ROMAN.fullmatch(text)
    if roman:
        return Numbering(roman["label"] or roman["roman"], (), 1, roman["title"] or roman["rest"])
    letter = _LETTER.fullmatch(text)
    return Numbering(letter["label"], (), 2, letter["title"]) if letter else None


def _decimal_numbering(found: re.Match[str]) -> Numbering | None:
    parts = tuple(int(part) for part in found["label"].split("."))
    if not found["gap"] and not (found["dot"] and not found["title"][0].isdigit()):
        return None
    if parts[0] > 60 or any(part > 99 for part in parts):
        return None  # a year or an amount
    return Numbering(found["label"], parts, len(parts), found["title"])


def _chapter_numbering(found: re.Match[str], text: str) -> Numbering:
    if found["zh"]:
        level = _CHAPTER_LEVEL[found["zh"]]
    else:
        level = _SECTION_LEVEL.get((found["en"] or "").lower(), 1)
    return Numbering(found.group(), (), level, text[found.end() :].strip(" :：.\t\u3000"))


def line_kind(text: str) -> LineKind:
    """List item, caption of a table or figure, note, ruled line, or plain text."""
    stripped = text.strip()
    if len(stripped) >= 4 and _RULE.fullmatch(stripped):
        return "rule"
    if is_caption(stripped):
        return "caption"
    if is_note(stripped):
        return "note"
    return "list_item" if is_list_item(text) else "text"


def is_list_item(text: str) -> bool:
    """True for a line that opens with a bullet, a dash or an item number such as ``1)``."""
    bullet = _BULLET.fullmatch(text)
    return bool(bullet and bullet["text"].strip()) or _ENUMERATED.match(text) is not None


def bare_item(text: str) -> str:
    """A list item without its bullet; item numbers stay, since they are text."""
    bullet = _BULLET.fullmatch(text)
    return " ".join((bullet["text"] if bullet else text).split("\t")).strip()


def is_caption(text: str) -> bool:
    """True for ``表1：…``, ``Figure 3. …``: a short line, not a sentence that opens so."""
    found = _CAPTION.fullmatch(text)
    return found is not None and width(text) <= 240 and not found["title"].rstrip().endswith("。")


def is_table_caption(text: str) -> bool:
    """True for a caption that names a table rather than a figure."""
    return (
        is_caption(text)
        and re.match(r"(?:表|tab|cuadro|quadro|табл|الجدول)", text, re.IGNORECASE) is not None
    )


def is_note(text: str) -> bool:
    """True for a note under a table or figure: ``注：…``, ``Source: …``, ``* …``."""
    return _NOTE.match(text) is not None
