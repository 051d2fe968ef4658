"""Charts: frozen values in, an SVG and its table out."""

from chiiki_web.ui.charts.bars import Bar, Bars
from chiiki_web.ui.charts.columns import Columns, Month
from chiiki_web.ui.charts.figure import Chart, draw, table
from chiiki_web.ui.charts.lines import Line, Lines, Point
from chiiki_web.ui.charts.ranking import Position, Positions, Ranked, Ranking
from chiiki_web.ui.charts.shares import ShareRow, Shares
from chiiki_web.ui.charts.spans import Span, Spans
from chiiki_web.ui.charts.table import Table

__all__ = [
    "Bar",
    "Bars",
    "Chart",
    "Columns",
    "Line",
    "Lines",
    "Month",
    "Point",
    "Position",
    "Positions",
    "Ranked",
    "Ranking",
    "ShareRow",
    "Shares",
    "Span",
    "Spans",
    "Table",
    "draw",
    "table",
]
