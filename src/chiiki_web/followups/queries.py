"""What pages ask about status reports: which are due, late, received."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from django.db.models import Count, Q, QuerySet, Sum

from chiiki import periods
from chiiki_web.accounts.models import Membership
from chiiki_web.followups.models import StatusReport
from chiiki_web.schemes import queries as schemes
from chiiki_web.services.models import Service

SOON = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Usual:
    """How many yearly reports follow the end of the money, and when each is due."""

    years: int
    due_month: int
    due_day: int


@cache
def usual() -> Usual:
    """What holds where a scheme states nothing; the file names its sources."""
    text = Path(__file__).with_name("reports.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    month, day = map(int, found["due"]["value"].split("-"))
    return Usual(found["years"]["value"], month, day)


def years_of(service: Service) -> int:
    """For how many years a service is reported: as its scheme states, or as is usual."""
    if service.award is None:
        return usual().years
    stated = schemes.scheme_of(service.award.application.call).terms.follow_up
    return stated.years if stated else usual().years


def visible_to(member: Membership) -> QuerySet[StatusReport]:
    """Status reports this person may open, the next due first."""
    rows = (
        StatusReport.objects.select_related(
            "service__organisation", "service__municipality", "service__field"
        )
        .annotate(of_years=Count("service__status_reports"))
        .order_by("status", "due_on", "pk")
    )
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "office":
        return rows.filter(
            Q(service__award__isnull=True)
            | Q(service__award__application__call__office=member.organisation_id)
        )
    if member.role == "officer":
        return rows.filter(service__organisation=member.organisation_id)
    return rows.none()


def late(rows: QuerySet[StatusReport], on: date) -> QuerySet[StatusReport]:
    return rows.filter(status=StatusReport.Status.DUE, due_on__lt=on)


def due_soon(rows: QuerySet[StatusReport], on: date) -> QuerySet[StatusReport]:
    """Not late, and due within 60 days."""
    due = rows.filter(status=StatusReport.Status.DUE)
    return due.filter(due_on__gte=on, due_on__lte=on + SOON)


def can_be_sent_from(report: StatusReport) -> date:
    """The first day of sending: after the fiscal year, or after the end of the service."""
    after_year = periods.fiscal_year_period(report.fiscal_year).end
    ended_on = report.service.ended_on
    return min(after_year, ended_on) if ended_on else after_year


def uses_in_year(report: StatusReport) -> int | None:
    """The sum of the months that were reported for the fiscal year, if any were."""
    year = periods.fiscal_year_period(report.fiscal_year)
    months = report.service.uses.filter(month__gte=year.start, month__lt=year.end)
    found: int | None = months.aggregate(sum=Sum("uses"))["sum"]
    return found
