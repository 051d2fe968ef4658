"""How the work is spread between advisers, and who was never asked."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Sum

from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser, Commission
from chiiki_web.statistics.queries.cases import HALF, Case

TOP = 10  # percent


@dataclass(frozen=True, slots=True)
class Load:
    """One adviser: times asked, sent, days, and days that they could give."""

    adviser: int
    asked: int
    sent: int
    days: float
    capacity: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """``percent`` of all days fell to the ``top`` busiest of ``people`` advisers."""

    people: int
    top: int
    percent: float | None


def load_of(found: Iterable[Case], year: int | None) -> tuple[list[Load], Share]:
    """Everybody in the register (of the year), the busiest first, and the top share."""
    asked: Counter[int] = Counter()
    sent: Counter[int] = Counter()
    half_days: Counter[int] = Counter()
    for one in found:
        asked.update(who for who, _answer in one.asked)
        if one.is_placed:
            sent.update(one.advisers)
            for who in one.advisers:
                half_days[who] += one.half_days // len(one.advisers)
    capacity = _capacity(year)
    rows = [
        Load(pk, asked[pk], sent[pk], half_days[pk] / HALF, capacity.get(pk))
        for pk in set(capacity) | set(asked)
    ]
    rows.sort(key=lambda one: (-one.days, -one.sent, -one.asked, one.adviser))
    return rows, _share(rows)


def never_asked(rows: Iterable[Load]) -> list[int]:
    return [one.adviser for one in rows if not one.asked]


def adviser_names(ids: Iterable[int]) -> dict[int, str]:
    rows = Adviser.objects.filter(pk__in=list(ids)).order_by("membership__user__name")
    return dict(rows.values_list("pk", "membership__user__name"))


def _capacity(year: int | None) -> dict[int, int]:
    """Days a year by adviser: of the commissions of a year, or of everybody in the list."""
    if year is None:
        return dict.fromkeys(advisers.active().values_list("pk", flat=True), 0)
    rows = Commission.objects.filter(fiscal_year=year, is_ended=False).order_by()
    return dict(rows.values_list("adviser").annotate(days=Sum("capacity_days")))


def _share(rows: list[Load]) -> Share:
    top = math.ceil(len(rows) * TOP / 100)
    total = sum(one.days for one in rows)
    percent = 100 * sum(one.days for one in rows[:top]) / total if total else None
    return Share(len(rows), top, percent)
