"""Horizontal bars: shares or amounts side by side, one or two series, with intervals."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
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

LABEL_BESIDE = 31.0  # percent: short labels stand beside their bars
THICK, THIN = 18, 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One row; ``low`` and ``high`` bound the interval of ``value``, in the same unit."""

    label: str
    value: float | None
    second: float | None = None
    low: float | None = None
    high: float | None = None
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """``names`` are those of the two series; ``maximum`` is where a full bar ends.

    ``range_name`` says what the line from ``low`` to ``high`` is.
    """

    title: str
    rows: tuple[Bar, ...]
    row_name: str = ""
    unit: str = ""
    decimals: int = 0
    maximum: float | None = None
    names: tuple[str, ...] = ()
    range_name: str = ""
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    start: float
    end: float
    maximum: float

    def at(self, value: float) -> float:
        share = max(0.0, min(1.0, value / self.maximum))
        return self.start + (self.end - self.start) * share


def draw_bars(chart: Bars) -> SafeString:
    beside = all(share_of(row.label) <= LABEL_BESIDE - 3 for row in chart.rows)
    frame = _frame(chart, beside)
    parts, y = legend(_legend(chart), 0)
    y = top = y + (12 if parts else 0)
    for row in chart.rows:
        drawn, y = _row(chart, row, frame, y, beside)
        parts += drawn
    if beside:
        x = pct(frame.start)
        parts.append(element("line", x1=x, x2=x, y1=top, y2=y - 6, class_="axis"))
    return picture(chart.title, describe_bars(chart), y, parts, repr(chart))


def table_bars(chart: Bars) -> Table:
    two = _has_second(chart)
    interval = any(row.low is not None for row in chart.rows)
    heads = [
        chart.row_name or pgettext("chart", "Item"),
        _head(chart, 0),
        *([_head(chart, 1)] if two else []),
    ]
    rows = []
    for row in chart.rows:
        cells = [row.label, _plain(chart, row.value)]
        cells += [_plain(chart, row.second)] if two else []
        cells += [_plain(chart, row.low), _plain(chart, row.high)] if interval else []
        rows.append(tuple(cells))
    heads += (
        [pgettext("chart", "Lower bound"), pgettext("chart", "Upper bound")]
        if interval
        else []
    )
    return Table(tuple(heads), tuple(rows))


def describe_bars(chart: Bars) -> str:
    known = [row for row in chart.rows if row.value is not None]
    if not known:
        return pgettext("chart", "No values yet.")
    most = max(known, key=lambda row: row.value or 0)
    least = min(known, key=lambda row: row.value or 0)
    return pgettext(
        "chart", "%(number)s bars. Highest: %(most)s. Lowest: %(least)s."
    ) % {
        "number": len(chart.rows),
        "most": f"{most.label} {_shown(chart, most.value)}",
        "least": f"{least.label} {_shown(chart, least.value)}",
    }


def _frame(chart: Bars, beside: bool) -> _Frame:
    widest = max(
        (
            share_of(_shown(chart, value))
            for row in chart.rows
            for value in _values(row)
        ),
        default=10,
    )
    largest = max(
        (
            value
            for row in chart.rows
            for value in (row.value, row.second, row.high)
            if value is not None
        ),
        default=0.0,
    )
    return _Frame(
        start=LABEL_BESIDE if beside else 0.0,
        end=max(50.0, 97.0 - widest),
        maximum=chart.maximum or largest or 1.0,
    )


def _row(
    chart: Bars, row: Bar, frame: _Frame, y: float, beside: bool
) -> tuple[list[SafeString], float]:
    bold = "strong" if row.highlight else ""
    two = _has_second(chart)
    parts = []
    if beside:
        middle = y + (THICK + (THIN + 8 if two else 0)) / 2 + 5
        parts.append(
            text(row.label, frame.start, middle, anchor="end", dx=-10, class_=bold)
        )
    else:
        for line in wrap(row.label):
            parts.append(text(line, 0, y + 15, class_=bold))
            y += LINE
    parts += _bar(chart, row, frame, y)
    y += THICK
    if two:
        parts += _second(chart, row, frame, y + 4)
        y += THIN + 8
    return parts, y + (10 if beside else 14)


def _bar(chart: Bars, row: Bar, frame: _Frame, y: float) -> list[SafeString]:
    bold = "value strong" if row.highlight else "value"
    parts = [text(_shown(chart, row.value), 100, y + 14, anchor="end", class_=bold)]
    if row.value is not None:
        plain = any(other.highlight for other in chart.rows) and not row.highlight
        length = frame.at(row.value) - frame.start
        parts.append(
            element(
                "rect",
                x=pct(frame.start),
                y=y,
                width=pct(length),
                height=THICK,
                class_="bar pale" if plain else "bar",
            )
        )
    if row.low is not None and row.high is not None:
        parts += _interval(frame.at(row.low), frame.at(row.high), y + THICK / 2)
    return parts


def _interval(low: float, high: float, y: float) -> list[SafeString]:
    def lines(class_: str) -> list[SafeString]:
        return [
            element("line", x1=pct(low), x2=pct(high), y1=y, y2=y, class_=class_),
            element(
                "line", x1=pct(low), x2=pct(low), y1=y - 6, y2=y + 6, class_=class_
            ),
            element(
                "line", x1=pct(high), x2=pct(high), y1=y - 6, y2=y + 6, class_=class_
            ),
        ]

    return [*lines("interval-halo"), *lines("interval")]


def _second(chart: Bars, row: Bar, frame: _Frame, y: float) -> list[SafeString]:
    parts = [
        text(_shown(chart, row.second), 100, y + 12, anchor="end", class_="value quiet")
    ]
    if row.second is not None:
        length = frame.at(row.second) - frame.start
        parts.append(
            element(
                "rect",
                x=pct(frame.start),
                y=y,
                width=pct(length),
                height=THIN,
                class_="bar second",
            )
        )
    return parts


def _legend(chart: Bars) -> list[LegendEntry]:
    entries = []
    if _has_second(chart):
        entries = [
            LegendEntry(_head(chart, 0, False), "bar"),
            LegendEntry(_head(chart, 1, False), "bar second"),
        ]
    if any(row.low is not None for row in chart.rows):
        entries.append(
            LegendEntry(
                chart.range_name or pgettext("chart", "Range of uncertainty"),
                "interval",
                shape="line",
            )
        )
    return entries


def _has_second(chart: Bars) -> bool:
    return any(row.second is not None for row in chart.rows)


def _values(row: Bar) -> list[float]:
    return [value for value in (row.value, row.second) if value is not None]


def _shown(chart: Bars, value: float | None) -> str:
    if value is None:
        return pgettext("chart", "no data")
    return formats.with_unit(value, chart.unit, chart.decimals)


def _plain(chart: Bars, value: float | None) -> str:
    return formats.NOTHING if value is None else formats.number(value, chart.decimals)


def _head(chart: Bars, index: int, with_unit: bool = True) -> str:
    name = chart.names[index] if index < len(chart.names) else ""
    name = name or (
        pgettext("chart", "Value") if index == 0 else pgettext("chart", "Second value")
    )
    unit = chart.unit.strip()
    return f"{name}{formats.in_brackets(unit)}" if with_unit and unit else name
