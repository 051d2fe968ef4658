"""Pages of the numbers."""

from chiiki_web.statistics.views.behind import rows, rows_csv, rows_xlsx
from chiiki_web.statistics.views.overview import overview, table_csv, table_xlsx
from chiiki_web.statistics.views.spread import advisers, municipalities

__all__ = [
    "advisers",
    "municipalities",
    "overview",
    "rows",
    "rows_csv",
    "rows_xlsx",
    "table_csv",
    "table_xlsx",
]
