"""How many services live on after the money ended (Kaplan and Meier, 1958)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from chiiki.periods import months_between
from chiiki.usage.model import ServiceLife, YearShare

MONTHS = 12


def surviving(
    lives: Sequence[ServiceLife], as_of: date, *, years: int = 5
) -> tuple[YearShare, ...]:
    """The share still in use after each full year, for as long as one is observed.

    A service that still runs counts for the whole months that it was watched and is then
    censored; one that ended before the money did counts as ended at zero.

    >>> money = date(2020, 3, 31)
    >>> lives = [ServiceLife(funding_ended_on=money, ended_on=None),
    ...          ServiceLife(funding_ended_on=money, ended_on=date(2021, 9, 30))]
    >>> [(one.year, str(one.share)) for one in surviving(lives, date(2022, 4, 1))]
    [(0, '1'), (1, '1'), (2, '1/2')]
    """
    watched = [
        (_months(life, as_of), life.ended_on is not None and life.ended_on <= as_of)
        for life in lives
        if life.funding_ended_on <= as_of
    ]
    found = []
    for year in range(years + 1):
        at_risk = sum(months >= year * MONTHS or ended for months, ended in watched)
        if not at_risk or not any(m >= year * MONTHS for m, _ in watched):
            break
        found.append(
            YearShare(
                year=year,
                at_risk=sum(months >= year * MONTHS for months, _ in watched),
                share=_share(watched, year * MONTHS),
            )
        )
    return tuple(found)


def _months(life: ServiceLife, as_of: date) -> int:
    until = min(life.ended_on, as_of) if life.ended_on else as_of
    return max(months_between(life.funding_ended_on, until), 0)


def _share(watched: Sequence[tuple[int, bool]], until: int) -> Fraction:
    share = Fraction(1)
    for month in sorted({months for months, ended in watched if ended}):
        if month > until:
            break
        at_risk = sum(months >= month for months, _ in watched)
        ends = sum(months == month and ended for months, ended in watched)
        share *= 1 - Fraction(ends, at_risk)
    return share
