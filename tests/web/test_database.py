"""A database address becomes settings, and a wrong one is refused in words."""

from __future__ import annotations

import pytest
from django.db import connection

from chiiki_web.settings.database import parse_database_url


def test_it_reads_a_file() -> None:
    assert parse_database_url("sqlite:////srv/chiiki.sqlite3")["NAME"] == (
        "/srv/chiiki.sqlite3"
    )


def test_it_reads_a_server_with_a_password_that_needs_quoting() -> None:
    found = parse_database_url("postgresql://chiiki:p%40ss@db.example.lg.jp:5433/data")
    told = {name: found[name] for name in ("USER", "PASSWORD", "HOST", "PORT", "NAME")}
    assert told == {
        "USER": "chiiki",
        "PASSWORD": "p@ss",
        "HOST": "db.example.lg.jp",
        "PORT": "5433",
        "NAME": "data",
    }


def test_it_reads_a_unix_socket() -> None:
    found = parse_database_url("postgresql://postgres@/chiiki?host=/tmp/a%20b")
    assert found["HOST"] == "/tmp/a b"


@pytest.mark.parametrize("url", ["mysql://x/y", "chiiki.sqlite3", "", "postgresql://"])
def test_it_refuses_what_is_no_database_address(url: str) -> None:
    with pytest.raises(ValueError, match="database address"):
        parse_database_url(url)


@pytest.mark.django_db
def test_sqlite_waits_writes_through_and_keeps_foreign_keys() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 20_000,
    }


@pytest.mark.postgres
@pytest.mark.django_db
def test_postgresql_waits_three_seconds_for_a_lock_and_no_more() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("3s",)
