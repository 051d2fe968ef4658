"""The test database, made once and handed to every worker of a run.

    python tests/prepared.py FOLDER

FOLDER then holds two copies (tests/copies.py): ``first``, all tables with the reference
data and an empty history, and ``year``, the sample year on top. The tests find them
through the environment variable that ``FOLDER`` names; without it a worker makes its own.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.db import connection

from copies import Copy, drop_database

FOLDER = "CHIIKI_TEST_PREPARED"


def own_database(place: Path) -> None:
    """Lead the connection to a database of this process alone, which is not there yet."""
    name = str(place / "own.sqlite3")
    if connection.vendor != "sqlite":
        name = f"{place.parent.name}_{place.name}"
    connection.close()
    connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = name


def drop_own_database() -> None:
    """Drop what ``own_database`` led to."""
    if connection.vendor != "sqlite":
        drop_database(connection.settings_dict["NAME"])


def first(place: Path) -> Copy:
    """What every test may build on; made here if nobody has made it before."""
    return _kept(place / "first", _make_tables)


def year(place: Path) -> Copy:
    """The sample year; the database must stand as it did at first."""
    return _kept(place / "year", _load_year)


def _kept(place: Path, make: Callable[[], None]) -> Copy:
    copy = Copy(place)
    if place.exists():
        copy.bring_back()
    else:
        make()
        place.mkdir()
        copy.take()
    return copy


def _load_year() -> None:
    from django.utils import timezone

    from chiiki_web.sample.actions import load_sample

    load_sample(timezone.now())


def _make_tables() -> None:
    """Tables and reference data; history begins with the test."""
    from django.core.management import call_command
    from django.utils import timezone

    from chiiki_web.audit import guards
    from chiiki_web.audit.models import Event
    from chiiki_web.command.reference import load_reference

    if connection.vendor != "sqlite":
        name = connection.settings_dict["NAME"]
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"')
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    guards.remove(connection)
    load_reference(timezone.now())
    Event.objects.all().delete()
    guards.install(connection)


def main(place: Path) -> None:
    django.setup()
    from chiiki_web.command.translations import compile_translations

    compile_translations(settings.PACKAGE)
    place.mkdir(exist_ok=True)
    (place / "own").mkdir()
    own_database(place / "own")
    try:
        if connection.vendor == "sqlite":
            connection.cursor().execute("PRAGMA synchronous=OFF")
        first(place)
        year(place)
    finally:
        drop_own_database()
        shutil.rmtree(settings.CHIIKI_FILES, ignore_errors=True)
        shutil.rmtree(settings.CHIIKI_SEARCH, ignore_errors=True)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "chiiki_web.settings.test"
    main(Path(sys.argv[1]))
