"""A service is registered with its target, changed, and ended."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.awards.models import Award
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.services import queries
from chiiki_web.services.actions.locked import CannotChangeService, hold, watchers
from chiiki_web.services.actions.warnings import assess_service, close_all
from chiiki_web.services.models import Service

# The project makes the service; what begins more than a year after it is a slip of the pen.
LATEST_START = timedelta(days=366)


class CannotRegister(Refusal):
    """No service was registered."""


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
    if by.role != "officer" or by.organisation_id != application.organisation_id:
        raise CannotRegister(reason("services.not_yours"))
    if award.status != Award.Status.DECIDED:
        raise CannotRegister(reason("services.no_award"))
    if Service.objects.filter(award=award).exists():
        raise CannotRegister(reason("services.already_registered"))
    if not values.get("target_uses_per_month"):
        raise CannotRegister(reason("services.no_target"))
    if against := _start_against(award, values["started_on"]):
        raise CannotRegister(against)
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
    service_id: int,
    *,
    seen: str | None = None,
    by: Membership,
    at: datetime,
    **values: Any,
) -> Service:
    """Change named fields; a lowered target is kept beside the old one in the history.

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    service = hold(service_id, by=by)
    if service.ended_on:
        raise CannotChangeService(reason("services.already_ended"))
    typed = {one: value for one, value in values.items() if one in queries.CHANGEABLE}
    changed = stale.changes(seen, typed, queries.said_of(service))
    if not changed:
        return service
    if "target_uses_per_month" in changed and not changed["target_uses_per_month"]:
        raise CannotChangeService(reason("services.no_target"))
    if "started_on" in changed and (
        against := _new_start_against(service, changed["started_on"])
    ):
        raise CannotChangeService(against)
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
def end_service(
    service_id: int, *, ended_on: date, ground: str, by: Membership, at: datetime
) -> Service:
    """End a service, with the reason: others learn from it. The office is told."""
    service = hold(service_id, by=by)
    if service.ended_on:
        raise CannotChangeService(reason("services.already_ended"))
    if not ground.strip():
        raise CannotChangeService(reason("services.end_without_ground"))
    if not service.started_on <= ended_on <= timezone.localdate(at):
        raise CannotChangeService(
            reason("services.end_out_of_range", start=service.started_on)
        )
    if service.uses.filter(month__gt=ended_on, uses__gt=0).exists():
        raise CannotChangeService(reason("services.used_after_end"))
    service.ended_on, service.end_reason = ended_on, ground
    service.use_state = Service.UseState.ENDED
    service.save(update_fields=["ended_on", "end_reason", "use_state"])
    close_all(service, note=ground, by=by, at=at)
    log.record(
        "service.ended",
        service,
        by=by,
        at=at,
        case=service.case,
        on=ended_on,
        ground=ground,
    )
    tell(
        watchers(service),
        "service.ended",
        subject=_("A service has ended: “%(name)s”"),
        body=_("%(organisation)s has ended it. The reason: %(ground)s"),
        values={
            "name": service.name,
            "organisation": service.organisation,
            "ground": ground,
        },
        path=f"/services/{service.pk}/",
        key=f"service.ended:{service.pk}",
        at=at,
    )
    return service


def _start_against(award: Award, started_on: date) -> Reason | None:
    """A service begins after its award, and a year after the project at the latest."""
    assert award.decided_at is not None
    if started_on < timezone.localdate(award.decided_at):
        return reason("services.starts_before_award")
    latest = award.application.call.project_ends_on + LATEST_START
    if started_on > latest:
        return reason("services.starts_too_late", latest=latest)
    return None


def _new_start_against(service: Service, started_on: date) -> Reason | None:
    """A slip in the first day can be put right, unless use was reported from before."""
    first = service.uses.order_by("month").first()
    if first is not None and first.month < started_on.replace(day=1):
        return reason("services.used_before_start", month=first.month)
    return _start_against(service.award, started_on) if service.award else None
