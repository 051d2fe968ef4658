"""Step lines that only fall, such as the share of services still used after years."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import (
    LegendEntry,
    element,
    legend,
    pct,
    picture,
    text,
)
from chiiki_web.ui.charts.plot import Plot
from chiiki_web.ui.charts.table import Table

LOOKS = 3


@dataclass(frozen=True, slots=True)
class Point:
    """From ``at`` on, the share is ``percent``; ``low`` and ``high`` bound it."""

    at: float
    percent: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """``points`` in the order of time; the line ends at ``until``."""

    label: str
    points: tuple[Point, ...]
    until: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Up to three lines; ``time_unit`` is that of ``at``, such as years."""

    title: str
    lines: tuple[Line, ...]
    time_name: str
    time_unit: str = ""
    decimals: int = 0
    source: str = ""
    note: str = ""


def draw_lines(chart: Lines) -> SafeString:
    plot = Plot.up_to(100, "%")
    last = max((line.until for line in chart.lines), default=1.0) or 1.0
    parts: list[SafeString] = [*plot.grid(), *_time_marks(chart, plot, last)]
    for index, line in enumerate(chart.lines):
        parts += _band(line, plot, last, index)
    for index, line in enumerate(chart.lines):
        parts += _steps(line, plot, last, index)
    entries = [
        LegendEntry(line.label, f"step step-{index % LOOKS}", shape="line")
        for index, line in enumerate(chart.lines)
    ]
    if any(point.low is not None for line in chart.lines for point in line.points):
        entries.append(
            LegendEntry(pgettext("chart", "Range of uncertainty"), "band band-0")
        )
    drawn, end = legend(entries, plot.bottom + 56)
    return picture(
        chart.title, describe_lines(chart), end, [*parts, *drawn], repr(chart)
    )


def table_lines(chart: Lines) -> Table:
    interval = any(p.low is not None for line in chart.lines for p in line.points)
    heads = [
        pgettext("chart", "Line"),
        _time_head(chart),
        pgettext("chart", "Share (%)"),
    ]
    heads += (
        [pgettext("chart", "Lower bound (%)"), pgettext("chart", "Upper bound (%)")]
        if interval
        else []
    )
    rows = []
    for line in chart.lines:
        for point in line.points:
            cells = [line.label, f"{point.at:g}", _percent(chart, point.percent)]
            if interval:
                cells += [_percent(chart, point.low), _percent(chart, point.high)]
            rows.append(tuple(cells))
    return Table(tuple(heads), tuple(rows))


def describe_lines(chart: Lines) -> str:
    ends = [
        pgettext("chart", "%(line)s: %(percent)s%% at %(time)s")
        % {
            "line": line.label,
            "percent": _percent(chart, line.points[-1].percent),
            "time": f"{line.until:g}{chart.time_unit}",
        }
        for line in chart.lines
        if line.points
    ]
    return "; ".join(ends) or pgettext("chart", "No values yet.")


def _steps(line: Line, plot: Plot, last: float, index: int) -> list[SafeString]:
    parts: list[SafeString] = []
    class_ = f"step step-{index % LOOKS}"
    for point, end, following in _spans(line):
        x1, x2 = plot.x(point.at / last), plot.x(end / last)
        y = round(plot.y(point.percent), 1)
        parts.append(element("line", x1=pct(x1), x2=pct(x2), y1=y, y2=y, class_=class_))
        if following is not None:
            below = round(plot.y(following.percent), 1)
            parts.append(
                element("line", x1=pct(x2), x2=pct(x2), y1=y, y2=below, class_=class_)
            )
    return parts


def _band(line: Line, plot: Plot, last: float, index: int) -> list[SafeString]:
    parts = []
    for point, end, _following in _spans(line):
        if point.low is None or point.high is None:
            continue
        x1, x2 = plot.x(point.at / last), plot.x(end / last)
        top, bottom = round(plot.y(point.high), 1), round(plot.y(point.low), 1)
        parts.append(
            element(
                "rect",
                x=pct(x1),
                y=top,
                width=pct(x2 - x1),
                height=round(bottom - top, 1),
                class_=f"band band-{index % LOOKS}",
            )
        )
    return parts


def _spans(line: Line) -> list[tuple[Point, float, Point | None]]:
    """Each point with the time where its level ends, and the point that follows."""
    following: list[Point | None] = [*line.points[1:], None]
    return [
        (point, line.until if after is None else after.at, after)
        for point, after in zip(line.points, following, strict=True)
    ]


def _time_marks(chart: Lines, plot: Plot, last: float) -> list[SafeString]:
    step = max(1, round(last / 6))
    parts = [
        text(
            f"{moment}",
            plot.x(moment / last),
            plot.bottom + 20,
            anchor="middle",
            class_="axis-text",
        )
        for moment in range(0, int(last) + 1, step)
    ]
    head = _time_head(chart)
    parts.append(
        text(head, plot.right, plot.bottom + 42, anchor="end", class_="axis-text")
    )
    return parts


def _time_head(chart: Lines) -> str:
    unit = chart.time_unit.strip()
    return f"{chart.time_name}{formats.in_brackets(unit)}" if unit else chart.time_name


def _percent(chart: Lines, value: float | None) -> str:
    return formats.NOTHING if value is None else formats.number(value, chart.decimals)
