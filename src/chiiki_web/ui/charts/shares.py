"""Stacked bars of one hundred percent: how a whole divides into parts."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import (
    LINE,
    Attribute,
    LegendEntry,
    element,
    hatch,
    legend,
    pct,
    picture,
    share_of,
    text,
    wrap,
)
from chiiki_web.ui.charts.table import Table

THICK = 36
HATCH = "share-hatch"
LOOKS = 5


@dataclass(frozen=True, slots=True)
class ShareRow:
    """``values`` in the order of the parts; they need not add up to one hundred."""

    label: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Up to five parts; ``rest`` names what is left of ``whole``, for example no answer."""

    title: str
    parts: tuple[str, ...]
    rows: tuple[ShareRow, ...]
    row_name: str = ""
    whole: float | None = None
    rest: str = ""
    decimals: int = 1
    source: str = ""
    note: str = ""


def draw_shares(chart: Shares) -> SafeString:
    names = _names(chart)
    single = len(chart.rows) == 1
    parts: list[SafeString] = [hatch(HATCH, "hatch")]
    y = 0.0
    for row in chart.rows:
        for line in wrap(row.label) if row.label else []:
            parts.append(text(line, 0, y + 16, class_="strong"))
            y += LINE + 2
        parts += _segments(chart, _percents(chart, row), y)
        y += THICK + 16
    first = _percents(chart, chart.rows[0]) if chart.rows else []
    entries = [
        LegendEntry(
            f"{name} {first[index]:.{chart.decimals}f}%" if single else name,
            f"share {_look(chart, index)}",
            _fill(chart, index),
        )
        for index, name in enumerate(names)
    ]
    drawn, y = legend(entries, y)
    return picture(
        chart.title, describe_shares(chart), y, [*parts, *drawn], repr(chart)
    )


def table_shares(chart: Shares) -> Table:
    heads = (
        chart.row_name or pgettext("chart", "Item"),
        *(f"{name}{formats.in_brackets('%')}" for name in _names(chart)),
    )
    rows = tuple(
        (
            row.label or chart.title,
            *(formats.number(value, chart.decimals) for value in _percents(chart, row)),
        )
        for row in chart.rows
    )
    return Table(heads, rows)


def describe_shares(chart: Shares) -> str:
    sentences = []
    for row in chart.rows:
        values = zip(_names(chart), _percents(chart, row), strict=True)
        inside = formats.between().join(
            f"{name} {value:.{chart.decimals}f}%" for name, value in values
        )
        sentences.append(
            f"{row.label}{formats.colon()}{inside}" if row.label else inside
        )
    return "; ".join(sentences)


def _names(chart: Shares) -> tuple[str, ...]:
    return (*chart.parts, chart.rest) if chart.rest else chart.parts


def _percents(chart: Shares, row: ShareRow) -> list[float]:
    whole = chart.whole or sum(row.values) or 1.0
    values = list(row.values)
    if chart.rest:
        values.append(max(0.0, whole - sum(values)))
    return [value / whole * 100 for value in values]


def _look(chart: Shares, index: int) -> str:
    """What is left over looks like what is missing in other charts: hatched."""
    return "share-rest" if index >= len(chart.parts) else f"share-{index % LOOKS}"


def _fill(chart: Shares, index: int) -> str:
    return f"url(#{HATCH})" if index >= len(chart.parts) else ""


def _segments(chart: Shares, percents: list[float], y: float) -> list[SafeString]:
    parts, x = [], 0.0
    for index, share in enumerate(percents):
        look, fill = _look(chart, index), _fill(chart, index)
        filled: dict[str, Attribute] = {"fill": fill} if fill else {}
        if share > 0:
            parts.append(
                element(
                    "rect",
                    x=pct(x),
                    y=y,
                    width=pct(share),
                    height=THICK,
                    class_=f"share {look}",
                    **filled,
                )
            )
        words = f"{share:.{chart.decimals}f}%"
        if share_of(words) + 1.5 < share:
            middle, class_ = x + share / 2, f"on-{look}"
            parts.append(text(words, middle, y + 23, anchor="middle", class_=class_))
        x += share
    whole = element("rect", x=0, y=y, width=pct(x), height=THICK, class_="share-frame")
    return [*parts, whole]
