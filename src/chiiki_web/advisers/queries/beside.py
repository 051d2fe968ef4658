"""What apps above this one know of an adviser, to be shown on the pages here.

They add a function when they are ready (``AppConfig.ready``); nothing here imports them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from chiiki_web.advisers.models import Adviser


@dataclass(frozen=True, slots=True)
class PastDispatch:
    """One dispatch that is over, as the public may read it."""

    on: date
    project: str
    body: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Promised:
    """A day that an adviser has promised to somebody."""

    day: date
    words: str
    url: str = ""


PAST: list[Callable[[Adviser], Iterable[PastDispatch]]] = []
PROMISED: list[Callable[[Adviser, date, date], Iterable[Promised]]] = []


def past_dispatches(adviser: Adviser) -> list[PastDispatch]:
    """What came of earlier dispatches, the newest first."""
    found = [one for ask in PAST for one in ask(adviser)]
    return sorted(found, key=lambda one: one.on, reverse=True)


def promised(adviser: Adviser, first: date, last: date) -> list[Promised]:
    """Days promised between two days, both included."""
    found = [one for ask in PROMISED for one in ask(adviser, first, last)]
    return sorted(found, key=lambda one: one.day)
