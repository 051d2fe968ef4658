"""Several people at one moment, each with a connection of their own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection, transaction

PATIENCE = 20.0
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
WAIT_FOR_THE_MACHINE = "SET lock_timeout = '60s'"
Deed = Callable[[], Any]


def at_once(deeds: Sequence[Deed]) -> list[Any]:
    """Let every deed begin in the same moment; what each gave, or how it failed."""
    start, given = threading.Barrier(len(deeds)), list[Any]([None] * len(deeds))

    def run(place: int, deed: Deed) -> None:
        try:
            start.wait(PATIENCE)
            _never_tire()
            given[place] = deed()
        except Exception as fault:
            given[place] = fault
        finally:
            connection.close()

    threads = [
        threading.Thread(target=run, args=one, daemon=True) for one in enumerate(deeds)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(3 * PATIENCE)
        assert not one.is_alive(), "a deed hangs"
    return given


def faults_at_once(deeds: Sequence[Deed]) -> list[Exception]:
    """The same, but only how those failed that did."""
    return [one for one in at_once(deeds) if isinstance(one, Exception)]


def done_at_once(deeds: Sequence[Deed]) -> list[Any]:
    """The same where none may fail: what each gave."""
    given = at_once(deeds)
    assert not [one for one in given if isinstance(one, Exception)], given
    return given


def while_held(deed: Deed, other: Deed) -> None:
    """Begin the other while the first deed has not committed; it commits once one waits.

    Raises what either of them raised.
    """
    is_done = threading.Event()

    def first() -> Any:
        with transaction.atomic():
            given = deed()
            is_done.set()
            _wait_until_somebody_waits()
        return given

    def second() -> Any:
        assert is_done.wait(PATIENCE)
        return other()

    for given in at_once([first, second]):
        if isinstance(given, Exception):
            raise given


def looking_together(look: Callable[..., Any], people: int) -> Callable[..., Any]:
    """In place of a lock: everybody has looked before anybody goes on."""
    have_looked = threading.Barrier(people)

    def looked(*args: Any, **kwargs: Any) -> Any:
        found = look(*args, **kwargs)
        have_looked.wait(PATIENCE)
        return found

    return looked


def _never_tire() -> None:
    """Whoever waits for a row on a busy machine is not sent away, as on the site."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(WAIT_FOR_THE_MACHINE)


def _wait_until_somebody_waits() -> None:
    end = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while time.monotonic() < end:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
            time.sleep(0.01)
    raise AssertionError("nobody waits for the row")
