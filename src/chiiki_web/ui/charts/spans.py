"""Ranks with the span between which they lie, in tiers, or ranks then and now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import (
    LINE,
    LegendEntry,
    element,
    legend,
    pct,
    picture,
    share_of,
    text,
    wrap,
)
from chiiki_web.ui.charts.table import Table

ROW, GROUP, AXIS = 30, 34, 26
MOST_BESIDE = 34.0  # percent: longer names stand above their spans
RIGHT = 97.0
MARKS = 5


@dataclass(frozen=True, slots=True)
class Span:
    """A rank ``at``; the ranks ``low`` to ``high`` around it, or the one ``before`` it.

    ``group`` names the tier; rows of one tier stand together.
    """

    label: str
    at: int
    low: int | None = None
    high: int | None = None
    before: int | None = None
    group: str = ""
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spans:
    """``last`` is the rank at the right end; ``share`` that of the replicates in a span."""

    title: str
    rows: tuple[Span, ...]
    last: int
    row_name: str = ""
    share: float | None = None
    source: str = ""
    note: str = ""
    links: tuple[str, ...] = ()


def draw_spans(chart: Spans) -> SafeString:
    widest = max((share_of(row.label) for row in chart.rows), default=0.0)
    beside = widest <= MOST_BESIDE
    frame = _Frame(widest + 5 if beside else 3.0, max(2, chart.last))
    parts, y = legend(_legend(chart), 0)
    y += 10 if parts else 0
    parts += _axis(frame, y)
    y += AXIS
    group = ""
    for row in chart.rows:
        if row.group != group:
            group = row.group
            y += 6
            parts.append(element("line", x1=0, x2="100%", y1=y, y2=y, class_="grid"))
            parts.append(text(group, 0, y + 22, class_="axis-text strong"))
            y += GROUP
        drawn, y = _row(row, frame, y, beside)
        parts += drawn
    return picture(chart.title, describe_spans(chart), y + 4, parts, repr(chart))


def table_spans(chart: Spans) -> Table:
    columns = list(_columns(chart))
    heads = (
        chart.row_name or pgettext("chart", "Name"),
        *(head for head, _of in columns),
    )
    rows = tuple(
        (row.label, *(_plain(getattr(row, of)) for _head, of in columns))
        for row in chart.rows
    )
    return Table(heads, rows, chart.links)


def describe_spans(chart: Spans) -> str:
    marked = [row for row in chart.rows if row.highlight] or list(chart.rows[:3])
    return "; ".join(f"{_said(row)}" for row in marked)


@dataclass(frozen=True, slots=True)
class _Frame:
    start: float
    last: int

    def at(self, rank: float) -> float:
        return self.start + (RIGHT - self.start) * (rank - 1) / (self.last - 1)


def _columns(chart: Spans) -> Iterator[tuple[str, str]]:
    yield pgettext("chart", "Rank"), "at"
    if any(row.low is not None for row in chart.rows):
        yield pgettext("chart", "Highest rank"), "low"
        yield pgettext("chart", "Lowest rank"), "high"
    if any(row.before is not None for row in chart.rows):
        yield pgettext("chart", "Rank before"), "before"
    if any(row.group for row in chart.rows):
        yield pgettext("chart", "Tier"), "group"


def _axis(frame: _Frame, y: float) -> list[SafeString]:
    """Rank 1 at the left, the last at the right, a few between."""
    step = max(1, round((frame.last - 1) / MARKS))
    marks = [1, *range(1 + step, frame.last - step // 2, step), frame.last]
    return [
        text(str(one), frame.at(one), y + 14, anchor="middle", class_="axis-text")
        for one in dict.fromkeys(marks)
    ]


def _row(
    row: Span, frame: _Frame, y: float, beside: bool
) -> tuple[list[SafeString], float]:
    bold = "strong" if row.highlight else ""
    parts = []
    if row.highlight:
        tall = ROW if beside else ROW + LINE * len(wrap(row.label))
        parts.append(
            element("rect", x=0, y=y, width="100%", height=tall, class_="highlight-row")
        )
    if beside:
        parts.append(text(row.label, 0, y + 20, class_=bold))
    else:
        for line in wrap(row.label):
            parts.append(text(line, 0, y + 17, class_=bold))
            y += LINE
    middle = y + ROW / 2
    parts.append(
        element(
            "line",
            x1=pct(frame.start),
            x2=pct(RIGHT),
            y1=middle,
            y2=middle,
            class_="grid",
        )
    )
    if row.low is not None and row.high is not None:
        parts.append(_line(frame.at(row.low), frame.at(row.high), middle, "interval"))
    if row.before is not None:
        parts.append(_line(frame.at(row.before), frame.at(row.at), middle, "interval"))
        parts.append(
            element(
                "circle", cx=pct(frame.at(row.before)), cy=middle, r=5, class_="then"
            )
        )
    parts.append(
        element("circle", cx=pct(frame.at(row.at)), cy=middle, r=7, class_="marker")
    )
    return parts, y + ROW


def _line(start: float, end: float, y: float, class_: str) -> SafeString:
    return element("line", x1=pct(start), x2=pct(end), y1=y, y2=y, class_=class_)


def _legend(chart: Spans) -> list[LegendEntry]:
    entries = [LegendEntry(pgettext("chart", "Rank"), "bar")]
    if chart.share is not None:
        words = _("between these ranks in %(share)s of the replicates") % {
            "share": formats.percent(chart.share, 0)
        }
        entries.append(LegendEntry(words, "interval", shape="line"))
    if any(row.before is not None for row in chart.rows):
        entries.append(LegendEntry(pgettext("chart", "Rank before"), "bar second"))
    return entries


def _said(row: Span) -> str:
    place = pgettext("rank", "No. %(rank)s") % {"rank": row.at}
    if row.low is None or row.high is None:
        return f"{row.label} {place}"
    return f"{row.label} {place}{formats.in_brackets(f'{row.low}–{row.high}')}"


def _plain(value: object) -> str:
    return formats.NOTHING if value is None else str(value)
