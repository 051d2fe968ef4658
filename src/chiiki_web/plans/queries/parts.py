"""What a part of a plan says now, said before, or what somebody typed and did not finish."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.plans.models import EarlierText, Plan, WorkingCopy

COSTS = "costs"
CHECK = "check:"
STAKEHOLDER = "stakeholder:new"
REPLACED = EarlierText.Kind.REPLACED


def plain(value: Any) -> Any:
    """A value of a plan as plain JSON: a row by its key, a line by its fields."""
    if isinstance(value, models.Model):
        return value.pk
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def digest(value: Any) -> str:
    """A short mark by which a form knows again what it showed."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def said(plan: Plan, part: str) -> Any:
    """What a part says now, as plain JSON."""
    if part == COSTS:
        return [
            {"head": one.head, "description": one.description, "amount": one.amount}
            for one in plan.cost_lines.all()
        ]
    if part.startswith(CHECK):
        item = part.removeprefix(CHECK)
        found = next((one for one in plan.answers.all() if one.item == item), None)
        return {"state": found.state, "evidence": found.evidence} if found else None
    return plain(getattr(plan, part))


def clashing(
    plan: Plan, parts: Collection[str], version: int, page: UUID | None = None
) -> set[str]:
    """Those parts into which another form than ``page`` wrote after ``version``."""
    if version == plan.version:
        return set()
    rows = plan.earlier_texts.filter(
        kind=REPLACED, part__in=parts, last_version__gt=version
    )
    if page is not None:
        rows = rows.exclude(page=page)
    return set(rows.values_list("part", flat=True))


def last_writers(plan: Plan, parts: Collection[str]) -> dict[str, EarlierText]:
    """For each part the newest writing: ``by`` and ``last_at`` say whose text stands."""
    rows = plan.earlier_texts.filter(kind=REPLACED, part__in=parts)
    return {
        one.part: one
        for one in rows.select_related("by__user", "by__organisation").order_by("pk")
    }


def is_last_writer(plan: Plan, parts: Collection[str], member: Membership) -> bool:
    """Whether all these parts say what this person wrote."""
    writers = last_writers(plan, parts)
    return all(part in writers and writers[part].by_id == member.pk for part in parts)


def is_late(plan: Plan, page: UUID, turn: int) -> bool:
    """Whether the same open form has sent something newer already."""
    return any(
        rows.filter(page=page, turn__gte=turn).exists()
        for rows in (plan.earlier_texts, plan.working_copies)
    )


@dataclass(frozen=True, slots=True)
class Copies:
    """What a person has typed and not brought in: to go on with, or to choose between."""

    unfinished: list[WorkingCopy]
    clashes: list[WorkingCopy]


def copies_of(plan: Plan, member: Membership, parts: Iterable[str] = ()) -> Copies:
    """The working copies of one person, those that met another text apart."""
    rows = plan.working_copies.filter(member=member)
    wanted = list(parts)
    found = list(rows.filter(part__in=wanted) if wanted else rows)
    oldest = min((one.version for one in found), default=plan.version)
    later = plan.earlier_texts.filter(
        kind=REPLACED,
        part__in={one.part for one in found},
        last_version__gt=oldest,
    )
    against = [one for one in found if any(_meets(one, row) for row in later)]
    return Copies([one for one in found if one not in against], against)


def unfinished_parts(plan: Plan) -> list[str]:
    """The parts into which anybody typed something that the plan does not say."""
    rows = plan.working_copies.exclude(part=STAKEHOLDER)
    return list(rows.order_by("part").values_list("part", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier text with whose it was and what became of it."""

    row: EarlierText
    writer: str
    written_at: datetime
    replaced_by: str


def earlier(plan: Plan, parts: Collection[str]) -> dict[str, list[Earlier]]:
    """The earlier texts of each part, the newest first; empty ones are no texts."""
    found: dict[str, list[Earlier]] = {}
    last: dict[str, EarlierText] = {}
    rows: QuerySet[EarlierText] = plan.earlier_texts.filter(part__in=parts)
    for row in rows.select_related("by__user").order_by("pk"):
        if row.kind == EarlierText.Kind.NOT_CHOSEN:
            one = Earlier(row, row.by.user.name, row.at, "")
        else:
            before = last.get(row.part)
            writer = before.by.user.name if before else ""
            written_at = before.last_at if before else plan.created_at
            one = Earlier(row, writer, written_at, row.by.user.name)
            last[row.part] = row
        if row.value not in (None, "", [], {}):
            found.setdefault(row.part, []).insert(0, one)
    return found


def has_earlier(plan: Plan, parts: Collection[str]) -> bool:
    """Whether any of these parts said something else before."""
    values = plan.earlier_texts.filter(part__in=parts).values_list("value", flat=True)
    return any(value not in (None, "", [], {}) for value in values)


def _meets(copy: WorkingCopy, row: EarlierText) -> bool:
    """Whether another form wrote into the part after the copy's writer had seen it."""
    return (
        row.part == copy.part
        and row.last_version > copy.version
        and (copy.page is None or row.page != copy.page)
    )
