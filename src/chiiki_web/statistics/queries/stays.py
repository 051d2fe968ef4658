"""Managers' placements in figures."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from chiiki_web.placements.models import Milestone, MonthlyLog, Placement
from chiiki_web.placements.queries import TO_WRITE


@dataclass(frozen=True, slots=True)
class Stays:
    """Placements by state; days are those of logs that were sent."""

    by_status: dict[str, int]
    ended_early: int
    days: int
    late_logs: int
    reached: int
    settled: int

    @property
    def total(self) -> int:
        return sum(self.by_status.values())


def stays(year: int | None, today: date) -> Stays:
    """Placements whose request is of a fiscal year, in three statements."""
    rows = Placement.objects.order_by()
    if year is not None:
        rows = rows.filter(request__fiscal_year=year)
    states = list(rows.values_list("status", "ended_on"))
    of = {"placement__in": rows.values("pk")}
    logs = MonthlyLog.objects.filter(**of).aggregate(
        days=Sum("days_worked"),
        late=Count("pk", filter=Q(status__in=TO_WRITE, due_on__lt=today)),
    )
    milestones = Milestone.objects.filter(**of).aggregate(
        settled=Count("pk", filter=Q(settled_on__isnull=False)),
        reached=Count("pk", filter=Q(is_reached=True)),
    )
    return Stays(
        dict(Counter(status for status, _ended in states)),
        sum(ended is not None for _status, ended in states),
        logs["days"] or 0,
        logs["late"],
        milestones["reached"],
        milestones["settled"],
    )
