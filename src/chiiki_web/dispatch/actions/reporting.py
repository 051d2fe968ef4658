"""Both sides say what the dispatch brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch.models import Report, Request
from chiiki_web.refusals import Refusal


class CannotReport(Refusal):
    """No report was received."""


@transaction.atomic
def report_dispatch(
    request_id: int, *, by: Membership, at: datetime, **values: Any
) -> Report:
    """Receive the report of one side; with both sides in, the dispatch is reported."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    side = side_of(request, by)
    if side is None:
        raise CannotReport(reason("dispatch.not_yours"))
    if request.status != Request.Status.ACCEPTED:
        raise CannotReport(reason("dispatch.nothing_to_report"))
    if request.reports.filter(side=side).exists():
        raise CannotReport(reason("dispatch.already_reported"))
    if values["held_on"] > timezone.localdate(at):
        raise CannotReport(reason("dispatch.held_in_future", found=values["held_on"]))
    report = Report.objects.create(
        request=request, side=side, submitted_at=at, **values
    )
    log.record(
        "dispatch.reported",
        request,
        by=by,
        at=at,
        case=request.case,
        side=side,
        outcome=report.outcome,
    )
    if request.reports.count() == len(Report.Side.choices):
        request.status = Request.Status.REPORTED
        request.save(update_fields=["status"])
    return report


def side_of(request: Request, by: Membership) -> Report.Side | None:
    """Which side of a dispatch a person stands on, if any."""
    if by.role == "officer" and by.organisation_id == request.organisation_id:
        return Report.Side.REQUESTER
    accepted = request.candidates.filter(answer="accepted", adviser__membership=by)
    return Report.Side.ADVISER if accepted.exists() else None
