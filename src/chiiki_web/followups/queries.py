"""What pages ask about status reports: which are due, late, received."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

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
            service__award__application__call__office=member.organisation_id
        )
    if member.role == "officer":
        return rows.filter(service__organisation=member.organisation_id)
    return rows.none()


def late(rows: QuerySet[StatusReport], on: date) -> QuerySet[StatusReport]:
    return rows.filter(status=StatusReport.Status.DUE, due_on__lt=on)
