"""What pages ask about services: which are mine, how they are used, which need help."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, Prefetch, Q, QuerySet, When, Window
from django.db.models.functions import RowNumber

from chiiki import usage
from chiiki.periods import add_months
from chiiki_web.accounts.models import Membership
from chiiki_web.plans.models import LIFELINES
from chiiki_web.regions.models import Prefecture
from chiiki_web.services import engine_input
from chiiki_web.services.models import MonthlyUse, Service, UseWarning

CHANGEABLE = (
    "name",
    "description",
    "lifeline",
    "started_on",
    "target_uses_per_month",
    "target_users",
    "running_cost_per_year",
    "payer",
)

NEEDS_HELP = ("far_below", "silent")
SHOWN_IN_CELL = 5


def visible_to(member: Membership) -> QuerySet[Service]:
    """Services this person may open, the newest first."""
    rows = Service.objects.select_related(
        "organisation", "municipality__prefecture", "field", "award__application__call"
    ).order_by("-pk")
    if member.role in {"auditor", "administrator"}:
        return rows
    if member.role == "office":
        return rows.filter(
            Q(award__isnull=True)
            | Q(award__application__call__office=member.organisation_id)
        )
    if member.role == "officer":
        return rows.filter(organisation=member.organisation_id)
    return rows.none()


def watches(member: Membership, service: Service) -> bool:
    """Whether a person belongs to the office that looks after a service."""
    award = service.award
    return member.role == "office" and (
        award is None or award.application.call.office_id == member.organisation_id
    )


def state_of(service: Service, on: date) -> usage.UseState:
    """The early-warning engine's answer for one service on a day."""
    return usage.assess_use(
        engine_input.target_of(service),
        engine_input.reports_of(service.uses.all()),
        as_of=on,
    )


def months_to_report(use: usage.UseState, on: date) -> list[date]:
    """Months that are over and of which nothing was reported, the oldest first."""
    return [
        point.month
        for point in use.series
        if point.uses is None and add_months(point.month, 1) <= on
    ]


def may_be_closed(warning: UseWarning) -> bool:
    """Whether there is an improvement plan to read, or the service is used again."""
    return warning.status == UseWarning.Status.ANSWERED or (
        warning.status == UseWarning.Status.OPEN
        and warning.service.use_state not in NEEDS_HELP
    )


def running() -> QuerySet[Service]:
    """Services that have not ended, with their months of use."""
    return Service.objects.filter(ended_on__isnull=True).prefetch_related(
        Prefetch("uses", queryset=MonthlyUse.objects.order_by("month"))
    )


def warned(services: QuerySet[Service]) -> QuerySet[UseWarning, int]:
    """The services whose warning waits for the answer of those who run them."""
    waiting = UseWarning.objects.filter(
        service__in=services, status=UseWarning.Status.OPEN
    )
    return waiting.values_list("service", flat=True)


def open_warnings(services: QuerySet[Service]) -> QuerySet[UseWarning]:
    return (
        UseWarning.objects.filter(service__in=services)
        .exclude(status=UseWarning.Status.CLOSED)
        .select_related("service__organisation", "service__municipality")
        .order_by("status", "raised_at")
    )


@dataclass(frozen=True, slots=True)
class LifelineCell:
    """Services of one kind in one region: the first few, and how many there are."""

    kind: str
    shown: tuple[Service, ...]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.shown)


@dataclass(frozen=True, slots=True)
class LifelineRow:
    """One region's lifeline services on the board, by kind of lifeline."""

    prefecture: Prefecture
    cells: tuple[LifelineCell, ...]
    needs_help: int


def lifeline_board(services: QuerySet[Service]) -> list[LifelineRow]:
    """Lifeline services that run, by prefecture; in a cell, who needs help comes first."""
    kinds = [code for code, _label in LIFELINES if code]
    running = services.filter(ended_on__isnull=True).exclude(lifeline="")
    place = "municipality__prefecture"
    counted = {
        (code, kind): (number, helped)
        for code, kind, number, helped in running.order_by()
        .values_list(place, "lifeline")
        .annotate(
            number=Count("pk"), helped=Count("pk", filter=Q(use_state__in=NEEDS_HELP))
        )
    }
    urgency = Case(When(use_state__in=NEEDS_HELP, then=0), default=1)
    ranked = running.order_by("name", "pk").annotate(
        urgency=urgency,
        position=Window(
            RowNumber(),
            partition_by=[place, "lifeline"],
            order_by=[urgency, F("name"), F("pk")],
        ),
    )
    shown: dict[tuple[str, str], list[Service]] = {}
    prefectures: dict[str, Prefecture] = {}
    for one in ranked.filter(position__lte=SHOWN_IN_CELL).order_by("urgency", "name"):
        found = one.municipality.prefecture
        prefectures[found.pk] = found
        shown.setdefault((found.pk, one.lifeline), []).append(one)
    return [
        LifelineRow(
            prefecture=prefectures[code],
            cells=tuple(
                LifelineCell(
                    kind,
                    tuple(shown.get((code, kind), ())),
                    counted.get((code, kind), (0, 0))[0],
                )
                for kind in kinds
            ),
            needs_help=sum(counted.get((code, kind), (0, 0))[1] for kind in kinds),
        )
        for code in sorted(prefectures)
    ]


def counts_by_state(services: QuerySet[Service]) -> dict[str, int]:
    counted = dict(
        services.order_by().values_list("use_state").annotate(number=Count("pk"))
    )
    return {state: counted.get(state, 0) for state in Service.UseState.values}


def said_of(service: Service) -> dict[str, Any]:
    """What an officer can change of a service, by its names."""
    return {name: getattr(service, name) for name in CHANGEABLE}
