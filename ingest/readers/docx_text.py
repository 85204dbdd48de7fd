"""The text of Word paragraphs: accepted changes, fields, math, and what is anchored in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_styles import Style, run_emphasis
from ingest.readers.ooxml import DGM, C, M, R, W, local, shown

_SKIPPED = {"pPr", "rPr", "del", "moveFrom", "instrText", "delText", "commentReference", "proofErr"}
_WRAPPERS = {
    "hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "sdtContent", "dir", "bdo",
    "rubyBase",
}  # fmt: skip
_INVISIBLE = dict.fromkeys(range(0x2061, 0x2065))  # function application, invisible times...
_BREAKS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(slots=True)
class Inline:
    """What one paragraph holds.

    Attributes:
        text: the text as displayed with all changes accepted.
        notes: kind (``footnote``, ``endnote``) and id of the notes referred to, in order.
        boxes: contents of text boxes anchored here.
        charts: relationship ids of charts anchored here.
        diagrams: relationship ids of diagram data (SmartArt) anchored here.
        bold: True where all letters are bold.
        size: font size in half points of the largest run.
        lettered: True where text stands outside formulas.
    """

    text: str = ""
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)
    diagrams: list[str] = field(default_factory=list)
    bold: bool = True
    size: int = 0
    lettered: bool = False


def read_inline(paragraph: etree._Element, style: Style) -> Inline:
    """Read one ``w:p``."""
    inline = Inline()
    parts: list[str] = []
    _gather(paragraph, style, inline, parts)
    inline.text = "".join(parts).strip()
    inline.bold = inline.bold and inline.lettered
    return inline


def _gather(element: etree._Element, style: Style, inline: Inline, parts: list[str]) -> None:
    for child in shown(element):
        name = local(child)
        if name == "r" and child.tag == f"{W}r":
            _run(child, style, inline, parts)
        elif name == "sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                _gather(content, style, inline, parts)
        elif name in _WRAPPERS:
            _gather(child, style, inline, parts)
        elif name in {"oMath", "oMathPara"}:
            before = child.getprevious()
            follows = before is not None and local(before) == name
            parts.append((" " if follows else "") + math_text(child))


def _run(run: etree._Element, style: Style, inline: Inline, parts: list[str]) -> None:
    if _is_hidden(run):
        return
    start = len(parts)
    for child in shown(run):
        name = local(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in _BREAKS:
            parts.append(_BREAKS[name])
        elif name == "br":
            parts.append("\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else "")
        elif name == "sym":
            parts.append(_symbol(child))
        elif name in {"footnoteReference", "endnoteReference"}:
            inline.notes.append((name.removesuffix("Reference"), child.get(f"{W}id", "")))
        elif name in {"drawing", "pict", "object"}:
            _anchored(child, inline)
        elif name == "ruby":
            _gather(child, style, inline, parts)
    if any(part.strip() for part in parts[start:]):
        bold, size = run_emphasis(run, style)
        inline.lettered = True
        inline.bold = inline.bold and bold
        inline.size = max(inline.size, size)


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and vanish.get(f"{W}val", "1") not in {"0", "false", "off"}


def _symbol(element: etree._Element) -> str:
    """A character given by font and code; those of symbol fonts have no text of their own."""
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return "" if 0xE000 <= code <= 0xF8FF else chr(code)


def _anchored(element: etree._Element, inline: Inline) -> None:
    """Text boxes, charts and diagrams, at any depth of groups; a box's own content stays closed."""
    for child in shown(element):
        if child.tag == f"{W}txbxContent":
            inline.boxes.append(child)
        elif child.tag == f"{C}chart":
            inline.charts.append(child.get(f"{R}id", ""))
        elif child.tag == f"{DGM}relIds":
            inline.diagrams.append(child.get(f"{R}dm", ""))
        else:
            _anchored(child, inline)


def math_text(element: etree._Element) -> str:
    """A formula on one line: ``a/b``, ``x^2``, ``√(x)``."""
    name = local(element)
    if name == "t":
        return (element.text or "").translate(_INVISIBLE)
    if name == "f":
        return f"{_operand(element, 'num')}/{_operand(element, 'den')}"
    if name in {"sSup", "sSub", "sSubSup"}:
        base = _operand(element, "e") if "/" in _part(element, "e") else _part(element, "e")
        below = f"_{_operand(element, 'sub')}" if element.find(f"{M}sub") is not None else ""
        above = f"^{_operand(element, 'sup')}" if element.find(f"{M}sup") is not None else ""
        return base + below + above
    if name == "rad":
        return f"√({_part(element, 'e')})"
    if name == "nary":
        sign = element.find(f"{M}naryPr/{M}chr")
        below, above = _operand(element, "sub"), _operand(element, "sup")
        limits = (f"_{below}" if below else "") + (f"^{above}" if above else "")
        operator = sign.get(f"{M}val", "∫") if sign is not None else "∫"
        return f"{operator}{limits} {_part(element, 'e')}"
    if name == "oMathPara":
        return " ".join(math_text(child) for child in element.findall(f"{M}oMath"))
    if name == "d":
        return "(" + ", ".join(math_text(child) for child in element.findall(f"{M}e")) + ")"
    return "".join(math_text(child) for child in element if isinstance(child.tag, str))


def _part(element: etree._Element, name: str) -> str:
    found = element.find(f"{M}{name}")
    return math_text(found) if found is not None else ""


def _operand(element: etree._Element, name: str) -> str:
    text = _part(element, name)
    return text if len(text) < 2 or text.isalnum() else f"({text})"
