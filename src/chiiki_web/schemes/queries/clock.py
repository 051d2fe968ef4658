"""The clock that decides whether something came in time."""

from __future__ import annotations

from datetime import datetime

from django.db import connection
from django.utils.dateparse import parse_datetime


def database_now() -> datetime:
    """The clock of the database: one for every server, so that a deadline is one moment."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            now: datetime = cursor.fetchone()[0]
            return now
        cursor.execute("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')")
        found = parse_datetime(cursor.fetchone()[0])
    assert found is not None
    return found
