"""Tables go out as CSV or as a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.http import HttpResponse

from chiiki_web.sheets.responses import CSV, XLSX, as_file
from chiiki_web.sheets.writing import csv_text, write_xlsx

Rows = Iterable[Sequence[object]]


def as_csv(name: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """UTF-8 with its mark; no cell can start a formula."""
    return as_file(csv_text([heads, *rows]).encode(), f"{name}.csv", CSV)


def as_xlsx(name: str, heads: Sequence[str], rows: Rows) -> HttpResponse:
    """A workbook with typed cells; its sheet is called as the file."""
    file = BytesIO()
    write_xlsx(file, name, list(heads), rows)
    return as_file(file.getvalue(), f"{name}.xlsx", XLSX)
