"""Give tables out so that no cell can start a formula in whoever's spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\ufeff"  # without it a spreadsheet reads UTF-8 as something else
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
TEXT = "'"


def safe(value: object) -> object:
    """The same value, but a text that a spreadsheet would run is marked as text.

    >>> safe("=1+1"), safe("計画"), safe(-5)
    ("'=1+1", '計画', -5)
    """
    if isinstance(value, str) and value.startswith(STARTS_FORMULA):
        return TEXT + value
    return value


def unsafe(text: str) -> str:
    """Take the mark of :func:`safe` off again, so that a table can be read back.

    >>> unsafe("'=1+1"), unsafe("'quoted'")
    ('=1+1', "'quoted'")
    """
    return (
        text[1:]
        if text.startswith(TEXT) and text[1:].startswith(STARTS_FORMULA)
        else text
    )


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """A table as CSV with its byte order mark; None is an empty cell."""
    target = io.StringIO(newline="")
    target.write(BYTE_ORDER_MARK)
    csv.writer(target).writerows([safe(value) for value in row] for row in rows)
    return target.getvalue()
