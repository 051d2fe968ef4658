"""Both sides say what the dispatch brought."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.models import Report, Request
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal


class CannotReport(Refusal):
    """No report was received."""


@transaction.atomic
def report_dispatch(
    request_id: int, *, by: Membership, at: datetime, **values: Any
) -> Report:
    """Receive the report of one side; with both in, the dispatch is reported."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    side = queries.side_of(request, by)
    if side is None:
        raise CannotReport(reason("dispatch.not_yours"))
    if request.reports.filter(side=side).exists():
        raise CannotReport(reason("dispatch.already_reported"))
    if request.status != Request.Status.ACCEPTED:
        raise CannotReport(reason("dispatch.nothing_to_report"))
    if against := list(_against(request, values, at)):
        raise CannotReport(*against)
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
        _tell_office(request, at=at)
    return report


def _against(
    request: Request, values: dict[str, Any], at: datetime
) -> Iterator[Reason]:
    if values["held_on"] > timezone.localdate(at):
        yield reason("dispatch.held_in_future")
    if values["held_on"] < timezone.localdate(request.submitted_at):
        yield reason("dispatch.held_before_request")
    elif request.kind == Request.Kind.ADVISER:
        yield from _before_the_visit(request, values["held_on"])
    if request.kind == Request.Kind.ADVISER:
        yield from _too_much(request, values)
    if not values["done"].strip() or not values["outcome"].strip():
        yield reason("dispatch.report_empty")


def _before_the_visit(request: Request, held_on: date) -> Iterator[Reason]:
    """Nothing has taken place before the days were agreed and the first of them has come."""
    first = queries.first_visit_on(request)
    if first is None:
        yield reason("dispatch.report_before_days")
    elif held_on < first:
        yield reason("dispatch.report_before_visit", day=first)


def _too_much(request: Request, values: dict[str, Any]) -> Iterator[Reason]:
    """Not more than the request was placed for."""
    if values.get("days_used", 0) > request.days:
        yield reason("dispatch.more_days_than_agreed", most=request.days)
    if values.get("hours_used", 0) > request.hours:
        yield reason("dispatch.more_hours_than_agreed", most=request.hours)


def _tell_office(request: Request, *, at: datetime) -> None:
    tell(
        queries.office_of(request),
        "dispatch.reported",
        subject=_("Both sides have reported: request %(number)s"),
        body=_("Please read what “%(project)s” brought."),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.reported:{request.pk}",
        at=at,
    )
