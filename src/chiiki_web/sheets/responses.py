"""What goes out as a file: a whole one, or a table as CSV while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from chiiki_web.sheets.writing import csv_lines

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
Rows = Iterable[Iterable[object]]


def as_file(content: bytes, name: str, kind: str) -> HttpResponse:
    """To be kept under this name; a browser takes it for nothing else than ``kind``."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def as_csv(
    name: str, heads: Sequence[str], rows: Rows, *, language: str
) -> StreamingHttpResponse:
    """UTF-8 with its mark, row after row, in one language; no cell can start a formula."""
    response = StreamingHttpResponse(_lines(heads, rows, language), content_type=CSV)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _lines(heads: Sequence[str], rows: Rows, language: str) -> Iterator[str]:
    """The page is long answered when the rows go out: its language goes with them."""
    with translation.override(language):
        yield from csv_lines(chain([heads], rows))
