"""The clock that decides whether something came in time."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.dateparse import parse_datetime

from chiiki_web.rows import ask


def database_now() -> datetime:
    """The clock of the database: one for every server, so that a deadline is one moment."""
    return read(ask(f"SELECT {column()}")[0][0])


def column() -> str:
    """The clock as a column of a statement that asks for something else, too."""
    if connection.vendor == "postgresql":
        return "clock_timestamp()"
    return "strftime('%%Y-%%m-%%dT%%H:%%M:%%f+00:00', 'now')"


def read(value: datetime | str) -> datetime:
    """What ``column`` gave, as a moment."""
    found = parse_datetime(value) if isinstance(value, str) else value
    assert found is not None
    return found
