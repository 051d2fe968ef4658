"""The standard processing time (標準処理期間): which one holds, and how it is counted.

The day from which it counts is day 0. Days on which the application lies with the
applicant for correction, from the day of the return to the day on which it comes back,
are not counted. It ends with the decision; see docs/decisions/0011-desk.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from chiiki_web.applications.models import Application, ProcessingTime
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

Counted = ProcessingTime.CountedFrom
UNDECIDED = (Application.Status.SUBMITTED, Application.Status.ACCEPTED)
SOON = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Standard:
    """So many days from receipt, or from the close of the call, to the decision.

    ``is_own``: set by the office for this call. ``is_assumed``: nobody published it; it
    is what a past call took from its close to its decisions, and is counted so.
    """

    days: int
    counted_from: str
    is_own: bool = False
    is_assumed: bool = False


def standard_of(call: Call) -> Standard | None:
    """What the office has set for the call, else what its scheme says, else nothing."""
    return _standard(call, getattr(call, "processing_time", None))


def standards_of(calls: Iterable[Call]) -> Mapping[int, Standard | None]:
    """The same for many calls at once, by the number of the call."""
    listed = list(calls)
    own = {one.call_id: one for one in ProcessingTime.objects.filter(call__in=listed)}
    return {call.pk: _standard(call, own.get(call.pk)) for call in listed}


def may_set(call: Call) -> bool:
    """Before anything was received: it must be public before anybody is held to it."""
    return not call.applications.filter(number__isnull=False).exists()


def days_of(application: Application) -> int | None:
    """How many days the standard gives to an application."""
    first, last = application.counts_from, application.decide_by
    if first is None or last is None:
        return None
    return (last - first).days - application.days_away


def decided_at(application: Application) -> datetime | None:
    """When the office decided, if it has: an award, or the refusal of one."""
    award = getattr(application, "award", None)  # kept by an app above this one
    if award is None or award.status == "candidate":
        return None
    is_refused = award.status == "not_selected"
    found: datetime | None = award.selected_at if is_refused else award.decided_at
    ended_at: datetime | None = award.ended_at
    return found or ended_at


def used_days(
    application: Application, at: datetime, decided_at: datetime | None = None
) -> int | None:
    """How many days have counted until it was decided, or until now; None before."""
    if application.counts_from is None:
        return None
    end = timezone.localdate(_end(application, at, decided_at))
    return max((end - application.counts_from).days - application.days_away, 0)


def is_late(
    application: Application, at: datetime, decided_at: datetime | None = None
) -> bool:
    """Whether the decision is overdue, or came late."""
    used, days = used_days(application, at, decided_at), days_of(application)
    if used is None or days is None or application.status == "withdrawn":
        return False
    return used > days


def late(today: date) -> Q:
    """Applications that wait for the office, without an award, past their day."""
    return Q(status__in=UNDECIDED, decide_by__lt=today)


def due_soon(today: date) -> Q:
    """Those whose day comes within a week."""
    return Q(status__in=UNDECIDED, decide_by__range=(today, today + SOON))


def _standard(call: Call, own: ProcessingTime | None) -> Standard | None:
    if own is not None:
        return Standard(own.days, own.counted_from, is_own=True)
    stated = schemes.scheme_of(call).terms.processing
    if stated is None:
        return None
    assumed = stated.ground.assumed
    counted_from = Counted.CLOSING if assumed else Counted.RECEIPT
    return Standard(stated.days, counted_from, is_assumed=assumed)


def _end(
    application: Application, at: datetime, decided_at: datetime | None
) -> datetime:
    stops = [application.ended_at, decided_at]
    if application.status == Application.Status.RETURNED:
        stops.append(application.returned_at)
    return min([at, *(one for one in stops if one is not None)])
