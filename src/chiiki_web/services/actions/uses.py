"""The uses of a month, written down and corrected."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from chiiki.periods import add_months
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal
from chiiki_web.services.actions.locked import hold
from chiiki_web.services.actions.warnings import assess_service
from chiiki_web.services.models import MonthlyUse, Service


class CannotReportUse(Refusal):
    """The use of that month stays as it was."""


@transaction.atomic
def report_use(
    service_id: int,
    *,
    month: date,
    uses: int,
    users: int | None = None,
    note: str = "",
    by: Membership,
    at: datetime,
) -> MonthlyUse:
    """Write down the uses of one month; a second report of it is a correction.

    A month can be reported once it is over: half a month would look like half the use.
    """
    service = hold(service_id, by=by, refusal=CannotReportUse)
    month = month.replace(day=1)
    if against := _against(service, month, timezone.localdate(at)):
        raise CannotReportUse(against)
    before = service.uses.filter(month=month).first()
    if before and (before.uses, before.users, before.note) == (uses, users, note):
        return before
    row, _made = MonthlyUse.objects.update_or_create(
        service=service,
        month=month,
        defaults={"uses": uses, "users": users, "note": note, "reported_at": at},
    )
    log.record(
        "use.corrected" if before else "use.reported",
        service,
        by=by,
        at=at,
        case=service.case,
        month=f"{month:%Y-%m}",
        uses=uses,
        before=before.uses if before else None,
    )
    assess_service(service, at=at)
    return row


def _against(service: Service, month: date, today: date) -> Reason | None:
    if month < service.started_on.replace(day=1):
        return reason("services.month_before_start", start=service.started_on)
    if service.ended_on:
        if month > service.ended_on:
            return reason("services.month_after_end", end=service.ended_on)
        return None
    if month >= today.replace(day=1):
        return reason("services.month_not_over", first=add_months(month, 1))
    return None
