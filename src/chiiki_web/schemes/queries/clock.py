"""The clock that decides whether something came in time."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.dateparse import parse_datetime

from chiiki_web.rows import ask


def database_now() -> datetime:
    """The clock of the database: one for every server, so that a deadline is one moment."""
    if connection.vendor == "postgresql":
        now: datetime = ask("SELECT clock_timestamp()")[0][0]
        return now
    ((text,),) = ask("SELECT strftime('%%Y-%%m-%%dT%%H:%%M:%%f+00:00', 'now')")
    found = parse_datetime(text)
    assert found is not None
    return found
