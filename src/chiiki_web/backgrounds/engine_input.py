"""Awards, published figures and statements become facts for the rules.

Nothing is guessed: that an organisation never had an award is known only when it says so,
because this site does not know the years before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils import timezone

from chiiki_web.backgrounds.models import AwardStatement, StrengthStatement
from chiiki_web.regions.models import FiscalStrength
from chiiki_web.schemes.models import Call

HAD_BEFORE = "award.had_before"
YEARS_SINCE = "award.years_since_last"
STRENGTH = "region.fiscal_strength_thousandths"
AWARD_FACTS = frozenset({HAD_BEFORE, YEARS_SINCE})
FACTS = AWARD_FACTS | {STRENGTH}
Row = TypeVar("Row", FiscalStrength, StrengthStatement)


@dataclass(frozen=True, slots=True)
class HeldAward:
    """An award that was decided on this site and stands: not withdrawn, not cancelled."""

    organisation: int
    programme: str
    call: int
    decided_on: date
    number: str


@dataclass(frozen=True, slots=True)
class Background:
    """What is known of the applicants of a plan; statements with the latest last."""

    awards: Sequence[HeldAward] = ()
    award_statements: Sequence[AwardStatement] = ()
    strengths: Sequence[FiscalStrength] = ()
    strength_statements: Sequence[StrengthStatement] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """Facts by name; ``stated`` names those that rest on what an officer stated."""

    facts: dict[str, object]
    stated: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Last:
    """The last award of one organisation: as this site knows it, and as it was stated."""

    here: date | None
    stated: date | None
    is_said: bool

    @property
    def days(self) -> Iterator[date]:
        return (day for day in (self.here, self.stated) if day is not None)


def facts_of(known: Background, applicants: Collection[int], call: Call) -> Known:
    """Return what is known for a call: awards count up to the day on which it closes."""
    lasts = [_last(known, one, call) for one in applicants]
    awards, rests_on_statements = _awards(lasts, timezone.localdate(call.closes_at))
    facts: dict[str, object] = {**awards}
    stated = {*awards} if rests_on_statements else set()
    strength = strength_in(known, call.fiscal_year)
    if strength is not None:
        facts[STRENGTH] = strength.thousandths
        if isinstance(strength, StrengthStatement):
            stated.add(STRENGTH)
    return Known(facts, frozenset(stated))


def strength_in(
    known: Background, fiscal_year: int
) -> FiscalStrength | StrengthStatement | None:
    """The newest published index up to a year; without one the newest that was stated."""
    return _newest(known.strengths, fiscal_year) or _newest(
        known.strength_statements, fiscal_year
    )


def is_said(known: Background, organisation: int, programme: str) -> bool:
    """Whether anything is known of an organisation's awards of a programme."""
    return any(
        one.organisation == organisation and one.programme == programme
        for one in known.awards
    ) or bool(_statement(known, organisation, programme))


def full_years(since: date, until: date) -> int:
    """Count whole years between two days.

    >>> full_years(date(2023, 8, 1), date(2026, 7, 31)), full_years(date(2024, 2, 29), date(2026, 2, 28))
    (2, 1)
    """
    is_short = (until.month, until.day) < (since.month, since.day)
    return until.year - since.year - is_short


def _awards(lasts: Sequence[_Last], until: date) -> tuple[dict[str, object], bool]:
    """What follows from the last awards, and whether it rests on statements.

    While one of several organisations has said nothing, the years are given only where
    its silence cannot matter: what it may have had lies before this site's own awards.
    """
    days = [day for one in lasts for day in one.days]
    everything_said = all(one.is_said for one in lasts)
    if not days:
        return ({HAD_BEFORE: False}, True) if lasts and everything_said else ({}, False)
    newest = max(days)
    is_known_here = any(one.here == newest for one in lasts)
    facts: dict[str, object] = {HAD_BEFORE: True}
    if everything_said or is_known_here:
        facts[YEARS_SINCE] = full_years(newest, until)
    return facts, not is_known_here


def _last(known: Background, organisation: int, call: Call) -> _Last:
    until = timezone.localdate(call.closes_at)
    here = (
        one.decided_on
        for one in known.awards
        if one.organisation == organisation
        and one.programme == call.programme_id
        and one.call != call.pk
        and one.decided_on <= until
    )
    last_here = max(here, default=None)
    said = _statement(known, organisation, call.programme_id)
    return _Last(
        here=last_here,
        stated=said.decided_on if said else None,
        is_said=last_here is not None or said is not None,
    )


def _statement(
    known: Background, organisation: int, programme: str
) -> AwardStatement | None:
    found = (
        one
        for one in reversed(known.award_statements)
        if one.organisation_id == organisation and one.programme_id == programme
    )
    return next(found, None)


def _newest(rows: Iterable[Row], fiscal_year: int) -> Row | None:
    found = [one for one in rows if one.fiscal_year <= fiscal_year]
    return max(found, key=lambda one: (one.fiscal_year, one.pk), default=None)
