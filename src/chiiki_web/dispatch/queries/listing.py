"""The office's list: how long a request waits, and what is late."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chiiki_web.dispatch.engine_input import SCHEMES
from chiiki_web.dispatch.models import Candidate, Request, Visit
from chiiki_web.dispatch.queries.seats import silent_requests
from chiiki_web.schemes.models import Round

SETTLED = ("accepted", "reported", "withdrawn")
REPORT_DAYS = timedelta(days=7)  # a hint in the list; the day itself is the scheme's


def filtered(
    rows: QuerySet[Request],
    *,
    status: str = "",
    round_id: int | None = None,
    waits_days: int | None = None,
    silent: bool = False,
    late: bool = False,
    at: datetime,
) -> QuerySet[Request]:
    """Requests of a state, of a round, waiting for so many days, for an answer, or late."""
    if status:
        rows = rows.filter(status=status)
    if round_id is not None:
        rows = rows.filter(round=round_id)
    if waits_days is not None:
        rows = rows.exclude(status__in=SETTLED).filter(
            submitted_at__lte=at - timedelta(days=waits_days)
        )
    if silent:
        rows = rows.filter(pk__in=silent_requests())
    return rows.filter(_is_late(at)) if late else rows


def rounds_with_requests() -> list[Round]:
    """Rounds of calls in which people are asked for, the latest first."""
    rows = Round.objects.filter(call__programme__in=SCHEMES.values())
    return list(rows.select_related("call").order_by("-closes_at", "pk"))


def days_waiting(request: Request, at: datetime) -> int | None:
    """Since when it waits; nothing waits once somebody comes or it is taken back."""
    if request.status in SETTLED:
        return None
    return (at - request.submitted_at).days


def _is_late(at: datetime) -> Q:
    overdue = Candidate.objects.filter(
        request=OuterRef("pk"),
        asked_at__isnull=False,
        answer="",
        answer_by__lte=at,
    )
    visited = Visit.objects.agreed().filter(
        schedule__request=OuterRef("pk"), ends_at__lte=at - REPORT_DAYS
    )
    surveyed = Q(survey__answered_at=None, survey__due_on__lt=timezone.localdate(at))
    return (
        Q(Exists(overdue), status="asked")
        | Q(Exists(visited), status="accepted")
        | surveyed & Q(survey__isnull=False)
    )
