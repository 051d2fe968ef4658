"""What stands in an open form is kept, by the button or by itself: all of it, always.

What can be read and meets no newer text goes into the plan. What cannot be read yet, and
what somebody else wrote over meanwhile, stays as a working copy of the person who typed
it. A request that was overtaken by a newer one of the same form changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from chiiki.reasons import Reason
from chiiki_web.accounts.models import Membership
from chiiki_web.plans import queries
from chiiki_web.plans.actions.checklist import answer_check
from chiiki_web.plans.actions.costs import lines_of, set_costs
from chiiki_web.plans.actions.keeping import beginnings, without_nul
from chiiki_web.plans.actions.locked import CannotChangePlan, OpenForm, hold
from chiiki_web.plans.actions.writing import change_fields, ended_municipality
from chiiki_web.plans.models import Plan, WorkingCopy

Raw = Mapping[str, list[str]]
MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Typed:
    """One form as it stood: parts that could be read, and every part as it was typed.

    ``untouched`` are parts that say what the form showed; ``version`` is the one that
    the writer saw; ``let_go`` are parts whose working copy is not wanted any more.
    """

    values: Mapping[str, Any]
    raw: Mapping[str, Raw]
    version: int
    form: OpenForm
    untouched: Collection[str] = ()
    let_go: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: what clashes with a newer text, what could not be taken in.

    ``cut`` says how many characters are kept of a part that was longer than that.
    """

    clashes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    is_late: bool = False
    cut: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_complete(self) -> bool:
        """Whether the plan now says all that was typed."""
        return not (
            self.clashes or self.unread or self.reasons or self.is_late or self.cut
        )


@dataclass(slots=True)
class _Sorted:
    take: dict[str, Any] = field(default_factory=dict)
    clashes: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)
    reasons: list[Reason] = field(default_factory=list)


class _Write(Protocol):
    def __call__(self, plan: Plan, values: Mapping[str, Any]) -> object: ...


@transaction.atomic
def save_step(plan_id: int, typed: Typed, *, by: Membership, at: datetime) -> Outcome:
    """Keep one step of a plan as it was typed."""

    def write(plan: Plan, values: Mapping[str, Any]) -> object:
        return change_fields(
            plan.pk, values, version=plan.version, by=by, at=at, form=typed.form
        )

    return _save(plan_id, typed, write, by, at)


@transaction.atomic
def save_costs(plan_id: int, typed: Typed, *, by: Membership, at: datetime) -> Outcome:
    """Keep the table of costs and the amount as they were typed."""

    def write(plan: Plan, values: Mapping[str, Any]) -> object:
        lines = values.get(queries.COSTS)
        return set_costs(
            plan.pk,
            lines_of(plan) if lines is None else lines,
            requested=values.get("requested", plan.requested),
            version=plan.version,
            by=by,
            at=at,
            form=typed.form,
        )

    return _save(plan_id, typed, write, by, at)


@transaction.atomic
def save_check(
    plan_id: int, item: str, typed: Typed, *, by: Membership, at: datetime
) -> Outcome:
    """Keep an answer to the check list as it was typed; files come with the button."""

    def write(plan: Plan, values: Mapping[str, Any]) -> object:
        given = values[f"{queries.CHECK}{item}"]
        return answer_check(
            plan.pk, item, **given, version=plan.version, by=by, at=at, form=typed.form
        )

    return _save(plan_id, typed, write, by, at)


def _save(
    plan_id: int, typed: Typed, write: _Write, by: Membership, at: datetime
) -> Outcome:
    plan, form = hold(plan_id, by=by), typed.form
    if not form.is_sent and queries.is_late(plan, form.page, form.turn):
        return Outcome(is_late=True)
    found = _sort(plan, typed, at)
    if found.take:
        try:
            write(plan, found.take)
        except CannotChangePlan as refusal:
            found.reasons += refusal.reasons
            found.refused |= set(found.take)
    unread = set(typed.raw) - set(typed.values)
    kept = found.clashes | found.refused | unread
    cut = {part: _keep_copy(plan, part, typed, by, at) for part in sorted(kept)}
    _let_go(plan, typed, set(typed.raw) - kept, by)
    if form.is_sent:
        plan.earlier_texts.filter(page=form.page, is_sent=False).update(is_sent=True)
    return Outcome(
        tuple(sorted(found.clashes)),
        tuple(sorted(unread)),
        tuple(found.reasons),
        cut={part: most for part, most in cut.items() if most is not None},
    )


def _sort(plan: Plan, typed: Typed, at: datetime) -> _Sorted:
    """Tell what is new here from what only stood there, and from what met another text."""
    page = typed.form.page
    writers = queries.last_writers(plan, typed.values.keys())
    own = {part for part, last in writers.items() if last.page == page}
    changed = {
        part: value
        for part, value in typed.values.items()
        if queries.plain(value) != queries.said(plan, part)
        and (part not in typed.untouched or part in own)
    }
    found = _Sorted(clashes=queries.clashing(plan, changed, typed.version, page))
    found.take = {part: changed[part] for part in changed if part not in found.clashes}
    if ended := ended_municipality(found.take.get(MUNICIPALITY), at, found.take):
        del found.take[MUNICIPALITY]
        found.refused.add(MUNICIPALITY)
        found.reasons.append(ended)
    return found


def _keep_copy(
    plan: Plan, part: str, typed: Typed, by: Membership, at: datetime
) -> int | None:
    """Keep a part as it was typed; say how many characters of it, if not all."""
    raw = without_nul(typed.raw[part])
    kept = beginnings(raw)
    WorkingCopy.objects.update_or_create(
        plan=plan,
        member=by,
        part=part,
        defaults={
            "typed": kept,
            "version": typed.version,
            "page": typed.form.page,
            "turn": typed.form.turn,
            "kept_at": at,
        },
    )
    if kept == raw:
        return None
    return sum(len(one) for values in kept.values() for one in values)


def _let_go(plan: Plan, typed: Typed, parts: Collection[str], by: Membership) -> None:
    """A copy ends when its part is saved, or when its own form shows the old text again."""
    copies = plan.working_copies.filter(member=by)
    copies.filter(part__in=typed.let_go).delete()
    for one in copies.filter(part__in=parts):
        if one.part not in typed.untouched or one.page == typed.form.page:
            one.delete()
