"""Set what a plan costs: the whole table at once, as it stands on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.actions.locked import hold, keep, refuse_stale
from chiiki_web.plans.models import CostLine, Plan


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
) -> Plan:
    """Replace the cost lines and the amount to be applied for; the same table is no change."""
    plan = hold(plan_id, by=by)
    before = [
        Cost(one.head, one.description, one.amount) for one in plan.cost_lines.all()
    ]
    changed = ["costs"] if before != list(lines) else []
    if plan.requested != requested:
        changed.append("requested")
    if not changed:
        return plan
    refuse_stale(plan, version, changed)
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
        "plan.costs_set",
        fields=changed,
        save=["requested"],
        by=by,
        at=at,
        lines=len(lines),
        amount=sum(one.amount for one in lines),
        requested=requested,
    )
    return plan
