"""Charts and diagrams of office files: the data that they show, as tables and list items."""

from __future__ import annotations

from lxml import etree

from ingest.document import Block, Cell
from ingest.grid import make_table, table_block
from ingest.readers.number_format import format_number
from ingest.readers.ooxml import DGM, A, C

MAX_POINTS = 2000


def chart_block(root: etree._Element | None, page: int | None = None) -> Block | None:
    """A chart's categories and series as a table with the chart's title as caption.

    Args:
        root: the chart part.
        page: slide number, None elsewhere.

    Returns:
        A table block, or None where the chart keeps no data.
    """
    series = list(root.iter(f"{C}ser")) if root is not None else []
    if root is None or not series:
        return None
    names = [_first(_points(item.find(f"{C}tx"))) for item in series]
    values = [_points(item.find(f"{C}val"), item.find(f"{C}yVal")) for item in series]
    labels: dict[int, str] = {}
    for item in series:
        labels = labels or _points(item.find(f"{C}cat"), item.find(f"{C}xVal"))
    count = min(max((max(points, default=-1) + 1 for points in values), default=0), MAX_POINTS)
    if not count:
        return None
    rows = [[Cell(""), *map(Cell, names)]]
    for index in range(count):
        label = labels.get(index, str(index + 1))
        rows.append([Cell(label), *(Cell(points.get(index, "")) for points in values)])
    table = make_table(rows, caption=_title(root), header_rows=1, label_columns=1)
    return table_block(table, page=page)


def diagram_blocks(root: etree._Element | None, page: int | None = None) -> list[Block]:
    """The texts of a diagram's (SmartArt's) shapes as list items."""
    blocks: list[Block] = []
    for shape in root.iter(f"{DGM}pt") if root is not None else ():
        text = " ".join("".join(part.text or "" for part in shape.iter(f"{A}t")).split())
        if text:
            blocks.append(Block("list_item", text, page=page))
    return blocks


def _points(*sources: etree._Element | None) -> dict[int, str]:
    """Cached points of the first source present: index to text, numbers as displayed."""
    for source in sources:
        if source is None:
            continue
        formats = [item.text or "" for item in source.iter(f"{C}formatCode")]
        found: dict[int, str] = {}
        levels = list(source.iter(f"{C}lvl"))
        for point in (levels[0] if levels else source).iter(f"{C}pt"):
            value = point.find(f"{C}v")
            index = point.get("idx", "")
            if value is not None and index.isdigit():
                found[int(index)] = _shown(value.text or "", formats[0] if formats else "")
        if not found:
            found[0] = " ".join(value.text or "" for value in source.findall(f"{C}v"))
        return found
    return {}


def _shown(text: str, code: str) -> str:
    if not code:
        return text
    try:
        return format_number(float(text), code)
    except ValueError:
        return text


def _first(points: dict[int, str]) -> str:
    return " ".join(points[index] for index in sorted(points))


def _title(root: etree._Element) -> str:
    title = root.find(f"{C}chart/{C}title")
    if title is None:
        return ""
    return " ".join("".join(part.text or "" for part in title.iter(f"{A}t")).split())
