"""Yearly reports are opened for every service whose money has ended: mostly five."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki_web.audit import log
from chiiki_web.followups import queries
from chiiki_web.followups.models import StatusReport
from chiiki_web.services.models import Service


def open_reports(at: datetime) -> int:
    """Make the reports of every service whose money has ended; return how many.

    Run by the worker: it looks at what is, so a missed day loses nothing.
    """
    today, made = timezone.localdate(at), 0
    waiting = Service.objects.filter(
        funding_ended_on__lt=today, status_reports__isnull=True
    )
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            made += _open_for(pk, at=at)
    return made


def due_days(funding_ended_on: date, years: int) -> list[tuple[int, date]]:
    """The (fiscal year, due day) pairs that follow the end of the money.

    >>> from datetime import date
    >>> due_days(date(2026, 3, 31), 5)[0]
    (2026, datetime.date(2027, 6, 30))
    """
    first, usual = periods.fiscal_year(funding_ended_on) + 1, queries.usual()
    return [
        (year, date(year + 1, usual.due_month, usual.due_day))
        for year in range(first, first + years)
    ]


def _open_for(service_id: int, *, at: datetime) -> int:
    """Hold the service, so that a second worker waits and finds the reports there."""
    service = (
        Service.objects.select_for_update(of=("self",))
        .select_related("award__application__call")
        .get(pk=service_id)
    )
    if service.status_reports.exists():
        return 0
    assert service.funding_ended_on is not None
    reports = StatusReport.objects.bulk_create(
        StatusReport(
            service=service, fiscal_year=year, year_number=number, due_on=due_on
        )
        for number, (year, due_on) in enumerate(
            due_days(service.funding_ended_on, queries.years_of(service)), start=1
        )
    )
    log.record(
        "status_reports.opened",
        service,
        by=None,
        at=at,
        case=service.case,
        years=[report.fiscal_year for report in reports],
    )
    return len(reports)
