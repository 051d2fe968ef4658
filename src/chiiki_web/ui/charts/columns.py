"""A column for each month, beside its target; a month without a report is seen as such."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from chiiki import periods
from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import (
    LegendEntry,
    element,
    hatch,
    legend,
    pct,
    picture,
    share_of,
    text,
)
from chiiki_web.ui.charts.plot import TOP, Plot
from chiiki_web.ui.charts.table import Table

STEPS = (1, 2, 3, 4, 6, 12, 24, 60)
APRIL = 4


@dataclass(frozen=True, slots=True)
class Month:
    """``value`` is None where nothing was reported; ``target`` None where none was set."""

    month: date
    value: float | None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    title: str
    months: tuple[Month, ...]
    value_name: str = ""
    target_name: str = ""
    unit: str = ""
    decimals: int = 0
    source: str = ""
    note: str = ""


def draw_columns(chart: Columns) -> SafeString:
    values = [
        value for one in chart.months for value in (one.value, one.target) if value
    ]
    plot = Plot.up_to(max(values, default=1.0), chart.unit.strip())
    width = 1 / max(1, len(chart.months))
    parts = [hatch("column-hatch", "hatch"), *plot.grid()]
    for index, one in enumerate(chart.months):
        parts += _column(plot, one, index * width, width)
    parts += _targets(chart, plot, width)
    parts += _months(chart, plot, width)
    entries = list(_legend(chart))
    drawn, end = legend(entries, plot.bottom + 54)
    return picture(
        chart.title, describe_columns(chart), end, [*parts, *drawn], repr(chart)
    )


def table_columns(chart: Columns) -> Table:
    has_target = any(one.target is not None for one in chart.months)
    unit = formats.in_brackets(chart.unit.strip()) if chart.unit.strip() else ""
    heads = [pgettext("chart", "Month"), f"{_value_name(chart)}{unit}"]
    heads += [f"{_target_name(chart)}{unit}"] if has_target else []
    rows = []
    for one in chart.months:
        cells = [
            formats.month(one.month),
            _cell(chart, one.value, pgettext("chart", "no report")),
        ]
        cells += [_cell(chart, one.target, formats.NOTHING)] if has_target else []
        rows.append(tuple(cells))
    return Table(tuple(heads), tuple(rows))


def describe_columns(chart: Columns) -> str:
    known = [one for one in chart.months if one.value is not None]
    if not known:
        return pgettext("chart", "No month has been reported yet.")
    last = known[-1]
    sentence = pgettext(
        "chart", "%(known)s of %(all)s months reported. Latest, %(month)s: %(value)s."
    ) % {
        "known": len(known),
        "all": len(chart.months),
        "month": formats.month(last.month),
        "value": formats.with_unit(last.value, chart.unit, chart.decimals),
    }
    if last.target is None:
        return sentence
    return (
        sentence
        + " "
        + pgettext("chart", "Target: %(target)s.")
        % {"target": formats.with_unit(last.target, chart.unit, chart.decimals)}
    )


def _column(plot: Plot, one: Month, start: float, width: float) -> list[SafeString]:
    x = plot.x(start + width * 0.14)
    span = plot.x(start + width * 0.86) - x
    if one.value is None:
        return [
            element(
                "rect",
                x=pct(x),
                y=TOP,
                width=pct(span),
                height=plot.bottom - TOP,
                class_="gap",
                fill="url(#column-hatch)",
            )
        ]
    y = round(plot.y(one.value), 1)
    below = one.target is not None and one.value < one.target
    return [
        element(
            "rect",
            x=pct(x),
            y=y,
            width=pct(span),
            height=round(plot.bottom - y, 1),
            class_="bar pale" if below else "bar",
        )
    ]


def _targets(chart: Columns, plot: Plot, width: float) -> list[SafeString]:
    """A line over each month, joined where the target changes."""
    parts: list[SafeString] = []
    before: float | None = None
    for index, one in enumerate(chart.months):
        if one.target is not None:
            y = round(plot.y(one.target), 1)
            start, end = plot.x(index * width), plot.x((index + 1) * width)
            if before is not None and before != y:
                parts.append(_target_line(start, start, before, y))
            parts.append(_target_line(start, end, y, y))
            before = y
        else:
            before = None
    return parts


def _target_line(x1: float, x2: float, y1: float, y2: float) -> SafeString:
    return element("line", x1=pct(x1), x2=pct(x2), y1=y1, y2=y2, class_="target")


def _months(chart: Columns, plot: Plot, width: float) -> list[SafeString]:
    parts = []
    step = _step(chart, plot, width)
    for index in range(0, len(chart.months), step):
        middle = plot.x((index + 0.5) * width)
        words = _short(chart.months[index].month)
        parts.append(
            text(words, middle, plot.bottom + 20, anchor="middle", class_="axis-text")
        )
    for x, words in _years(chart, plot, width):
        parts += [
            element(
                "line",
                x1=pct(x),
                x2=pct(x),
                y1=plot.bottom,
                y2=plot.bottom + 44,
                class_="grid",
            ),
            text(words, x, plot.bottom + 42, dx=4, class_="axis-text"),
        ]
    return parts


def _years(chart: Columns, plot: Plot, width: float) -> list[tuple[float, str]]:
    """Where each fiscal year begins; the first is left out where it has no room."""
    found = [
        (plot.x(index * width), formats.fiscal_year(one.month))
        for index, one in enumerate(chart.months)
        if not index or one.month.month == APRIL
    ]
    if len(found) > 1 and found[0][0] + share_of(found[0][1]) + 2 > found[1][0]:
        found = found[1:]
    return [(x, words) for x, words in found if x + share_of(words) <= 100]


def _step(chart: Columns, plot: Plot, width: float) -> int:
    room = (plot.right - plot.left) * width
    widest = max((share_of(_short(one.month)) for one in chart.months), default=1) + 1.5
    wanted = math.ceil(widest / room)
    return next((step for step in STEPS if step >= wanted), STEPS[-1])


def _short(month: date) -> str:
    if formats.is_japanese():
        return f"{month.month}月"
    return periods.MONTHS[month.month - 1][:3]


def _legend(chart: Columns) -> Iterator[LegendEntry]:
    has_target = any(one.target is not None for one in chart.months)
    known = [one for one in chart.months if one.value is not None]
    if has_target:
        yield LegendEntry(_target_name(chart), "target", shape="line")
        yield LegendEntry(
            pgettext("chart", "%(what)s, target reached")
            % {"what": _value_name(chart)},
            "bar",
        )
        if any(one.target and (one.value or 0) < one.target for one in known):
            yield LegendEntry(
                pgettext("chart", "%(what)s, below the target")
                % {"what": _value_name(chart)},
                "bar pale",
            )
    else:
        yield LegendEntry(_value_name(chart), "bar")
    if len(known) < len(chart.months):
        yield LegendEntry(
            pgettext("chart", "No report"), "gap", fill="url(#column-hatch)"
        )


def _value_name(chart: Columns) -> str:
    return chart.value_name or pgettext("chart", "Value")


def _target_name(chart: Columns) -> str:
    return chart.target_name or pgettext("chart", "Target")


def _cell(chart: Columns, value: float | None, missing: str) -> str:
    return missing if value is None else formats.number(value, chart.decimals)
