"""A table that goes out as CSV while it is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.http import content_disposition_header

from chiiki_web.sheets.writing import csv_lines

Rows = Iterable[Iterable[object]]


def as_csv(
    name: str, heads: Sequence[str], rows: Rows, *, language: str
) -> StreamingHttpResponse:
    """UTF-8 with its mark, row after row, in one language; no cell can start a formula."""
    response = StreamingHttpResponse(
        _lines(heads, rows, language), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _lines(heads: Sequence[str], rows: Rows, language: str) -> Iterator[str]:
    """The page is long answered when the rows go out: its language goes with them."""
    with translation.override(language):
        yield from csv_lines(chain([heads], rows))
