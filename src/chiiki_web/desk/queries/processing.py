"""How long decisions take beside the standard processing time, for each call."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.desk.queries.listing import decided_at
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

UNDECIDED = (Application.Status.SUBMITTED, Application.Status.ACCEPTED)


@dataclass(frozen=True, slots=True)
class CallTimes:
    """One call: its standard, what waits and how near it is, and what decisions took."""

    call: Call
    standard: applications.Standard | None
    waiting: int
    soon: int
    late: int
    away: int
    decided: int
    decided_late: int
    median_days: float | None


def times(member: Membership, at: datetime) -> list[CallTimes]:
    """Every call of the office with its applications, the newest first."""
    calls = list(_calls(member))
    standards = applications.standards_of(calls)
    rows: dict[int, list[Application]] = {call.pk: [] for call in calls}
    received = (
        Application.objects.filter(number__isnull=False, call__in=calls)
        .select_related("award")
        .only(
            *("call_id", "status", "counts_from", "days_away", "decide_by"),
            *("returned_at", "ended_at", "award__status", "award__selected_at"),
            *("award__decided_at", "award__ended_at"),
        )
    )
    for one in received:
        rows[one.call_id].append(one)
    return [_times(call, standards[call.pk], rows[call.pk], at) for call in calls]


def calls_to_set(member: Membership) -> list[Call]:
    """Calls of the office that have received nothing yet."""
    if member.role != "office":
        return []
    received = Application.objects.filter(number__isnull=False).values("call")
    return list(_calls(member).exclude(pk__in=received))


def _calls(member: Membership):  # type: ignore[no-untyped-def]
    rows = schemes.calls()
    if member.role == "office":
        rows = rows.filter(office=member.organisation_id)
    return rows


def _times(
    call: Call,
    standard: applications.Standard | None,
    rows: Iterable[Application],
    at: datetime,
) -> CallTimes:
    today, week = timezone.localdate(at), timezone.localdate(at) + applications.SOON
    counts = dict.fromkeys(("waiting", "soon", "late", "away", "decided_late"), 0)
    taken: list[int] = []
    for one in rows:
        decided = decided_at(one) or one.ended_at
        if one.status == Application.Status.RETURNED:
            counts["away"] += 1
        elif decided is None and one.status in UNDECIDED:
            counts["waiting"] += 1
            if one.decide_by is not None:
                counts["late"] += one.decide_by < today
                counts["soon"] += today <= one.decide_by <= week
        elif one.status != Application.Status.WITHDRAWN:
            used = applications.used_days(one, at, decided)
            taken += [] if used is None else [used]
            counts["decided_late"] += applications.is_late(one, at, decided)
    return CallTimes(
        call=call,
        standard=standard,
        decided=len(taken),
        median_days=median(taken) if taken else None,
        **counts,
    )
