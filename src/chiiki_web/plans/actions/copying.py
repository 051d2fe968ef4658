"""A new plan begins with what an earlier one said, once for each form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from chiiki.readiness import ITEMS
from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.plans import queries
from chiiki_web.plans.actions.locked import hold
from chiiki_web.plans.actions.writing import CannotStartPlan, ended_municipality
from chiiki_web.plans.models import (
    CheckAnswer,
    CopiedPlan,
    CostLine,
    Plan,
    Stakeholder,
)
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field


@transaction.atomic
def copy_plan(
    source_id: int,
    *,
    form_key: UUID,
    said: Mapping[str, Any],
    number: str = "",
    title: str,
    field: Field,
    municipality: Municipality,
    by: Membership,
    at: datetime,
) -> Plan:
    """Start a plan with what the source says, or said when it was sent as ``number``.

    Lifeline, partners, recommendation and files are not taken over: what was left out and
    what is to be looked at again is kept with the new plan.
    """
    source = Plan.objects.select_for_update(of=("self",)).get(pk=source_id)
    _refuse(source, municipality, by, at)
    known = Plan.objects.filter(form_key=form_key).first()
    if known is not None:
        if known.organisation_id != by.organisation_id:
            raise CannotStartPlan(reason("plans.not_yours"))
        return known
    taken, unfit = _taken(said)
    plan = Plan.objects.create(
        organisation_id=by.organisation_id,
        form_key=form_key,
        title=title,
        field=field,
        municipality=municipality,
        created_at=at,
        changed_at=at,
        **taken,
    )
    _copy_rows(plan, said)
    left = [*queries.left_out(said, at), *unfit]
    CopiedPlan.objects.create(
        plan=plan,
        source=source,
        source_title=str(said.get("title") or source.title),
        source_number=number,
        left_out=[{"code": one.code, "values": dict(one.values)} for one in left],
        look_again=queries.look_again(said),
    )
    log.record(
        "plan.copied",
        plan,
        by=by,
        at=at,
        case=plan.case,
        version=plan.version,
        name=title,
        source=source.pk,
        number=number,
    )
    return plan


@transaction.atomic
def close_copy(plan_id: int, *, by: Membership, at: datetime) -> None:
    """Everything was looked at again: the list goes."""
    plan = hold(plan_id, by=by)
    open_lists = CopiedPlan.objects.filter(plan=plan, seen_at=None)
    if open_lists.update(seen_at=at):
        log.record("plan.copy_looked_over", plan, by=by, at=at, case=plan.case)


def _refuse(
    source: Plan, municipality: Municipality, by: Membership, at: datetime
) -> None:
    if by.role != Membership.Role.OFFICER:
        raise CannotStartPlan(reason("plans.officers_only"))
    if source.organisation_id != by.organisation_id:
        raise CannotStartPlan(reason("plans.copy_of_others"))
    if ended := ended_municipality(municipality, at):
        raise CannotStartPlan(ended)


def _taken(said: Mapping[str, Any]) -> tuple[dict[str, Any], list[Reason]]:
    """Values that a plan of today can hold, and what it cannot."""
    taken, unfit = {}, []
    for name in queries.TAKEN_OVER:
        value = said.get(name)
        if value in (None, ""):
            continue
        column = Plan._meta.get_field(name)
        try:
            taken[name] = column.clean(value, None)  # type: ignore[union-attr]
        except ValidationError:
            unfit.append(reason("plans.copy_without_value", value=str(value)))
    return taken, unfit


def _copy_rows(plan: Plan, said: Mapping[str, Any]) -> None:
    CostLine.objects.bulk_create(
        CostLine(
            plan=plan,
            head=one["head"],
            description=one["description"],
            amount=one["amount"],
        )
        for one in said.get("cost_lines", ())
        if one["head"] in CostLine.Head
    )
    Stakeholder.objects.bulk_create(
        Stakeholder(plan=plan, kind=one["kind"], name=one["name"], part=one["part"])
        for one in said.get("stakeholders", ())
        if one["kind"] in Stakeholder.Kind
    )
    items = {item.code for item in ITEMS}
    CheckAnswer.objects.bulk_create(
        CheckAnswer(
            plan=plan, item=one["item"], state=one["state"], evidence=one["evidence"]
        )
        for one in said.get("answers", ())
        if one["item"] in items and one["state"] in CheckAnswer.State
    )
