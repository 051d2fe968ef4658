"""Two texts for one part: one is chosen, the other stays readable; an old one comes back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.plans import queries
from chiiki_web.plans.actions.checklist import answer_check
from chiiki_web.plans.actions.costs import Cost, lines_of, set_costs
from chiiki_web.plans.actions.locked import CannotChangePlan, hold
from chiiki_web.plans.actions.writing import change_fields
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field

Pick = Literal["theirs", "mine", "merge"]
UNREAD = "typed"  # the key under which a text is kept that could not be read


@transaction.atomic
def choose_text(
    plan_id: int,
    part: str,
    *,
    pick: Pick,
    value: Any = None,
    mine: Any = None,
    version: int,
    by: Membership,
    at: datetime,
) -> Plan:
    """End a clash: ``theirs`` stays, or ``value`` takes its place.

    ``mine`` is what the person had typed, as it is to be kept if it is not chosen.
    Raises PlanHasChanged where the part was written again after ``version``.
    """
    plan = hold(plan_id, by=by)
    copy = plan.working_copies.filter(member=by, part=part).first()
    if copy is None:
        raise CannotChangePlan(reason("plans.nothing_to_choose"))
    if pick != "theirs":
        _write(plan, part, value, version, "plan.text_chosen", by, at)
        plan = hold(plan_id, by=by)
    if queries.plain(mine) != queries.said(plan, part):
        _keep_lost(plan, copy, mine, at)
    copy.delete()
    if pick == "theirs":
        log.record(
            "plan.text_chosen",
            plan,
            by=by,
            at=at,
            case=plan.case,
            version=plan.version,
            fields=[part],
        )
    return plan


@transaction.atomic
def restore_text(
    earlier_id: int, *, version: int, by: Membership, at: datetime
) -> EarlierText:
    """Let a part say again what it said before; what it says now becomes an earlier text."""
    row = EarlierText.objects.get(pk=earlier_id)
    plan = hold(row.plan_id, by=by)
    if isinstance(row.value, Mapping) and UNREAD in row.value:
        raise CannotChangePlan(reason("plans.text_not_readable"))
    value = _revived(row.part, row.value)
    _write(plan, row.part, value, version, "plan.text_restored", by, at)
    return row


@transaction.atomic
def edit_further(
    plan_id: int, part: str, *, version: int, by: Membership, at: datetime
) -> WorkingCopy:
    """Take one's own text into the form again, having seen the other one."""
    plan = hold(plan_id, by=by)
    copy = plan.working_copies.filter(member=by, part=part).first()
    if copy is None:
        raise CannotChangePlan(reason("plans.nothing_to_choose"))
    copy.version, copy.kept_at = min(version, plan.version), at
    copy.save(update_fields=["version", "kept_at"])
    return copy


def _keep_lost(plan: Plan, copy: WorkingCopy, mine: Any, at: datetime) -> None:
    plan.earlier_texts.create(
        part=copy.part,
        kind=EarlierText.Kind.NOT_CHOSEN,
        value=queries.plain(mine),
        first_version=plan.version,
        last_version=plan.version,
        by=copy.member,
        at=copy.kept_at,
        last_at=at,
    )


def _write(
    plan: Plan,
    part: str,
    value: Any,
    version: int,
    event: str,
    by: Membership,
    at: datetime,
) -> None:
    if part in (queries.COSTS, "requested"):
        lines = value if part == queries.COSTS else lines_of(plan)
        requested = value if part == "requested" else plan.requested
        set_costs(
            plan.pk,
            list(lines),
            requested=requested,
            version=version,
            by=by,
            at=at,
            event=event,
        )
    elif part.startswith(queries.CHECK):
        item = part.removeprefix(queries.CHECK)
        answer_check(plan.pk, item, **value, version=version, by=by, at=at, event=event)
    else:
        change_fields(
            plan.pk, {part: value}, version=version, by=by, at=at, event=event
        )


def _revived(part: str, value: Any) -> Any:
    """A kept value as the actions take it."""
    if part == queries.COSTS:
        return [Cost(**one) for one in value]
    if part == "municipality":
        return Municipality.objects.get(pk=value)
    return Field.objects.get(pk=value) if part == "field" else value
