"""An adviser says on which days they cannot come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki.reasons import reason
from chiiki_web import stale
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.actions.register import hold
from chiiki_web.advisers.models import Adviser, Unavailable
from chiiki_web.advisers.queries.calendars import days_away, reach, runs
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal


class CannotMark(Refusal):
    """The calendar stays as it was."""


@transaction.atomic
def mark_month(
    adviser_id: int,
    *,
    month: date,
    away: Iterable[date],
    seen: str = "",
    by: Membership,
    at: datetime,
) -> Adviser:
    """Let these be the days of a month on which the adviser cannot come.

    Days that are past stay as they are. ``seen`` is the stamp of ``as_marked``: what was
    marked in another window meanwhile stays where this one did not touch it.
    """
    adviser = _hold_own(adviser_id, by)
    today = timezone.localdate(at)
    _refuse_out_of_reach(month, month, today)
    last = periods.add_months(month, 1) - timedelta(1)
    stored = days_away(adviser, month, last)
    wanted = {day for day in away if today <= day <= last}
    wanted |= {day for day in stored if day < today}
    before = as_marked(month, stored)
    marked = before | stale.changes(seen, as_marked(month, wanted), before)
    new = {date.fromisoformat(name) for name, is_away in marked.items() if is_away}
    _replace(adviser, month, last, new, stored, by, at)
    return adviser


@transaction.atomic
def mark_span(
    adviser_id: int,
    *,
    first_day: date,
    last_day: date,
    is_away: bool = True,
    by: Membership,
    at: datetime,
) -> Adviser:
    """Mark every day between two days as one on which the adviser cannot come, or can."""
    adviser = _hold_own(adviser_id, by)
    today = timezone.localdate(at)
    if first_day > last_day:
        raise CannotMark(reason("advisers.span_not_in_order"))
    if first_day < today:
        raise CannotMark(reason("advisers.day_in_the_past"))
    _refuse_out_of_reach(first_day, last_day, today)
    stored = days_away(adviser, first_day, last_day)
    days = (last_day - first_day).days + 1
    new = (
        {first_day + timedelta(number) for number in range(days)} if is_away else set()
    )
    _replace(adviser, first_day, last_day, new, stored, by, at)
    return adviser


def as_marked(month: date, away: Iterable[date]) -> dict[str, bool]:
    """Each day of a month with whether it is marked, for a stamp."""
    marked, last = set(away), periods.add_months(month, 1) - timedelta(1)
    return {
        day.isoformat(): day in marked
        for day in (month + timedelta(n) for n in range((last - month).days + 1))
    }


def _replace(
    adviser: Adviser,
    first: date,
    last: date,
    new: set[date],
    stored: set[date],
    by: Membership,
    at: datetime,
) -> None:
    """Let exactly the new days be marked between two days; spans grow together."""
    if new == stored:
        return
    touching = Unavailable.objects.filter(
        adviser=adviser,
        first_day__lte=last + timedelta(1),
        last_day__gte=first - timedelta(1),
    )
    around = {
        day
        for one in touching
        for day in (
            one.first_day + timedelta(n)
            for n in range((one.last_day - one.first_day).days + 1)
        )
        if not first <= day <= last
    }
    touching.delete()
    Unavailable.objects.bulk_create(
        Unavailable(adviser=adviser, first_day=a, last_day=b)
        for a, b in runs(around | new)
    )
    log.record(
        "adviser.calendar_changed",
        adviser,
        by=by,
        at=at,
        away=[f"{a}/{b}" for a, b in runs(new - stored)],
        free=[f"{a}/{b}" for a, b in runs(stored - new)],
    )


def _hold_own(adviser_id: int, by: Membership) -> Adviser:
    adviser = hold(adviser_id)
    if adviser.membership_id != by.pk:
        raise CannotMark(reason("advisers.not_yours"))
    return adviser


def _refuse_out_of_reach(first: date, last: date, today: date) -> None:
    earliest, latest = reach(today)
    if first < earliest or last >= periods.add_months(latest, 1):
        raise CannotMark(
            reason(
                "advisers.calendar_out_of_reach",
                first=earliest,
                last=periods.add_months(latest, 1) - timedelta(1),
            )
        )
