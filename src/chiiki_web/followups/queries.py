"""What pages ask about status reports: which are due, late, received."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, Sum

from chiiki import periods
from chiiki_web.accounts.models import Membership
from chiiki_web.followups.models import StatusReport


def visible_to(member: Membership) -> QuerySet[StatusReport]:
    """Status reports this person may open, the next due first."""
    rows = StatusReport.objects.select_related(
        "service__organisation", "service__municipality", "service__field"
    ).order_by("status", "due_on", "pk")
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
