"""The nouns of early warning: a target, months of use, and the state that they show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chiiki.reasons import Reason


class State(StrEnum):
    """What can be said of the use of a service on a day."""

    TOO_EARLY = "too_early"
    ON_TARGET = "on_target"
    BELOW = "below"
    FAR_BELOW = "far_below"
    SILENT = "silent"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class UseTarget:
    """What was promised: uses a month (above zero), by how many people, since when."""

    uses_per_month: int
    users: int | None
    started_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyUse:
    """Uses in one month; ``month`` is any day of it."""

    month: date
    uses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Shares of the target, and numbers of months."""

    far_below: Fraction
    below: Fraction
    months_averaged: int
    months_until_silent: int
    months_to_begin: int
    months_to_report: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One month since the start: uses None where no report came; due once it is late."""

    month: date
    uses: int | None
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UseState:
    """``ratio`` is the mean of the last reported months over the target."""

    state: State
    reasons: tuple[Reason, ...]
    latest: MonthlyUse | None
    ratio: Fraction | None
    silent_months: int
    expected_last_month: date | None
    series: tuple[SeriesPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLife:
    """When the money ended and, if it has, the service itself."""

    funding_ended_on: date
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class YearShare:
    """The share still in use ``year`` years after, and how many were observed that long."""

    year: int
    at_risk: int
    share: Fraction
