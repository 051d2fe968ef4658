"""What pages and actions ask about spending, reports and settlements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from chiiki import ledger
from chiiki.money import Yen
from chiiki.reasons import Reason
from chiiki_web.accounts.models import Membership
from chiiki_web.awards import queries as awards
from chiiki_web.awards.models import Award
from chiiki_web.settlements import engine_input
from chiiki_web.settlements.models import PerformanceReport, Settlement, SpendingLine

REPORTED = ("done", "outcome", "difficulties", "finished_on")
STAGES = {
    "spending": Q(performance_report__isnull=True)
    | Q(performance_report__status__in=["draft", "returned"]),
    "report": Q(performance_report__status="submitted"),
    "payment": Q(settlement__fixed_amount__gt=0, settlement__payment__isnull=True),
    "paid": Q(settlement__payment__isnull=False),
    "unregistered": Q(settlement__isnull=False, service__isnull=True),
}


def visible_to(member: Membership) -> QuerySet[Award]:
    """Decided awards with how far their money has come, the newest first."""
    return (
        awards.visible_to(member)
        .filter(status=Award.Status.DECIDED)
        .select_related("performance_report", "settlement__payment", "service")
    )


def at_stage(member: Membership, stage: str) -> QuerySet[Award]:
    """The same, of one stage; without a known stage, all."""
    rows = visible_to(member)
    return rows.filter(STAGES[stage]) if stage in STAGES else rows


def spent_on(awards: Iterable[Award]) -> dict[int, int]:
    """Award id → the sum of its lines that were not struck through, in yen."""
    lines = SpendingLine.objects.filter(
        award__in=[one.pk for one in awards], struck_at__isnull=True
    )
    return dict(lines.order_by().values_list("award").annotate(sum=Sum("amount")))


def counts_by_stage(member: Membership) -> dict[str, int]:
    rows = visible_to(member).order_by()
    return dict(
        rows.aggregate(
            **{
                name: Count("pk", filter=found, distinct=True)
                for name, found in STAGES.items()
            }
        )
    )


@dataclass(frozen=True, slots=True)
class Spent:
    """One payment with why it does not count, if it does not."""

    line: SpendingLine
    against: tuple[Reason, ...]


def lines_of(award: Award) -> list[SpendingLine]:
    return list(
        award.spending_lines.select_related("evidence").order_by("paid_on", "pk")
    )


def proposal(award: Award) -> ledger.SettlementProposal:
    """The ledger's answer for what was spent so far."""
    return ledger.settle(
        Yen(award.amount),
        engine_input.items_of(lines_of(award)),
        heads=engine_input.heads_of(award),
        period=engine_input.period_of(award),
    )


def spending_of(award: Award) -> tuple[list[Spent], ledger.SettlementProposal]:
    """Each payment beside the ledger's judgement, and what it comes to."""
    found = proposal(award)
    against = {one.id: one.reasons for one in found.ineligible}
    spent = [Spent(line, against.get(str(line.pk), ())) for line in lines_of(award)]
    return spent, found


def report_of(award: Award) -> PerformanceReport | None:
    return getattr(award, "performance_report", None)


def with_all() -> QuerySet[Settlement]:
    return Settlement.objects.select_related(
        "letter",
        "award__application__organisation",
        "award__application__plan",
        "award__application__call__office",
        "award__application__call__programme",
    )


def without_letter() -> QuerySet[Settlement]:
    return Settlement.objects.filter(letter__isnull=True).order_by("pk")


def said_in(report: PerformanceReport | None) -> dict[str, Any]:
    """What a report says, draft or not; one that nobody began says nothing."""
    found = report or PerformanceReport()
    return {name: getattr(found, name) for name in REPORTED}
