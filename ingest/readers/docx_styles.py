"""Paragraph styles and automatic numbering of Word documents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.ooxml import W, flag

BODY_TEXT = 9  # the outline level that means "no heading"

_HEADING_NAME = re.compile(
    r"(?:heading|标题|標題|见出し|見出し|제목|überschrift|titre|título|titolo|kop|rubrik|overskrift"
    r"|nagłówek|nadpis|заголовок|επικεφαλίδα)\s*(\d)",
    re.IGNORECASE,
)
_TITLE_NAMES = {"title", "文档标题", "文件标题", "题目", "titel", "título", "titolo"}
_CAPTION_NAMES = {
    "caption",
    "题注",
    "題注",
    "table caption",
    "beschriftung",
    "légende",
    "表题",
    "表标题",
}
_CONTENTS_NAME = re.compile(
    r"(?:toc|contents|目录|verzeichnis)\s*\d|table of figures|目录", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style, with the styles it is based on, says about its paragraphs.

    Attributes:
        name: the style's name, lower case.
        level: heading level from 1, 0 for body text.
        numbering: number list id and level, or None.
        bold: True where the text is bold.
        size: font size in half points, 0 where nothing says it.
    """

    name: str = ""
    level: int = 0
    numbering: tuple[str, int] | None = None
    bold: bool = False
    size: int = 0

    @property
    def is_title(self) -> bool:
        """The style of the document's own title."""
        return self.name in _TITLE_NAMES

    @property
    def is_caption(self) -> bool:
        """The style of table and figure captions."""
        return self.name in _CAPTION_NAMES

    @property
    def is_contents(self) -> bool:
        """The style of an entry in a table of contents."""
        return _CONTENTS_NAME.fullmatch(self.name) is not None

    @property
    def is_code(self) -> bool:
        """A style for program text."""
        return re.search(r"\bcode\b|preformatted|代码", self.name) is not None

    @property
    def is_list(self) -> bool:
        """A list style without numbering of its own."""
        return re.match(r"list (?:bullet|number)", self.name) is not None


class Styles:
    """The paragraph styles of a document, resolved through ``basedOn``."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default = ""
        self._base = Style()
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        if defaults is not None:
            self._base = Style(size=_size(defaults), bold=_on(defaults, "b"))
        for element in root.iter(f"{W}style"):
            if element.get(f"{W}type", "paragraph") == "paragraph":
                identifier = element.get(f"{W}styleId", "")
                self._elements[identifier] = element
                if flag(element.get(f"{W}default")):
                    self._default = identifier

    def of(self, properties: etree._Element | None) -> Style:
        """The style that a paragraph's properties name, or the document's default style."""
        named = properties.find(f"{W}pStyle") if properties is not None else None
        identifier = named.get(f"{W}val", "") if named is not None else self._default
        return self._resolve(identifier if identifier in self._elements else self._default, set())

    def _resolve(self, identifier: str, seen: set[str]) -> Style:
        if identifier in self._resolved:
            return self._resolved[identifier]
        element = self._elements.get(identifier)
        if element is None or identifier in seen:
            return self._base
        based = element.find(f"{W}basedOn")
        parent = self._base
        if based is not None:
            parent = self._resolve(based.get(f"{W}val", ""), seen | {identifier})
        style = _style(element, parent)
        self._resolved[identifier] = style
        return style


def _style(element: etree._Element, parent: Style) -> Style:
    named = element.find(f"{W}name")
    name = named.get(f"{W}val", "").strip().lower() if named is not None else ""
    properties = element.find(f"{W}pPr")
    run = element.find(f"{W}rPr")
    level = outline_level(properties)
    if level is None:
        by_name = _HEADING_NAME.match(name)
        level = int(by_name[1]) if by_name else parent.level
    return Style(
        name=name,
        level=level,
        numbering=numbering_of(properties, parent.numbering),
        bold=_on(run, "b") if run is not None and run.find(f"{W}b") is not None else parent.bold,
        size=(_size(run) if run is not None else 0) or parent.size,
    )


def outline_level(properties: etree._Element | None) -> int | None:
    """Heading level that paragraph properties set: 0 for body text, None where they say nothing."""
    found = properties.find(f"{W}outlineLvl") if properties is not None else None
    if found is None or not found.get(f"{W}val", "").isdigit():
        return None
    value = int(found.get(f"{W}val", "9"))
    return value + 1 if value < BODY_TEXT else 0


def numbering_of(
    properties: etree._Element | None, inherited: tuple[str, int] | None
) -> tuple[str, int] | None:
    """List id and level of a paragraph or style; list ``0`` switches numbering off."""
    found = properties.find(f"{W}numPr") if properties is not None else None
    if found is None:
        return inherited
    number, level = found.find(f"{W}numId"), found.find(f"{W}ilvl")
    identifier = number.get(f"{W}val", "") if number is not None else (inherited or ("", 0))[0]
    if identifier in {"", "0"}:
        return None
    depth = level.get(f"{W}val", "0") if level is not None else str((inherited or ("", 0))[1])
    return identifier, int(depth) if depth.isdigit() else 0


def run_emphasis(run: etree._Element, style: Style) -> tuple[bool, int]:
    """Whether a run is bold, and its font size in half points."""
    properties = run.find(f"{W}rPr")
    if properties is None:
        return style.bold, style.size
    bold = _on(properties, "b") if properties.find(f"{W}b") is not None else style.bold
    return bold, _size(properties) or style.size


def _on(properties: etree._Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off"}


def _size(properties: etree._Element) -> int:
    found = properties.find(f"{W}sz")
    value = found.get(f"{W}val", "") if found is not None else ""
    return int(value) if value.isdigit() else 0


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    legal: bool = False


@dataclass(slots=True)
class _List:
    abstract: str
    overrides: dict[int, _Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the automatic numbers of a document, paragraph after paragraph."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for abstract in root.iter(f"{W}abstractNum"):
            identifier = abstract.get(f"{W}abstractNumId", "")
            self._levels[identifier] = _levels(abstract.findall(f"{W}lvl"))
        for item in root.iter(f"{W}num"):
            target = item.find(f"{W}abstractNumId")
            if target is not None:
                self._lists[item.get(f"{W}numId", "")] = _list(item, target.get(f"{W}val", ""))

    def label(self, numbering: tuple[str, int]) -> str:
        """Count one paragraph and give its number as displayed with the gap after it.

        Args:
            numbering: list id and level from 0.

        Returns:
            ``"1.2 "``, ``"(a) "``, ``"第一章 "``; empty for bullets and unknown lists.
        """
        identifier, depth = numbering
        found = self._lists.get(identifier)
        if found is None:
            return ""
        levels = self._levels.get(found.abstract, {}) | found.overrides
        counts = self._counts.setdefault(found.abstract, {})
        self._count(identifier, found, levels, counts, depth)
        level = levels.get(depth, _Level())
        if level.form in {"bullet", "none"} and not re.search(r"%\d", level.text):
            return ""
        text = _label(level, levels, counts)
        return text + ("" if level.suffix == "nothing" else " ") if text else ""

    def _count(
        self,
        identifier: str,
        found: _List,
        levels: dict[int, _Level],
        counts: dict[int, int],
        depth: int,
    ) -> None:
        if depth in found.starts and (identifier, depth) not in self._started:
            self._started.add((identifier, depth))
            counts[depth] = found.starts[depth]
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels.get(depth, _Level()).start
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        for outer in range(depth):
            counts.setdefault(outer, levels.get(outer, _Level()).start)


def _list(item: etree._Element, abstract: str) -> _List:
    found = _List(abstract)
    for override in item.findall(f"{W}lvlOverride"):
        depth = _number(override.get(f"{W}ilvl"), 0)
        start = override.find(f"{W}startOverride")
        if start is not None:
            found.starts[depth] = _number(start.get(f"{W}val"), 1)
        found.overrides |= _levels(override.findall(f"{W}lvl"))
    return found


def _levels(elements: list[etree._Element]) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in elements:
        found[_number(element.get(f"{W}ilvl"), 0)] = _Level(
            form=_value(element, "numFmt", "decimal"),
            text=_value(element, "lvlText", ""),
            start=_number(_value(element, "start", "1"), 1),
            suffix=_value(element, "suff", "tab"),
            legal=element.find(f"{W}isLgl") is not None,
        )
    return found


def _value(element: etree._Element, name: str, default: str) -> str:
    found = element.find(f"{W}{name}")
    return str(found.get(f"{W}val", default)) if found is not None else default


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() else default


def _label(level: _Level, levels: dict[int, _Level], counts: dict[int, int]) -> str:
    def one(match: re.Match[str]) -> str:
        depth = int(match[1]) - 1
        form = "decimal" if level.legal else levels.get(depth, _Level()).form
        return format_number(counts.get(depth, 1), form)

    return re.sub(r"%(\d)", one, level.text).strip()


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


def format_number(value: int, form: str) -> str:
    """A list number in one of Word's number formats; unknown formats come out decimal."""
    if form in {"upperRoman", "lowerRoman"}:
        text = _roman(value)
        return text.upper() if form == "upperRoman" else text
    if form in {"upperLetter", "lowerLetter"} and value > 0:
        text = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return text.upper() if form == "upperLetter" else text
    if form == "ideographTraditional" and 0 < value <= 10:
        return _STEMS[value - 1]
    if form == "ideographZodiac" and 0 < value <= 12:
        return _BRANCHES[value - 1]
    if "Legal" in form:
        return _chinese(value, "零壹贰叁肆伍陆柒捌玖", "拾", "佰")
    if form.startswith(("chinese", "taiwaneseCounting", "japaneseCounting", "ideographDigital")):
        return _chinese(value, "零一二三四五六七八九", "十", "百")
    if form.startswith("decimalEnclosedCircle") and 0 < value <= 20:
        return chr(0x2460 + value - 1)
    return f"{value:02d}" if form == "decimalZero" else str(value)


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _chinese(value: int, digits: str, ten: str, hundred: str) -> str:
    if not 0 < value < 1000:
        return str(value)
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = digits[hundreds] + hundred if hundreds else ""
    if tens:
        # 10 to 19 drop the leading one in plain counting: 十二, but 一百一十二 and 壹拾贰.
        text += ("" if tens == 1 and not hundreds and ten == "十" else digits[tens]) + ten
    elif hundreds and ones:
        text += digits[0]
    return text + (digits[ones] if ones else "")
