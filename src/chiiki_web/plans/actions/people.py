"""Who takes part in a plan by name: the stakeholders. Partners are asked in consortia."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.plans.actions.locked import CannotChangePlan, hold, keep
from chiiki_web.plans.models import Stakeholder


@transaction.atomic
def add_stakeholder(
    plan_id: int, *, kind: str, name: str, part: str, by: Membership, at: datetime
) -> Stakeholder:
    """Name somebody who takes part; the same name in the same kind stands once."""
    plan = hold(plan_id, by=by)
    if plan.stakeholders.filter(kind=kind, name=name).exists():
        raise CannotChangePlan(reason("plans.stakeholder_already_named", name=name))
    made = Stakeholder.objects.create(plan=plan, kind=kind, name=name, part=part)
    fields = ["stakeholders"]
    keep(plan, "plan.stakeholder_added", fields=fields, by=by, at=at, kind=kind)
    return made


@transaction.atomic
def remove_stakeholder(
    plan_id: int, stakeholder_id: int, *, by: Membership, at: datetime
) -> None:
    """Take a stakeholder out of a plan; one that is gone already is no fault."""
    plan = hold(plan_id, by=by)
    found = plan.stakeholders.filter(pk=stakeholder_id).first()
    if found is None:
        return
    found.delete()
    fields = ["stakeholders"]
    keep(plan, "plan.stakeholder_removed", fields=fields, by=by, at=at, kind=found.kind)
