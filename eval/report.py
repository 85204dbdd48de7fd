"""The HTML report of a run: one file that needs nothing else, for the screen and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.diagnosis import CAUSES
from eval.metrics import Figure
from eval.risk_coverage import Point, RiskCoverage

if TYPE_CHECKING:
    from eval.run import RunResult

TEMPLATE = "report.html.jinja"
CURVE_WIDTH, CURVE_HEIGHT = 400, 170

_TILES = (
    ("answer", "Answered rightly", "states the gold or quotes all its evidence"),
    ("cited", "Rightly and fully cited", "and every piece of evidence is in a citation"),
    ("short", "Short answer right", "the bare fact, at most 80 characters longer"),
    ("evidence", "Evidence cited", "share of the gold evidence in citations"),
    ("grounded", "Citations verbatim", "quotes that stand in their document"),
    ("refusal", "Unanswerable, refused", "said that the documents do not say"),
    ("false_refusal", "Wrongly refused", "of the answerable questions; lower is better"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure as the report shows it."""

    title: str
    meaning: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Curve:
    """The risk-coverage curve as the report draws it, in its own coordinates.

    Attributes:
        line: points of a polyline.
        in_use: place of the threshold in use, or None.
        top: the risk at the upper edge.
        area: AURC, or None.
        threshold: the confidence in use.
        coverage, risk: what it gives; None where it refuses everything.
    """

    line: str
    in_use: tuple[float, float] | None
    top: float
    area: float | None
    threshold: float
    coverage: float | None
    risk: float | None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """One group in a chart; ``cited`` is None for a group without answerable questions."""

    name: str
    answer: Figure
    cited: Figure | None


def write_report(result: RunResult, path: Path) -> None:
    """Write the report of a run.

    Args:
        result: the run.
        path: the HTML file.
    """
    path.write_text(render(result), encoding="utf-8")


def render(result: RunResult) -> str:
    """The report as HTML; every value that comes from files or answers is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    misses = result.misses
    return environment.get_template(TEMPLATE).render(
        about=result.about,
        scores=result.scores,
        right=sum(verdict.answer for verdict in result.scores.verdicts.values()),
        tiles=[
            Tile(title, meaning, result.scores.figures[name])
            for name, title, meaning in _TILES
            if name in result.scores.figures
        ],
        charts=[
            ("By type of question", _chart_rows(result.scores.groups, "type:")),
            ("By language", _chart_rows(result.scores.groups, "language:")),
        ],
        curve=_curve(result.selective),
        causes=CAUSES,
        counts=result.causes,
        misses=misses,
        passages_searched=result.passages_searched,
        filters=[
            ("Cause", "cause", [cause for cause in CAUSES if result.causes[cause]]),
            ("Type", "type", sorted({miss.question.type for miss in misses})),
            ("Language", "language", sorted({miss.question.language for miss in misses})),
        ],
        milliseconds=_milliseconds,
    )


def _curve(selective: RiskCoverage) -> Curve:
    """The curve over its rectangle, coverage to the right and risk upwards."""
    risks = [point.risk for point in selective.points]
    top = max(0.1, -(-max(risks, default=0.0) * 10 // 1) / 10)  # the next tenth

    def place(point: Point) -> tuple[float, float]:
        return round(point.coverage * CURVE_WIDTH, 1), round(
            CURVE_HEIGHT * (1 - point.risk / top), 1
        )

    in_use = selective.in_use
    return Curve(
        line=" ".join(f"{x},{y}" for x, y in map(place, selective.points)),
        in_use=None if in_use is None else place(in_use),
        top=top,
        area=selective.area,
        threshold=selective.threshold,
        coverage=None if in_use is None else in_use.coverage,
        risk=None if in_use is None else in_use.risk,
    )


def _chart_rows(groups: Mapping[str, Mapping[str, Figure]], prefix: str) -> list[ChartRow]:
    """The groups of one kind, the most numerous first."""
    rows = [
        ChartRow(name.removeprefix(prefix), figures["answer"], figures.get("cited"))
        for name, figures in groups.items()
        if name.startswith(prefix)
    ]
    return sorted(rows, key=lambda row: -row.answer.count)


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms" if seconds < 10 else f"{seconds:.1f} s"
