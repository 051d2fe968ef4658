"""The body that runs a service says each year whether it is used, and what it learned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.followups import queries
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

SAID = {
    "is_in_use",
    "uses",
    "running_cost",
    "income",
    "payer",
    "went_well",
    "went_badly",
    "next_year",
}


class CannotReportStatus(Refusal):
    """The report stays as it was."""


@transaction.atomic
def submit_report(
    report_id: int, *, by: Membership, at: datetime, **values: Any
) -> StatusReport:
    """Say whether the service is used, what it costs and what was learned, once a year.

    The office is told of a service that is not used any more.
    """
    if unknown := set(values) - SAID:
        raise TypeError(f"not a part of a status report: {sorted(unknown)}")
    report = (
        StatusReport.objects.select_for_update(of=("self",))
        .select_related(
            "service__award__application__call__office", "service__organisation"
        )
        .get(pk=report_id)
    )
    service = report.service
    if by.role != "officer" or by.organisation_id != service.organisation_id:
        raise CannotReportStatus(reason("followups.not_yours"))
    if report.status != StatusReport.Status.DUE:
        raise CannotReportStatus(reason("followups.already_submitted"))
    first = queries.can_be_sent_from(report)
    if timezone.localdate(at) < first:
        raise CannotReportStatus(reason("followups.year_not_over", first=first))
    if missing := list(_missing(values)):
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
    if not report.is_in_use:
        _tell_office(report, at=at)
    return report


def _missing(values: dict[str, Any]) -> Iterator[Reason]:
    is_in_use = values.get("is_in_use")
    if is_in_use is None:
        yield reason("followups.in_use_not_said")
    if is_in_use and not values.get("uses"):
        yield reason("followups.used_without_uses")
    if is_in_use is False and not str(values.get("went_badly") or "").strip():
        yield reason("followups.unused_without_why")


def _tell_office(report: StatusReport, *, at: datetime) -> None:
    service, award = report.service, report.service.award
    office = award.application.call.office if award else None
    tell(
        accounts.holders("office", office),
        "status_report.not_in_use",
        subject=_("“%(name)s” is not used any more"),
        body=_("%(organisation)s reports: %(why)s"),
        values={
            "name": service.name,
            "organisation": service.organisation.name_ja,
            "why": report.went_badly,
        },
        path=f"/followups/{report.pk}/",
        key=f"status_report.not_in_use:{report.pk}",
        at=at,
    )
