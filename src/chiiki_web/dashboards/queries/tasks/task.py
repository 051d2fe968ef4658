"""One line of My page: one thing leads to its page, several to a list of just these."""

from __future__ import annotations

from collections.abc import Sequence
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


def task_over(
    label: str | Promise,
    keys: Sequence[object],
    page: str,
    listed: str,
    tone: str = TO_DO,
) -> Task:
    """A task over what was read already: ``page`` opens the one of a key."""
    url = reverse(page, args=[keys[0]]) if len(keys) == 1 else listed
    return Task(label, len(keys), url, tone)


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
