"""How long decisions take beside the standard processing time, for each call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call

UNDECIDED = (Application.Status.SUBMITTED, Application.Status.ACCEPTED)
COUNTED = ("waiting", "late", "soon", "away")
IS_DECIDED = Q(ended_at__isnull=False) | (
    Q(award__isnull=False) & ~Q(award__status=Award.Status.CANDIDATE)
)


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
    received = Application.objects.filter(number__isnull=False, call__in=calls)
    counts = _counts(received, timezone.localdate(at))
    decided: dict[int, list[Application]] = {call.pk: [] for call in calls}
    for one in _decided(received):
        decided[one.call_id].append(one)
    return [
        _times(call, standards[call.pk], counts.get(call.pk, {}), decided[call.pk], at)
        for call in calls
    ]


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


def _counts(received: QuerySet[Application], today: date) -> dict[int, dict[str, int]]:
    """Call → what waits for the office, is late or due within a week, and what is away."""
    waiting = Q(status__in=UNDECIDED) & ~IS_DECIDED
    by_call = received.order_by().values("call")
    rows = by_call.annotate(
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & applications.late(today)),
        soon=Count("pk", filter=waiting & applications.due_soon(today)),
        away=Count("pk", filter=Q(status=Application.Status.RETURNED)),
    )
    return {
        call: dict(zip(COUNTED, counts, strict=True))
        for call, *counts in rows.values_list("call", *COUNTED)
    }


def _decided(received: QuerySet[Application]) -> QuerySet[Application]:
    """Those on which was decided, with what the counting of days reads.

    A decision from which the applicant withdraws counts as not made (適正化法第9条).
    """
    left_out = (Application.Status.RETURNED, Application.Status.WITHDRAWN)
    rows = received.filter(IS_DECIDED).exclude(status__in=left_out).order_by()
    rows = rows.exclude(award__status=Award.Status.DECLINED)
    return rows.select_related("award").only(
        *("call_id", "status", "counts_from", "days_away", "decide_by"),
        *("returned_at", "ended_at", "award__status", "award__selected_at"),
        *("award__decided_at", "award__ended_at"),
    )


def _times(
    call: Call,
    standard: applications.Standard | None,
    counts: dict[str, int],
    decided: Sequence[Application],
    at: datetime,
) -> CallTimes:
    ends = [(one, applications.decided_at(one) or one.ended_at) for one in decided]
    used = [applications.used_days(one, at, end) for one, end in ends]
    taken = [days for days in used if days is not None]
    none = dict.fromkeys(COUNTED, 0)
    return CallTimes(
        call=call,
        standard=standard,
        decided=len(taken),
        decided_late=sum(applications.is_late(one, at, end) for one, end in ends),
        median_days=median(taken) if taken else None,
        **none | counts,
    )
