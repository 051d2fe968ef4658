"""Start a plan and change what it says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.plans.actions.locked import CannotChangePlan, hold, keep, refuse_stale
from chiiki_web.plans.models import Plan
from chiiki_web.plans.queries import SAID
from chiiki_web.refusals import Refusal
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field

CHANGEABLE = frozenset(SAID) - {"requested"} | {"field", "municipality"}


class CannotStartPlan(Refusal):
    """No plan was started."""


@transaction.atomic
def start_plan(
    *,
    form_key: UUID,
    title: str,
    field: Field,
    municipality: Municipality,
    by: Membership,
    at: datetime,
) -> Plan:
    """Start a plan for the organisation of the person; the same form starts it once."""
    if by.role != Membership.Role.OFFICER:
        raise CannotStartPlan(reason("plans.officers_only"))
    if ended := _ended(municipality, at):
        raise CannotStartPlan(ended)
    plan, is_new = Plan.objects.get_or_create(
        form_key=form_key,
        defaults={
            "organisation_id": by.organisation_id,
            "title": title,
            "field": field,
            "municipality": municipality,
            "created_at": at,
            "changed_at": at,
        },
    )
    if plan.organisation_id != by.organisation_id:
        raise CannotStartPlan(reason("plans.not_yours"))
    if is_new:
        log.record(
            "plan.started",
            plan,
            by=by,
            at=at,
            case=plan.case,
            version=plan.version,
            name=title,
        )
    return plan


@transaction.atomic
def change_plan(
    plan_id: int, *, version: int, by: Membership, at: datetime, **values: object
) -> Plan:
    """Change the named fields; ``version`` is the one that the writer saw.

    Raises PlanHasChanged where somebody touched one of these fields since, and TypeError
    for a field that cannot be changed here. The same values again change nothing.
    """
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"not a part of a plan: {sorted(unknown)}")
    plan = hold(plan_id, by=by)
    changed = [name for name in values if getattr(plan, name) != values[name]]
    if not changed:
        return plan
    refuse_stale(plan, version, changed)
    if "municipality" in changed and (ended := _ended(values["municipality"], at)):
        raise CannotChangePlan(ended)
    for name in changed:
        setattr(plan, name, values[name])
    keep(plan, "plan.changed", fields=changed, save=changed, by=by, at=at)
    return plan


def _ended(municipality: object, at: datetime) -> Reason | None:
    assert isinstance(municipality, Municipality)
    last_day = municipality.last_day
    if last_day is None or last_day >= timezone.localdate(at):
        return None
    return reason("plans.municipality_ended", name=municipality.name_ja)
