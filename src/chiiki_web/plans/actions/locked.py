"""A plan held for one change: who may, whether it moved meanwhile, and how it is kept.

Every change counts the version up, keeps what each part said before, and says in its
event which parts it touched. A form that was opened at an older version is refused only
where another form wrote into the same parts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.plans import queries
from chiiki_web.plans.models import EarlierText, Plan
from chiiki_web.refusals import Refusal

SITTING = timedelta(minutes=15)
SHRINKS = 0.8  # a text that loses more than a fifth is kept as it was


class CannotChangePlan(Refusal):
    """The plan stays as it was."""


class PlanHasChanged(CannotChangePlan):
    """Somebody else changed the same parts since the form was opened."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The form in a browser that writes: which one, its count, and whether by the button."""

    page: UUID
    turn: int = 0
    is_sent: bool = True


def hold(plan_id: int, *, by: Membership) -> Plan:
    """Lock a plan for its writer, or refuse."""
    plans = Plan.objects.select_for_update(of=("self",)).select_related("organisation")
    plan = plans.get(pk=plan_id)
    if not queries.may_change(plan, by):
        raise CannotChangePlan(reason("plans.not_yours"))
    return plan


def refuse_stale(
    plan: Plan, version: int, parts: Collection[str], form: OpenForm | None = None
) -> None:
    """Refuse where another form wrote into any of these parts after ``version``."""
    if queries.clashing(plan, parts, version, form.page if form else None):
        raise PlanHasChanged(reason("plans.changed_meanwhile"))


def keep(
    plan: Plan,
    event: str,
    *,
    fields: Collection[str],
    by: Membership,
    at: datetime,
    save: Collection[str] = (),
    before: Mapping[str, Any] | None = None,
    form: OpenForm | None = None,
    **details: object,
) -> None:
    """Save the named fields under a new version and record what was touched.

    ``before`` is what the parts said. What an open form saves by itself is one event for
    each part and sitting: the first of them; the texts between are no history.
    """
    plan.version += 1
    plan.changed_at = at
    plan.save(update_fields=[*save, "version", "changed_at"])
    if before and not _keep_earlier(plan, before, form, by, at):
        return
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


def _keep_earlier(
    plan: Plan,
    before: Mapping[str, Any],
    form: OpenForm | None,
    by: Membership,
    at: datetime,
) -> bool:
    """Keep what the parts said; False where the same form goes on writing the same texts."""
    last = _last_texts(plan, before) if form else {}
    fresh: list[EarlierText] = []
    begun = False
    for part, value in before.items():
        text = last.get(part)
        if text and form and _goes_on(text, form, by, at) and _grows(plan, part, value):
            text.last_version, text.last_at = plan.version, at
            text.turn, text.is_sent = form.turn, form.is_sent
            text.save(update_fields=["last_version", "last_at", "turn", "is_sent"])
            begun |= form.is_sent
            continue
        fresh.append(
            EarlierText(
                plan=plan,
                part=part,
                value=value,
                first_version=plan.version,
                last_version=plan.version,
                page=form.page if form else None,
                turn=form.turn if form else 0,
                is_sent=form.is_sent if form else True,
                by=by,
                at=at,
                last_at=at,
            )
        )
    EarlierText.objects.bulk_create(fresh)
    return begun or bool(fresh)


def _last_texts(plan: Plan, parts: Collection[str]) -> dict[str, EarlierText]:
    """Part → the text that took its place last."""
    texts = plan.earlier_texts.filter(part__in=parts, kind=EarlierText.Kind.REPLACED)
    found: dict[str, EarlierText] = {}
    for one in texts:  # the newest first
        found.setdefault(one.part, one)
    return found


def _goes_on(last: EarlierText, form: OpenForm, by: Membership, at: datetime) -> bool:
    return (
        last.page == form.page
        and last.by_id == by.pk
        and not last.is_sent
        and at - last.at < SITTING
    )


def _grows(plan: Plan, part: str, before: Any) -> bool:
    now = queries.said(plan, part)
    return len(_text(now)) >= len(_text(before)) * SHRINKS


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
