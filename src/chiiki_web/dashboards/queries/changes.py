"""What each part of a plan said before and after a step of its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chiiki_web.plans import forms
from chiiki_web.plans.models import EarlierText, Plan
from chiiki_web.plans.queries import said

Key = tuple[int, datetime]


@dataclass(frozen=True, slots=True)
class Change:
    """One part with both of its texts; an empty text says nothing."""

    label: str
    before: str
    after: str

    @property
    def texts(self) -> tuple[str, str]:
        return self.before, self.after


def changes_of(case: str, events: Iterable[Any]) -> dict[int, list[Change]]:
    """For each event of a plan, by its number, the texts that changed with it.

    What was written in one sitting is one change and stands with its first event.
    """
    kind, _colon, number = case.partition(":")
    plans = Plan.objects.prefetch_related("cost_lines", "answers")
    plan = plans.filter(pk=number).first() if kind == "plan" else None
    if plan is None:
        return {}
    found, own = _by_moment(plan), f"{plan._meta.label_lower}:{plan.pk}"
    return {
        event.pk: found[key]
        for event in events
        if event.subject == own
        and (key := (event.details.get("version"), event.happened_at)) in found
    }


def _by_moment(plan: Plan) -> dict[Key, list[Change]]:
    parts = [part for step in forms.STEPS for part in forms.parts_of_step(step.code)]
    rows: dict[str, list[EarlierText]] = {}
    kept = plan.earlier_texts.filter(kind=EarlierText.Kind.REPLACED, part__in=parts)
    for row in kept.order_by("pk"):
        rows.setdefault(row.part, []).append(row)
    found: dict[Key, list[Change]] = {}
    for part in parts:
        ones = rows.get(part, [])
        afters = [*(one.value for one in ones[1:]), said(plan, part) if ones else None]
        for row, after in zip(ones, afters, strict=False):
            key = row.first_version, row.at
            found.setdefault(key, []).append(_change(part, row.value, after))
    return found


def _change(part: str, before: Any, after: Any) -> Change:
    return Change(
        forms.part_label(part),
        forms.say_part(part, before),
        forms.say_part(part, after),
    )
