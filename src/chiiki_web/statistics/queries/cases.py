"""Each request with what became of it: read once in a few statements, then only counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from functools import cache
from typing import Any

from django.db.models import F, Max, Min, QuerySet
from django.utils import timezone

from chiiki_web.dispatch.models import Candidate, Fee, Report, Request, Survey, Visit

HALF = 2
COLUMNS = {
    "pk": "pk",
    "number": "number",
    "project": "project",
    "organisation_ja": "organisation__name_ja",
    "organisation_en": "organisation__name_en",
    "year": "fiscal_year",
    "kind": "kind",
    "field": "field",
    "prefecture": "municipality__prefecture",
    "region": "municipality__prefecture__region",
    "municipality": "municipality",
    "status": "status",
}
PLACED = {Request.Status.ACCEPTED.value, Request.Status.REPORTED.value}


@dataclass(frozen=True, slots=True)
class Case:
    """One request; days are half-days until they are shown, ``cost`` is whole yen."""

    pk: int
    number: str
    project: str
    organisation_ja: str
    organisation_en: str
    year: int
    kind: str
    field: str
    prefecture: str
    region: str
    municipality: str
    status: str
    submitted_on: date
    answered_on: date | None = None
    visited_on: date | None = None
    advisers: tuple[int, ...] = ()
    half_days: int = 0
    cost: int | None = None
    asked: tuple[tuple[int, str], ...] = ()
    survey: str = ""
    helped: str = ""

    @property
    def is_placed(self) -> bool:
        return self.status in PLACED and bool(self.advisers)

    @property
    def days_to_answer(self) -> int | None:
        return (self.answered_on - self.submitted_on).days if self.answered_on else None

    @property
    def days_to_visit(self) -> int | None:
        return (self.visited_on - self.submitted_on).days if self.visited_on else None


PARTS: dict[str, Callable[[Case], bool]] = {
    "placed": lambda one: one.is_placed,
    "answered": lambda one: one.answered_on is not None,
    "visited": lambda one: one.visited_on is not None,
    "declined": lambda one: any(answer == "declined" for _who, answer in one.asked),
    "unplaced": lambda one: one.status == Request.Status.UNPLACED,
    "withdrawn": lambda one: one.status == Request.Status.WITHDRAWN,
    "surveyed": lambda one: bool(one.survey),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is counted: a year, a kind, or a part of them; None and empty mean all."""

    year: int | None = None
    kind: str = ""
    field: str = ""
    prefecture: str = ""
    region: str = ""
    adviser: int | None = None
    part: str = ""
    survey: str = ""

    def keeps(self, one: Case) -> bool:
        return (
            (not self.field or one.field == self.field)
            and (not self.prefecture or one.prefecture == self.prefecture)
            and (not self.region or one.region == self.region)
            and (self.adviser is None or self.adviser in one.advisers)
            and (not self.survey or one.survey == self.survey)
            and (self.part not in PARTS or PARTS[self.part](one))
        )


def years() -> list[int]:
    """Fiscal years with a request, the newest first."""
    rows = Request.objects.order_by("-fiscal_year").values_list(
        "fiscal_year", flat=True
    )
    return list(rows.distinct())


def cases(chosen: Chosen) -> list[Case]:
    """The requests that were chosen, the newest first, in six statements however many."""
    rows = Request.objects.order_by("-pk")
    if chosen.year is not None:
        rows = rows.filter(fiscal_year=chosen.year)
    if chosen.kind:
        rows = rows.filter(kind=chosen.kind)
    facts, zone = _facts(rows), timezone.get_current_timezone()
    made = (_case(row, facts, zone) for row in _plain(rows))
    return [one for one in made if chosen.keeps(one)]


@dataclass(slots=True)
class _Facts:
    """What other tables say, by request."""

    asked: dict[int, list[tuple[int, str]]]
    answered: dict[int, datetime]
    cost: dict[int, int]
    used: dict[int, int]
    held: dict[int, date]
    visited: dict[int, datetime]
    survey: dict[int, tuple[str, str]]


def _plain(rows: QuerySet[Request]) -> Iterable[tuple[Any, ...]]:
    """The columns of a case, then when it was sent, its days and its hours."""
    return rows.values_list(*COLUMNS.values(), "submitted_at", "days", "hours")


def _facts(rows: QuerySet[Request]) -> _Facts:
    of = {"request__in": rows.order_by().values("pk")}
    asked: dict[int, list[tuple[int, str]]] = defaultdict(list)
    answered: dict[int, datetime] = {}
    for request, adviser, answer, at in Candidate.objects.filter(
        **of, asked_at__isnull=False
    ).values_list("request", "adviser", "answer", "answered_at"):
        asked[request].append((adviser, answer))
        if answer == Candidate.Answer.ACCEPTED and at:
            answered[request] = max(at, answered.get(request, at))
    return _Facts(
        asked=asked,
        answered=answered,
        cost=_cost(rows),
        used=_used(rows),
        held=dict(
            Report.objects.filter(**of)
            .order_by()
            .values_list("request")
            .annotate(first=Min("held_on"))
        ),
        visited=dict(
            Visit.objects.agreed()
            .filter(schedule__request__in=rows.order_by().values("pk"))
            .order_by()
            .values_list("schedule__request")
            .annotate(first=Min("starts_at"))
        ),
        survey={
            request: (state, helped)
            for request, state, helped in Survey.objects.filter(
                **of, answered_at__isnull=False
            ).values_list("request", "state", "helped")
        },
    )


def _cost(rows: QuerySet[Request]) -> dict[int, int]:
    """What is set aside and in force, or what was paid."""
    found: dict[int, int] = defaultdict(int)
    fees = Fee.objects.filter(
        candidate__request__in=rows.order_by().values("pk"), given_back_at__isnull=True
    )
    half_day = F("yen_per_half_day")
    for request, paid, planned in fees.values_list(
        "candidate__request",
        half_day * F("paid_half_days") + F("paid_travel"),
        half_day * F("half_days") + F("yen_per_journey") * F("journeys"),
    ):
        found[request] += planned if paid is None else paid
    return found


def _used(rows: QuerySet[Request]) -> dict[int, int]:
    """Half-days that were used, as the side says that says more."""
    found = (
        Report.objects.filter(request__in=rows.order_by().values("pk"))
        .order_by()
        .values_list("request")
        .annotate(days=Max("days_used"), hours=Max("hours_used"))
    )
    return {pk: _half_days(days, hours) for pk, days, hours in found}


@cache
def _half_days(days: int, hours: int) -> int:
    """As a request counts them; there are few pairs and many requests."""
    return Request(days=days, hours=hours).half_days


def _case(row: tuple[Any, ...], facts: _Facts, zone: tzinfo) -> Case:
    """A case; the zone is asked for once, not for every one of ten thousand days."""
    pk, (submitted_at, days, hours) = row[0], row[len(COLUMNS) :]
    asked = tuple(facts.asked.get(pk, ()))
    advisers = tuple(who for who, answer in asked if answer == "accepted")
    planned = _half_days(days, hours)
    visited = facts.visited.get(pk)
    survey, helped = facts.survey.get(pk, ("", ""))
    answered = facts.answered.get(pk)
    return Case(
        **dict(zip(COLUMNS, row[: len(COLUMNS)], strict=True)),
        submitted_on=submitted_at.astimezone(zone).date(),
        answered_on=answered.astimezone(zone).date() if answered else None,
        visited_on=visited.astimezone(zone).date() if visited else facts.held.get(pk),
        advisers=advisers,
        half_days=facts.used.get(pk, planned) * len(advisers),
        cost=facts.cost.get(pk),
        asked=asked,
        survey=survey,
        helped=helped,
    )
