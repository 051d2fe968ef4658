"""One line of My page: one thing leads to its page, several to a list of just these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils.functional import Promise

URGENT, TO_DO, QUIET = "danger", "info", "neutral"


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what waits, how many, where to do it, how pressing."""

    label: str | Promise
    count: int
    url: str
    tone: str = TO_DO


def task_of(
    label: str | Promise,
    rows: QuerySet[Any],
    page: str,
    listed: str,
    tone: str = TO_DO,
    *,
    key: str = "pk",
) -> Task:
    """A task over rows: ``page`` opens the one with this ``key``, ``listed`` all of them."""
    found = rows.order_by().aggregate(count=Count("pk", distinct=True), one=Min(key))
    is_one = found["count"] == 1
    url = reverse(page, args=[found["one"]]) if is_one else listed
    return Task(label, found["count"], url, tone)
