"""One way in for every kind of chart: draw it, and read its table."""

from __future__ import annotations

from django.utils.safestring import SafeString

from chiiki_web.ui.charts.bars import Bars, draw_bars, table_bars
from chiiki_web.ui.charts.columns import Columns, draw_columns, table_columns
from chiiki_web.ui.charts.lines import Lines, draw_lines, table_lines
from chiiki_web.ui.charts.ranking import (
    Positions,
    Ranking,
    draw_positions,
    draw_ranking,
    table_positions,
    table_ranking,
)
from chiiki_web.ui.charts.shares import Shares, draw_shares, table_shares
from chiiki_web.ui.charts.spans import Spans, draw_spans, table_spans
from chiiki_web.ui.charts.table import Table

Chart = Bars | Columns | Shares | Lines | Ranking | Positions | Spans


def draw(chart: Chart) -> SafeString:
    """Return the chart as an SVG, its words in the active language."""
    match chart:
        case Bars():
            return draw_bars(chart)
        case Columns():
            return draw_columns(chart)
        case Shares():
            return draw_shares(chart)
        case Lines():
            return draw_lines(chart)
        case Ranking():
            return draw_ranking(chart)
        case Positions():
            return draw_positions(chart)
        case Spans():
            return draw_spans(chart)


def table(chart: Chart) -> Table:
    """Return the same numbers as rows, for the page and for a CSV file."""
    match chart:
        case Bars():
            return table_bars(chart)
        case Columns():
            return table_columns(chart)
        case Shares():
            return table_shares(chart)
        case Lines():
            return table_lines(chart)
        case Ranking():
            return table_ranking(chart)
        case Positions():
            return table_positions(chart)
        case Spans():
            return table_spans(chart)
