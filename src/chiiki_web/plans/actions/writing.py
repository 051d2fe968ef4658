"""Start a plan and change what it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.plans.actions.locked import (
    CannotChangePlan,
    OpenForm,
    hold,
    keep,
    refuse_stale,
)
from chiiki_web.plans.models import Plan
from chiiki_web.plans.queries import SAID, said
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
    if ended := ended_municipality(municipality, at):
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


def change_plan(
    plan_id: int,
    *,
    version: int,
    by: Membership,
    at: datetime,
    **values: object,
) -> Plan:
    """Change the named fields; ``version`` is the one that the writer saw.

    Raises PlanHasChanged where somebody touched one of these fields since, and TypeError
    for a field that cannot be changed here. The same values again change nothing.
    """
    return change_fields(plan_id, values, version=version, by=by, at=at)


@transaction.atomic
def change_fields(
    plan_id: int,
    values: Mapping[str, object],
    *,
    version: int,
    by: Membership,
    at: datetime,
    form: OpenForm | None = None,
    event: str = "plan.changed",
) -> Plan:
    """The same for an open form, which never clashes with itself, and for other events."""
    if unknown := set(values) - CHANGEABLE:
        raise TypeError(f"not a part of a plan: {sorted(unknown)}")
    plan = hold(plan_id, by=by)
    changed = [name for name in values if getattr(plan, name) != values[name]]
    if not changed:
        return plan
    refuse_stale(plan, version, changed, form)
    if ended := ended_municipality(values.get("municipality"), at, changed):
        raise CannotChangePlan(ended)
    before = {name: said(plan, name) for name in changed}
    for name in changed:
        setattr(plan, name, values[name])
    keep(
        plan,
        event,
        fields=changed,
        save=changed,
        before=before,
        form=form,
        by=by,
        at=at,
    )
    return plan


def ended_municipality(
    municipality: object, at: datetime, parts: Collection[str] = ("municipality",)
) -> Reason | None:
    """Why a municipality cannot be chosen any more, if it is among these parts."""
    if "municipality" not in parts:
        return None
    assert isinstance(municipality, Municipality)
    last_day = municipality.last_day
    if last_day is None or last_day >= timezone.localdate(at):
        return None
    return reason("plans.municipality_ended", name=municipality.name_ja)
