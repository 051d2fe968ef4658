"""The test database as it once stood: copied whole, and brought back in a moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection


class Copy:
    """A copy taken when it is made; nobody else may be using the database then or later.

    On SQLite it is a file in ``folder``, on PostgreSQL a database beside the other; both
    have the name of the folder in theirs.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "copy.sqlite3"
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self._file)) as copy:
                connection.connection.backup(copy)
        else:
            self._own = connection.settings_dict["NAME"]
            self._other = f"{self._own}_{folder.name}"
            self._replace(self._other, by=self._own)

    def bring_back(self) -> None:
        """Let the database stand as it did; what was stored since is gone."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self._file)) as copy:
                copy.backup(connection.connection)
        else:
            self._replace(self._own, by=self._other)
        ContentType.objects.clear_cache()

    def drop(self) -> None:
        """Leave nothing behind on a server that goes on."""
        if connection.vendor != "sqlite":
            with connection._nodb_cursor() as cursor:
                cursor.execute(f'DROP DATABASE IF EXISTS "{self._other}"')

    def _replace(self, name: str, *, by: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            for one in (name, by):
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = %s",
                    [one],
                )
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{by}"')
