"""A plan held for one change: who may, whether it moved meanwhile, and how it is kept.

Every change counts the version up and says in its event which parts it touched. A form
that was opened at an older version is refused only where the same parts were touched.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.audit import queries as audit_queries
from chiiki_web.plans import queries
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal


class CannotChangePlan(Refusal):
    """The plan stays as it was."""


class PlanHasChanged(CannotChangePlan):
    """Somebody else changed the same parts since the form was opened."""


def hold(plan_id: int, *, by: Membership) -> Plan:
    """Lock a plan for its writer, or refuse."""
    plans = Plan.objects.select_for_update(of=("self",)).select_related("organisation")
    plan = plans.get(pk=plan_id)
    if not queries.may_change(plan, by):
        raise CannotChangePlan(reason("plans.not_yours"))
    return plan


def refuse_stale(plan: Plan, version: int, parts: Collection[str]) -> None:
    """Refuse where any of these parts was touched after ``version``."""
    if version == plan.version:
        return
    later = audit_queries.history_of(plan).filter(details__version__gt=version)
    touched = {part for event in later for part in event.details.get("fields", ())}
    if touched & set(parts):
        raise PlanHasChanged(reason("plans.changed_meanwhile"))


def keep(
    plan: Plan,
    event: str,
    *,
    fields: Collection[str],
    by: Membership,
    at: datetime,
    save: Collection[str] = (),
    **details: object,
) -> None:
    """Save the named fields under a new version and record what was touched."""
    plan.version += 1
    plan.changed_at = at
    plan.save(update_fields=[*save, "version", "changed_at"])
    log.record(
        event,
        plan,
        by=by,
        at=at,
        case=plan.case,
        version=plan.version,
        fields=sorted(fields),
        **details,
    )
