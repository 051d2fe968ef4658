"""Everything that can happen to yearly status reports."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki import periods
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.services.models import Service

# 運用状況及び収益状況報告書: each fiscal year for five years from the year after
# completion, due by the end of June after that year (the day is set by each scheme).
YEARS = 5
DUE_MONTH, DUE_DAY = 6, 30
REMIND_BEFORE = (timedelta(days=60), timedelta(days=14), timedelta(days=0))
REMIND_AGAIN = timedelta(days=30)


class CannotReportStatus(Refusal):
    """The report stays as it was."""


def open_reports(at: datetime) -> int:
    """Make the five reports of every service whose money has ended; return how many.

    Run by the worker: it looks at what is, so a missed day loses nothing.
    """
    today, made = timezone.localdate(at), 0
    waiting = Service.objects.filter(
        funding_ended_on__lt=today, status_reports__isnull=True
    )
    for service in waiting.select_related("award__application"):
        with transaction.atomic():
            made += _open_for(service, at=at)
    return made


def due_days(funding_ended_on: date) -> list[tuple[int, date]]:
    """The five (fiscal year, due day) that follow the end of the money.

    >>> from datetime import date
    >>> due_days(date(2026, 3, 31))[0]
    (2026, datetime.date(2027, 6, 30))
    """
    first = periods.fiscal_year(funding_ended_on) + 1
    return [
        (year, date(year + 1, DUE_MONTH, DUE_DAY)) for year in range(first, first + YEARS)
    ]


@transaction.atomic
def submit_report(
    report_id: int, *, by: Membership, at: datetime, **values: Any
) -> StatusReport:
    """The body says whether the service is used, what it costs and what it learned."""
    report = (
        StatusReport.objects.select_for_update(of=("self",))
        .select_related("service__award__application")
        .get(pk=report_id)
    )
    service = report.service
    if by.role != "officer" or by.organisation_id != service.organisation_id:
        raise CannotReportStatus(reason("followups.not_yours"))
    if report.status != StatusReport.Status.DUE:
        raise CannotReportStatus(reason("followups.already_submitted"))
    if timezone.localdate(at) <= periods.fiscal_year_period(report.fiscal_year).start:
        raise CannotReportStatus(
            reason("followups.year_not_begun", year=report.fiscal_year)
        )
    missing = list(_missing(values))
    if missing:
        raise CannotReportStatus(*missing)
    for name, value in values.items():
        setattr(report, name, value)
    report.status, report.submitted_at = StatusReport.Status.SUBMITTED, at
    report.save(update_fields=[*values, "status", "submitted_at"])
    log.record(
        "status_report.submitted",
        report,
        by=by,
        at=at,
        case=service.case,
        fiscal_year=report.fiscal_year,
        is_in_use=report.is_in_use,
        uses=report.uses,
    )
    return report


def remind(at: datetime) -> None:
    """Remind of reports 60 and 14 days before, on the day, and each 30 days after."""
    today = timezone.localdate(at)
    soon = StatusReport.objects.filter(
        status=StatusReport.Status.DUE, due_on__lte=today + max(REMIND_BEFORE)
    ).select_related("service__organisation", "service__award__application")
    for report in soon:
        with transaction.atomic():
            _remind(report, today, at=at)


def _open_for(service: Service, *, at: datetime) -> int:
    assert service.funding_ended_on is not None
    reports = [
        StatusReport(
            service=service, fiscal_year=year, year_number=number, due_on=due_on
        )
        for number, (year, due_on) in enumerate(
            due_days(service.funding_ended_on), start=1
        )
    ]
    StatusReport.objects.bulk_create(reports, ignore_conflicts=True)
    log.record(
        "status_reports.opened",
        service,
        by=None,
        at=at,
        case=service.case,
        years=[report.fiscal_year for report in reports],
    )
    return len(reports)


def _missing(values: dict[str, Any]) -> list[Reason]:
    found = []
    if values.get("is_in_use") is None:
        found.append(reason("followups.in_use_not_said"))
    if values.get("is_in_use") and not values.get("uses"):
        found.append(reason("followups.used_without_uses"))
    if values.get("is_in_use") is False and not values.get("went_badly", "").strip():
        found.append(reason("followups.unused_without_why"))
    return found


def _remind(report: StatusReport, today: date, *, at: datetime) -> None:
    """Tell once for each step of the ladder that has been reached."""
    left = report.due_on - today
    if left >= timedelta(0):
        step = f"before-{min(one.days for one in REMIND_BEFORE if left <= one)}"
    else:
        step = f"late-{-left // REMIND_AGAIN}"
    key = f"status_report.reminder:{report.pk}:{step}"
    service = report.service
    tell(
        accounts.holders("officer", service.organisation),
        "status_report.reminder",
        subject=_("Status report of “%(name)s” is due on %(due)s"),
        body=_(
            "Please report how “%(name)s” was used in fiscal year %(year)s, what it"
            " cost and what you learned. It is due on %(due)s."
        ),
        values={
            "name": service.name,
            "year": report.fiscal_year,
            "due": report.due_on.isoformat(),
        },
        path=f"/followups/{report.pk}/",
        key=key,
        at=at,
    )
