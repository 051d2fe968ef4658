"""Tables go out as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from chiiki_web.sheets.writing import csv_text, write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Rows = Iterable[Sequence[object]]


def as_csv(name: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """UTF-8 with its mark; no cell can start a formula."""
    response = HttpResponse(
        csv_text([heads, *rows]), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = content_disposition_header(
        True, f"{name}.csv"
    )
    return response


def as_xlsx(name: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """A workbook with typed cells; its sheet is called as the file."""
    file = BytesIO()
    write_xlsx(file, name, list(heads), rows)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    response.headers["Content-Disposition"] = content_disposition_header(
        True, f"{name}.xlsx"
    )
    return response
