"""A service: registered with its target, its use reported by month, changed, ended."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards.models import Award
from chiiki_web.refusals import Refusal
from chiiki_web.services.actions.warnings import assess_service
from chiiki_web.services.models import MonthlyUse, Service, UseWarning

CHANGEABLE = {
    "name",
    "description",
    "lifeline",
    "target_users",
    "target_uses_per_month",
    "running_cost_per_year",
    "payer",
}


class CannotRegister(Refusal):
    """No service was registered."""


class CannotReportUse(Refusal):
    """The use of that month stays as it was."""


class CannotChangeService(Refusal):
    """The service stays as it was."""


@transaction.atomic
def register_service(
    award_id: int, *, by: Membership, at: datetime, **values: Any
) -> Service:
    """Register what the money made, with its target, once for each award."""
    award = (
        Award.objects.select_for_update(of=("self",))
        .select_related("application__plan", "application__call")
        .get(pk=award_id)
    )
    application = award.application
    if by.organisation_id != application.organisation_id:
        raise CannotRegister(reason("services.not_yours"))
    if award.status != Award.Status.DECIDED:
        raise CannotRegister(reason("services.no_award"))
    if Service.objects.filter(award=award).exists():
        raise CannotRegister(reason("services.already_registered"))
    if not values.get("target_uses_per_month"):
        raise CannotRegister(reason("services.no_target"))
    if values["started_on"] < timezone.localdate(award.decided_at):
        raise CannotRegister(
            reason("services.starts_before_award", found=values["started_on"])
        )
    service = Service.objects.create(
        award=award,
        organisation_id=application.organisation_id,
        municipality_id=application.plan.municipality_id,
        field_id=application.plan.field_id,
        funding_ended_on=application.call.project_ends_on,
        registered_at=at,
        **values,
    )
    log.record(
        "service.registered",
        service,
        by=by,
        at=at,
        case=service.case,
        name=service.name,
        target=service.target_uses_per_month,
        lifeline=service.lifeline,
    )
    return service


@transaction.atomic
def change_service(
    service_id: int, *, by: Membership, at: datetime, **values: Any
) -> Service:
    """Change named fields; a lowered target is kept beside the old one in the history."""
    service = _locked(service_id)
    _own(service, by, CannotChangeService)
    changed = {
        name: value
        for name, value in values.items()
        if name in CHANGEABLE and getattr(service, name) != value
    }
    if not changed:
        return service
    if "target_uses_per_month" in changed and not changed["target_uses_per_month"]:
        raise CannotChangeService(reason("services.no_target"))
    before = {name: getattr(service, name) for name in changed}
    for name, value in changed.items():
        setattr(service, name, value)
    service.save(update_fields=list(changed))
    log.record(
        "service.changed",
        service,
        by=by,
        at=at,
        case=service.case,
        before=before,
        after=changed,
    )
    assess_service(service, at=at)
    return service


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
    """Write down the uses of one month; a second report of it is a correction."""
    service = _locked(service_id)
    _own(service, by, CannotReportUse)
    month, today = month.replace(day=1), timezone.localdate(at)
    if month > today:
        raise CannotReportUse(reason("services.month_in_future", month=month))
    if month < service.started_on.replace(day=1):
        raise CannotReportUse(reason("services.month_before_start", month=month))
    if service.ended_on and month > service.ended_on:
        raise CannotReportUse(reason("services.month_after_end", month=month))
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


@transaction.atomic
def end_service(
    service_id: int, *, ended_on: date, ground: str, by: Membership, at: datetime
) -> Service:
    """End a service, with the reason: others learn from it."""
    service = _locked(service_id)
    _own(service, by, CannotChangeService)
    if service.ended_on:
        raise CannotChangeService(reason("services.already_ended"))
    if not ground.strip():
        raise CannotChangeService(reason("services.end_without_ground"))
    if not service.started_on <= ended_on <= timezone.localdate(at):
        raise CannotChangeService(reason("services.end_out_of_range", found=ended_on))
    service.ended_on, service.end_reason = ended_on, ground
    service.use_state = Service.UseState.ENDED
    service.save(update_fields=["ended_on", "end_reason", "use_state"])
    service.warnings.exclude(status=UseWarning.Status.CLOSED).update(
        status=UseWarning.Status.CLOSED, closed_at=at, closing_note=ground
    )
    log.record(
        "service.ended",
        service,
        by=by,
        at=at,
        case=service.case,
        on=ended_on,
        ground=ground,
    )
    return service


def _locked(service_id: int) -> Service:
    return (
        Service.objects.select_for_update(of=("self",))
        .select_related("award__application", "organisation")
        .get(pk=service_id)
    )


def _own(service: Service, by: Membership, refusal: type[Refusal]) -> None:
    if by.role != "officer" or by.organisation_id != service.organisation_id:
        raise refusal(reason("services.not_yours"))
