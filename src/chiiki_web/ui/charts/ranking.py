"""Places in an order: a list of who is where, or where one stands in several orders."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from chiiki_web.ui import formats
from chiiki_web.ui.charts.drawing import LINE, element, pct, picture, text, wrap
from chiiki_web.ui.charts.table import Table

ROW = 30


@dataclass(frozen=True, slots=True)
class Ranked:
    rank: int
    label: str
    value: float | None = None
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    title: str
    rows: tuple[Ranked, ...]
    row_name: str = ""
    unit: str = ""
    decimals: int = 1
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Place ``rank`` among ``among``; the first is the best."""

    label: str
    rank: int
    among: int
    highlight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    title: str
    rows: tuple[Position, ...]
    row_name: str = ""
    source: str = ""
    note: str = ""


def draw_ranking(chart: Ranking) -> SafeString:
    parts = []
    for index, row in enumerate(chart.rows):
        top = index * ROW
        bold = " strong" if row.highlight else ""
        if row.highlight:
            parts += [
                element(
                    "rect", x=0, y=top, width="100%", height=ROW, class_="highlight-row"
                ),
                element("rect", x=0, y=top, width=6, height=ROW, class_="bar"),
            ]
        parts += [
            text(str(row.rank), 12, top + 20, anchor="end", class_=f"value{bold}"),
            text(row.label, 12, top + 20, dx=14, class_=bold.strip()),
            element("line", x1=0, x2="100%", y1=top + ROW, y2=top + ROW, class_="grid"),
        ]
        if row.value is not None:
            words = formats.with_unit(row.value, chart.unit, chart.decimals)
            parts.append(
                text(words, 100, top + 20, anchor="end", dx=-8, class_=f"value{bold}")
            )
    height = len(chart.rows) * ROW + 1
    return picture(chart.title, describe_ranking(chart), height, parts, repr(chart))


def table_ranking(chart: Ranking) -> Table:
    valued = any(row.value is not None for row in chart.rows)
    unit = formats.in_brackets(chart.unit.strip()) if chart.unit.strip() else ""
    heads = [
        chart.row_name or pgettext("chart", "Name"),
        pgettext("chart", "Rank"),
        *([pgettext("chart", "Value") + unit] if valued else []),
    ]
    rows = tuple(
        (
            row.label,
            str(row.rank),
            *([formats.number(row.value, chart.decimals)] if valued else []),
        )
        for row in chart.rows
    )
    return Table(tuple(heads), rows)


def describe_ranking(chart: Ranking) -> str:
    marked = [row for row in chart.rows if row.highlight] or list(chart.rows[:3])
    return "; ".join(f"{_place(row.rank)} {row.label}" for row in marked)


def draw_positions(chart: Positions) -> SafeString:
    parts, y = [], 0.0
    for row in chart.rows:
        bold = "strong" if row.highlight else ""
        place = f"{_place(row.rank)} / {row.among}"
        parts.append(text(place, 100, y + 16, anchor="end", class_="value strong"))
        for line in wrap(row.label, 66):
            parts.append(text(line, 0, y + 16, class_=bold))
            y += LINE
        parts += _track(row, y + 14)
        y += 62
    return picture(chart.title, describe_positions(chart), y, parts, repr(chart))


def table_positions(chart: Positions) -> Table:
    heads = (
        chart.row_name or pgettext("chart", "Item"),
        pgettext("chart", "Rank"),
        pgettext("chart", "Out of"),
    )
    rows = tuple((row.label, str(row.rank), str(row.among)) for row in chart.rows)
    return Table(heads, rows)


def describe_positions(chart: Positions) -> str:
    return "; ".join(
        f"{row.label}{formats.colon()}{_place(row.rank)} / {row.among}"
        for row in chart.rows
    )


def _track(row: Position, y: float) -> list[SafeString]:
    def at(rank: int) -> str:
        return pct(2.5 + 95 * (rank - 1) / max(1, row.among - 1))

    dots = [
        element("circle", cx=at(rank), cy=y, r=2.5, class_="dot")
        for rank in range(1, row.among + 1)
    ]
    return [
        element("line", x1=at(1), x2=at(row.among), y1=y, y2=y, class_="track"),
        *dots,
        element("circle", cx=at(row.rank), cy=y, r=9, class_="marker"),
        text("1", 2.5, y + 24, anchor="middle", class_="axis-text"),
        text(str(row.among), 97.5, y + 24, anchor="middle", class_="axis-text"),
    ]


def _place(rank: int) -> str:
    return pgettext("rank", "No. %(rank)s") % {"rank": rank}
