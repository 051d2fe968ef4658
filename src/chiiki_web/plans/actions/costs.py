"""Set what a plan costs: the whole table at once, as it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.actions.locked import OpenForm, hold, keep, refuse_stale
from chiiki_web.plans.models import CostLine, Plan
from chiiki_web.plans.queries import COSTS, said


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of the table, in whole yen above zero."""

    head: str
    description: str
    amount: int


@transaction.atomic
def set_costs(
    plan_id: int,
    lines: Sequence[Cost],
    *,
    requested: int | None,
    version: int,
    by: Membership,
    at: datetime,
    form: OpenForm | None = None,
    event: str = "plan.costs_set",
) -> Plan:
    """Replace the cost lines and the amount to be applied for; the same table is no change."""
    plan = hold(plan_id, by=by)
    before = lines_of(plan)
    changed = [COSTS] if before != list(lines) else []
    if plan.requested != requested:
        changed.append("requested")
    if not changed:
        return plan
    refuse_stale(plan, version, changed, form)
    earlier = {part: said(plan, part) for part in changed}
    plan.cost_lines.all().delete()
    CostLine.objects.bulk_create(
        CostLine(
            plan=plan, head=one.head, description=one.description, amount=one.amount
        )
        for one in lines
    )
    plan.requested = requested
    keep(
        plan,
        event,
        fields=changed,
        before=earlier,
        form=form,
        save=["requested"],
        by=by,
        at=at,
        lines=len(lines),
        amount=sum(one.amount for one in lines),
        requested=requested,
    )
    return plan


def lines_of(plan: Plan) -> list[Cost]:
    """The table as it stands."""
    return [
        Cost(one.head, one.description, one.amount) for one in plan.cost_lines.all()
    ]
