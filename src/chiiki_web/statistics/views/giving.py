"""Tables go out as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse

from chiiki_web.sheets.writing import csv_text, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[object]]


def as_csv(name: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """UTF-8 with its mark; no cell can start a formula."""
    response = HttpResponse(
        csv_text([heads, *rows]), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_xlsx(name: str, sheet: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """A workbook with typed cells."""
    file = BytesIO()
    write_xlsx(file, sheet, list(heads), rows)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response
