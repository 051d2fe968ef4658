"""Who bears how much: what partners took over, and what is left with the lead."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiiki_web.consortia.models import Partnership
from chiiki_web.plans.models import CostLine, Plan


@dataclass(frozen=True, slots=True)
class HeadShares:
    """One head: what the plan says, what partners bear, what is left with the lead."""

    head: str
    label: str
    planned: int
    borne: int

    @property
    def left(self) -> int:
        """Below zero where partners bear more than the plan spends."""
        return self.planned - self.borne


def by_head(plan: Plan, members: Iterable[Partnership]) -> list[HeadShares]:
    """Every head that the plan or a partner names, in the order of the heads."""
    planned: dict[str, int] = {}
    borne: dict[str, int] = {}
    for line in plan.cost_lines.all():
        planned[line.head] = planned.get(line.head, 0) + line.amount
    for one in members:
        for share in one.shares.all():
            borne[share.head] = borne.get(share.head, 0) + share.amount
    return [
        HeadShares(head, str(label), planned.get(head, 0), borne.get(head, 0))
        for head, label in CostLine.Head.choices
        if head in planned or head in borne
    ]


def total_of(one: Partnership) -> int:
    return sum(share.amount for share in one.shares.all())
