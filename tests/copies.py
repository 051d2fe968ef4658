"""The test database as it once stood: copied whole, and brought back in a moment."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection


class Copy:
    """The database and the stored files; nobody else may be using them when it is taken.

    On SQLite it is a file in the folder ``place``, on PostgreSQL a database of the server
    that has the name of the folder. Another process finds it by its place.
    """

    def __init__(self, place: Path) -> None:
        self._file, self._files = place / "copy.sqlite3", place / "files"
        self._database = f"{place.parent.name}_{place.name}"

    def take(self) -> None:
        """Keep what stands in the database and the folder of files now."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self._file)) as copy:
                connection.connection.backup(copy)
        else:
            _replace(self._database, by=connection.settings_dict["NAME"])
        stored = Path(settings.CHIIKI_FILES)
        self._files.mkdir()
        if stored.is_dir():
            shutil.copytree(stored, self._files, dirs_exist_ok=True)

    def bring_back(self) -> None:
        """Let the database stand as it did, and put back its files.

        What was stored since is gone from the database; a file that nobody names stays.
        """
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            with closing(sqlite3.connect(self._file)) as copy:
                copy.backup(connection.connection)
        else:
            _replace(connection.settings_dict["NAME"], by=self._database)
        if any(self._files.iterdir()):
            shutil.copytree(self._files, settings.CHIIKI_FILES, dirs_exist_ok=True)
        apps.get_model("contenttypes.ContentType").objects.clear_cache()

    def drop(self) -> None:
        """Leave nothing behind on a server that goes on."""
        if connection.vendor != "sqlite":
            drop_database(self._database)


def drop_database(name: str) -> None:
    """Drop a database of the PostgreSQL server, whoever uses it."""
    connection.close()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _replace(name: str, *, by: str) -> None:
    drop_database(name)
    with connection._nodb_cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
            [by],
        )
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{by}"')
