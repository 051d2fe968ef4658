"""How many services live on after the money ended (Kaplan and Meier, 1958)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from chiiki.usage.model import ServiceLife, YearShare


@dataclass(frozen=True, slots=True)
class _Watched:
    """How long after the money a service was seen to run, and whether it ended then."""

    years_and_days: tuple[int, int]
    ended: bool


def surviving(
    lives: Sequence[ServiceLife], as_of: date, *, years: int = 5
) -> tuple[YearShare, ...]:
    """The share still in use after each full year, for as long as one can be told.

    A service that still runs counts for as long as it was watched and is then censored;
    one that ended on the day when the money did, or before, counts as ended at zero.

    >>> money = date(2020, 3, 31)
    >>> lives = [ServiceLife(funding_ended_on=money, ended_on=None),
    ...          ServiceLife(funding_ended_on=money, ended_on=date(2021, 9, 30))]
    >>> [(one.year, str(one.share)) for one in surviving(lives, date(2022, 4, 1))]
    [(0, '1'), (1, '1'), (2, '1/2')]
    """
    begun = [life for life in lives if life.funding_ended_on <= as_of]
    watched = [_watched(life, as_of) for life in begun]
    full_years = [_years_and_days(life.funding_ended_on, as_of)[0] for life in begun]
    found = []
    for year in range(min(years, max(full_years, default=-1)) + 1):
        at_risk = sum(one.years_and_days >= (year, 0) for one in watched)
        share = _share(watched, year)
        if share and not at_risk:
            break
        found.append(YearShare(year=year, at_risk=at_risk, share=share))
    return tuple(found)


def _watched(life: ServiceLife, as_of: date) -> _Watched:
    last = min(life.ended_on or as_of, as_of)
    return _Watched(
        _years_and_days(life.funding_ended_on, max(last, life.funding_ended_on)),
        ended=life.ended_on is not None and life.ended_on <= as_of,
    )


def _years_and_days(first: date, last: date) -> tuple[int, int]:
    """Full years, and days since the last anniversary; that of 29 February is 1 March."""
    years = last.year - first.year
    years -= (last.month, last.day) < (first.month, first.day)
    try:
        anniversary = first.replace(year=first.year + years)
    except ValueError:
        anniversary = date(first.year + years, 3, 1)
    return years, (last - anniversary).days


def _share(watched: Sequence[_Watched], year: int) -> Fraction:
    """The product, over every moment when one ended, of the share that lived on."""
    share = Fraction(1)
    for moment in {one.years_and_days for one in watched if one.ended}:
        if moment <= (year, 0):
            at_risk = sum(one.years_and_days >= moment for one in watched)
            ends = sum(one.ended and one.years_and_days == moment for one in watched)
            share *= 1 - Fraction(ends, at_risk)
    return share
