"""After the agreement: the visits, what is due by when, and what is late."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol

from django.db.models import F, Max, Min, Q, QuerySet
from django.utils import timezone

from chiiki import periods
from chiiki.rules import ReportKind
from chiiki_web.dispatch.engine_input import scheme_of
from chiiki_web.dispatch.models import Request, Schedule, Survey, Visit


class Stretching(Protocol):
    """Something from one moment to another."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def schedule_of(request: Request) -> Schedule | None:
    """The days that were entered last, confirmed or not."""
    rows = request.schedules.filter(ended_at=None).prefetch_related("visits")
    return rows.first()


def agreed_of(request: Request) -> Schedule | None:
    """The days that both sides have confirmed; they stand until others are."""
    rows = request.schedules.filter(ended_at=None, confirmed_at__isnull=False)
    return rows.prefetch_related("visits").first()


def clashes(
    request: Request, stretches: Iterable[Stretching]
) -> Iterator[tuple[str, Visit]]:
    """Agreed visits of the same advisers at the same time, and with which body."""
    advisers = request.candidates.filter(answer="accepted").values("adviser")
    elsewhere = (
        Visit.objects.agreed()
        .filter(
            schedule__request__candidates__adviser__in=advisers,
            schedule__request__candidates__answer="accepted",
        )
        .exclude(schedule__request=request)
        .distinct()
    )
    for one in stretches:
        met = elsewhere.filter(starts_at__lt=one.ends_at, ends_at__gt=one.starts_at)
        for visit in met.select_related("schedule__request__organisation"):
            yield visit.schedule.request.organisation.name_ja, visit


def first_visit_on(request: Request) -> date | None:
    """The first agreed day."""
    visits = Visit.objects.agreed().filter(schedule__request=request)
    first = visits.aggregate(first=Min("starts_at"))["first"]
    return timezone.localdate(first) if first else None


def last_visit_on(request: Request) -> date | None:
    """The last agreed day."""
    visits = Visit.objects.agreed().filter(schedule__request=request)
    last = visits.aggregate(last=Max("ends_at"))["last"]
    return timezone.localdate(last) if last else None


def report_due_on(request: Request) -> date | None:
    """A week after the last visit, or as the scheme states; None before days are agreed."""
    last = last_visit_on(request)
    stated = scheme_of(request).terms.report(ReportKind.USE)
    if last is None or stated is None or stated.within_days is None:
        return None
    return last + timedelta(days=stated.within_days)


def reports_due(at: datetime) -> Iterator[int]:
    """Requests whose last visit is over for longer than their report may take."""
    over = (
        Request.objects.filter(
            status=Request.Status.ACCEPTED,
            schedules__ended_at=None,
            schedules__confirmed_at__isnull=False,
            schedules__visits__ends_at__lt=at,
        )
        .select_related("call")
        .distinct()
    )
    for one in over:
        due = report_due_on(one)
        if due is not None and due <= timezone.localdate(at):
            yield one.pk


def to_be_surveyed(at: datetime) -> QuerySet[Request, int]:
    """Reported dispatches of years that are over, not asked about yet."""
    year = periods.fiscal_year(timezone.localdate(at))
    return Request.objects.filter(
        status=Request.Status.REPORTED, fiscal_year__lt=year, survey__isnull=True
    ).values_list("pk", flat=True)


def surveys_due(at: datetime, every: timedelta) -> QuerySet[Survey, int]:
    """Surveys without an answer on their last day and after, not reminded of lately."""
    return (
        Survey.objects.filter(answered_at=None, due_on__lte=timezone.localdate(at))
        .filter(Q(reminded_at=None) | Q(reminded_at__lte=at - every))
        .annotate(asked=F("request"))
        .values_list("asked", flat=True)
    )
