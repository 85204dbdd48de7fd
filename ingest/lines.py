"""What a line of text looks like: numbered heading, list item, caption, note, sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Block

_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]"
)
_CJK = "\u2e80-\u2fdf\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_CJK_EDGE = re.compile(f"[{_CJK}\u3000-\u303f\uff00-\uff60，。：；（）《》“”、]")
_CLOSERS = "\"'”’」』）)]】〉》»*†‡"
_HAN_DIGITS = "零〇一二三四五六七八九十百两"

_DECIMAL = re.compile(
    r"(?P<label>(?:\d{1,3}|[A-Z](?=\.\d))(?:\.\d{1,3}[A-Z]?){0,5})"
    r"(?P<dot>[.、．])?(?P<gap>[ \u00a0\u3000\t]*)(?P<title>\S.*)",
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
# Ranks of numbering styles, the outermost first; ``compressed`` makes them levels 1, 2, 3...
_ANNEX_RANK = 1
_CHAPTER_RANK = {"编": 1, "篇": 1, "部": 1, "章": 2, "节": 3, "条": 4, "款": 5}
_SECTION_RANK = {
    "part": 1, "section": 3, "раздел": 3, "article": 4, "artículo": 4, "статья": 4,
    "annex": 1, "appendix": 1, "schedule": 1, "annexe": 1, "anhang": 1, "anexo": 1, "приложение": 1,
}  # fmt: skip
_HAN_RANK = 6
_ROMAN_RANK = 6
_DECIMAL_RANK = 8
_HAN_NUMBER = re.compile(
    rf"(?:(?P<one>[{_HAN_DIGITS}]{{1,3}})、|（(?P<two>[{_HAN_DIGITS}]{{1,3}})）)\s*(?P<title>\S.*)"
)
_ROMAN = re.compile(
    r"(?P<label>[IVX]{1,5})\.[ \t\u00a0]+(?P<title>\S.*)|(?P<roman>[IVX]{1,5})\t(?P<rest>\S.*)"
)
_LETTER = re.compile(r"(?P<label>[A-Z])\.?\t(?P<title>\S.*)")

_BULLET = re.compile(
    r"[ \t\u00a0\u3000]*(?P<bullet>[•·●○◦▪▫■□◆◇►▶➢➤❖‣⁃∙✓✔☑☐✗]|[–—\-*+](?=[ \t\u00a0]))"
    r"[ \t\u00a0\u3000]*(?P<text>.*)",
    re.DOTALL,
)
_ENUMERATED = re.compile(
    rf"[ \t\u00a0]*(?:[(（](?:\d{{1,3}}|[a-z]{{1,2}}|[ivx]{{1,5}}|[{_HAN_DIGITS}]{{1,3}})[)）]"
    r"|(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[)）]|[①-⑳⑴-⒇]|\d{1,3}[.、．]?\t|[a-z][.]?\t)"
    r"[ \t\u00a0]*\S",
)
_CAPTION = re.compile(
    r"(?P<kind>表格?|图表?|圖|專欄|专栏|框|Tables?|Figures?|Fig\.|Box|Chart|Exhibit|Tableau|Encadré|Graphique"
    r"|Cuadro|Tabla|Gráfico|Figura|Recuadro|Quadro|Tabela|Tabelle|Abbildung|Abb\.|Tab\.|Таблица|Рисунок|Рис\.|الجدول|الشكل)"
    r"[ \u00a0]?(?:\d{1,3}|[A-Z]|[IVX]{1,5}|[一二三四五六七八九十]{1,3})"
    r"(?:[.\-–—]?\d{1,3}){0,6}[A-Za-z]?"
    r"(?:\s*[:：.。–—\-|][ \u00a0\t]*|[ \u00a0\u3000\t]+|$)(?P<title>.*)",
    re.DOTALL,
)
_ABBREVIATED = re.compile(r"(?:(?:^|[\s.])[A-Z]|\b(?:etc|No|Rev|Add|Corr|Inc|Ltd|Co))\.$")
_CONTENTS = re.compile(r"\w\S*[ ]?(?:\t|[.…·]{3,}|(?: \.){3,})[ \t]*(?:\d{1,4}|[ivxlc]{1,6})$")
MAX_CONTENTS_CHARS = 240
_NOTE = re.compile(
    r"(?:注释?|附注|备注|註|说明|资料来源|数据来源|来源|Notes?|Sources?|N\.B\.|NB|Remarks?|Nota|Fuente|Anmerkung|Quelle"
    r"|Примечание|Источник)\s*\d{0,2}\s*[:：.](?!\d)|[*†‡]{1,3}(?!\s*[*†‡])\s*(?=\S)(?!\S+\*)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number that opens a heading.

    Attributes:
        label: as written: ``3.2``, ``第三章``, ``IV``.
        parts: the numbers of a decimal label, else empty.
        level: rank of the numbering style: headings with a lower one stand above.
        title: what follows the number.
    """

    label: str
    parts: tuple[float, ...]
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
    return bare[-1] in "。！？!?；;…؟۔،,，、" or (bare[-1] == "." and not _ABBREVIATED.search(bare))


def join_lines(lines: list[str]) -> str:
    """Join the lines of one wrapped text: no space between Chinese characters, else one space."""
    joined = ""
    for line in (part.strip() for part in lines):
        if not line:
            continue
        if not joined or _joins_directly(joined, line):
            joined += line
        else:
            joined += " " + line
    return joined


def _joins_directly(above: str, line: str) -> bool:
    """No space between two lines: a divided word, or Chinese on either side of the line end."""
    if len(above) > 1 and above[-1] == "-" and above[-2].isalpha():
        return True
    return _CJK_EDGE.match(above[-1]) is not None or _CJK_EDGE.match(line[0]) is not None


def numbering(text: str, spaced: bool = False) -> Numbering | None:
    """The heading number that a line opens with, or None.

    Whether the line is a heading (and not a numbered paragraph) is for the caller to say.

    Args:
        text: the line.
        spaced: True to accept a bare number with a mere space after it (``2 Resources``), which
            in running text is more often an amount.
    """
    text = text.strip()
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        return _decimal_numbering(decimal, spaced)
    chapter = _CHAPTER.match(text)
    if chapter:
        return _chapter_numbering(chapter, text)
    han = _HAN_NUMBER.fullmatch(text)
    if han:
        rank = _HAN_RANK if han["one"] else _HAN_RANK + 1
        return Numbering(han["one"] or han["two"], (), rank, han["title"])
    roman = _ROMAN.fullmatch(text)
    if roman:
        return Numbering(
            roman["label"] or roman["roman"], (), _ROMAN_RANK, roman["title"] or roman["rest"]
        )
    letter = _LETTER.fullmatch(text)
    return Numbering(letter["label"], (), _ROMAN_RANK + 1, letter["title"]) if letter else None


def _decimal_numbering(found: re.Match[str], spaced: bool) -> Numbering | None:
    parts = tuple(map(_part, found["label"].split(".")))
    if not found["gap"] and not (found["dot"] and not found["title"][0].isdigit()):
        return None
    if len(parts) == 1 and not (spaced or found["dot"] or "\t" in found["gap"]):
        return None
    level = _DECIMAL_RANK + len(parts) - 1
    if found["label"][0].isalpha():  # A.2 of annex A
        return Numbering(found["label"], (), level, found["title"])
    if parts[0] > 60 or any(part > 99 for part in parts):
        return None  # a year or an amount
    return Numbering(found["label"], parts, level, found["title"])


def _part(text: str) -> float:
    """4.9B comes between 4.9 and 4.10."""
    digits = text.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    suffix = text[len(digits) :]
    return int(digits or 0) + (ord(suffix) - 64) / 100 if suffix else int(digits)


def _chapter_numbering(found: re.Match[str], text: str) -> Numbering:
    if found["zh"]:
        level = _CHAPTER_RANK[found["zh"]]
    elif found["annex"]:
        level = _ANNEX_RANK
    else:
        level = _SECTION_RANK.get(found["en"].lower(), _CHAPTER_RANK["章"])
    return Numbering(found.group(), (), level, text[found.end() :].strip(" :：.\t\u3000"))


def succeeds(previous: tuple[float, ...], parts: tuple[float, ...]) -> bool:
    """Whether a number comes after another: 3, 2.2 or 2.1.1 after 2.1, with at most one lost.

    Args:
        previous: parts of the last heading's number, empty before the first.
        parts: parts of the number in question.
    """
    if not previous:
        return parts[0] <= 2 and all(part == 1 for part in parts[1:])
    depth = min(len(parts), len(previous))
    same = next((i for i in range(depth) if parts[i] != previous[i]), depth)
    if same == len(parts):
        return False
    if same == len(previous):
        return len(parts) <= same + 2 and all(part <= 2 for part in parts[same:])
    return 0 < parts[same] - previous[same] <= 2 and all(part <= 2 for part in parts[same + 1 :])


def compressed(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with heading levels renumbered 1, 2, 3... in the order of their ranks."""
    ranks = sorted({block.level for block in blocks if block.kind == "heading"})
    levels = {rank: level for level, rank in enumerate(ranks, start=1)}
    return [
        replace(block, level=levels[block.level]) if block.kind == "heading" else block
        for block in blocks
    ]


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


def is_contents_line(text: str) -> bool:
    """True for a line of a table of contents: a title, a tab or dots, a page number."""
    stripped = text.strip()
    return (
        len(stripped) <= MAX_CONTENTS_CHARS
        and (stripped[-1:].isdigit() or stripped[-1:] in "ivxlc")
        and _CONTENTS.search(stripped) is not None
    )


def is_note(text: str) -> bool:
    """True for a note under a table or figure: ``注：…``, ``Source: …``, ``* …``."""
    return _NOTE.match(text) is not None
