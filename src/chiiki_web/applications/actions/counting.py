"""The days that count towards the standard processing time, and who sets it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries
from chiiki_web.applications.models import MOST_DAYS, Application, ProcessingTime
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call

COUNTED = ("returned_at", "counts_from", "days_away", "decide_by")
Counted = ProcessingTime.CountedFrom


class CannotSetTime(Refusal):
    """The standard processing time stays as it was."""


@transaction.atomic
def set_processing_time(
    call_id: int, *, days: int, counted_from: str, by: Membership, at: datetime
) -> ProcessingTime:
    """Say within how many days is decided; until the first application is received.

    The row of the call is held, as it is when an application is received: one of both
    comes first.
    """
    call = Call.objects.select_for_update(of=("self",)).get(pk=call_id)
    if by.role != "office" or by.organisation_id != call.office_id:
        raise CannotSetTime(reason("applications.office_only"))
    if not 1 <= days <= MOST_DAYS or counted_from not in Counted.values:
        raise CannotSetTime(reason("applications.days_out_of_range", most=MOST_DAYS))
    known = ProcessingTime.objects.filter(call=call).first()
    if known and (known.days, known.counted_from) == (days, counted_from):
        return known
    if not queries.may_set(call):
        raise CannotSetTime(reason("applications.time_is_public"))
    made, _made = ProcessingTime.objects.update_or_create(
        call=call, defaults={"days": days, "counted_from": counted_from, "set_at": at}
    )
    log.record(
        "call.processing_time_set",
        call,
        by=by,
        at=at,
        days=days,
        counted_from=counted_from,
    )
    return made


def begin_counting(application: Application, call: Call, at: datetime) -> None:
    """Set the day from which it counts, and by when it is to be decided."""
    standard = queries.standard_of(call)
    first = timezone.localdate(at)
    if standard is not None and standard.counted_from == Counted.CLOSING:
        closing = application.round or call
        first = max(first, timezone.localdate(closing.closes_at))
    application.counts_from = first
    if standard is not None:
        application.decide_by = first + timedelta(days=standard.days)


def resume_counting(application: Application, at: datetime) -> None:
    """Leave out the days since it was returned; those before it counted count for nothing."""
    first = application.counts_from
    if application.returned_at is None or first is None:
        return
    gone = max(timezone.localdate(application.returned_at), first)
    away = max((timezone.localdate(at) - gone).days, 0)
    application.days_away += away
    if application.decide_by is not None:
        application.decide_by += timedelta(days=away)
