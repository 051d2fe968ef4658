"""Rows of a service become values for the early-warning engine."""

from __future__ import annotations

from collections.abc import Iterable

from chiiki import usage
from chiiki_web.services.models import MonthlyUse, Service


def target_of(service: Service) -> usage.UseTarget:
    return usage.UseTarget(
        uses_per_month=service.target_uses_per_month,
        users=service.target_users,
        started_on=service.started_on,
        ended_on=service.ended_on,
    )


def reports_of(rows: Iterable[MonthlyUse]) -> list[usage.MonthlyUse]:
    return [usage.MonthlyUse(month=row.month, uses=row.uses) for row in rows]
