"""The doubts that a plan's own figures and names raise, each with the figures behind it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil

from chiiki.readiness.checklist import STAKEHOLDER_KINDS, THRESHOLDS
from chiiki.readiness.model import PlanFacts
from chiiki.reasons import Reason, reason

EQUIPMENT = "equipment"
USER = "user"
PERCENT = 100


def concerns_about(plan: PlanFacts) -> Iterator[Reason]:
    """Yield every doubt; what the plan does not say raises none by itself."""
    yield from _about_targets(plan)
    yield from _about_needs(plan)
    yield from _about_money(plan)
    yield from _about_people(plan)


def _about_targets(plan: PlanFacts) -> Iterator[Reason]:
    uses, users = plan.target_uses_per_month, plan.target_users
    if uses is None:
        return
    if not users:
        yield reason("readiness.target_without_users", uses=uses)
    elif uses > users * _value("most_uses_per_user_per_month"):
        yield reason(
            "readiness.uses_implausible",
            uses=uses,
            users=users,
            uses_per_user=_rounded_up(Fraction(uses, users)),
            most=_value("most_uses_per_user_per_month"),
        )
    yield from _about_growth(uses, plan.baseline_uses_per_month)


def _about_growth(uses: int, baseline: int | None) -> Iterator[Reason]:
    if baseline is None:
        yield reason("readiness.target_without_baseline", uses=uses)
    elif uses <= baseline:
        yield reason(
            "readiness.target_not_above_baseline", uses=uses, baseline=baseline
        )
    elif baseline and uses > baseline * _value("most_times_the_baseline"):
        yield reason(
            "readiness.growth_implausible",
            uses=uses,
            baseline=baseline,
            times=_rounded_up(Fraction(uses, baseline)),
            most=_value("most_times_the_baseline"),
        )


def _about_needs(plan: PlanFacts) -> Iterator[Reason]:
    if not _said(plan.need_method) and not _said(plan.need_found):
        return
    least = _value("least_people_asked")
    if not plan.people_asked:
        yield reason("readiness.need_without_people_asked")
    elif plan.people_asked < least:
        yield reason("readiness.few_people_asked", asked=plan.people_asked, least=least)


def _about_money(plan: PlanFacts) -> Iterator[Reason]:
    costs = plan.costs_by_head or {}
    total = sum(costs.values())
    running = plan.running_cost_per_year
    if running and not _said(plan.payer_after):
        yield reason("readiness.running_cost_without_payer", running_cost=running)
    most = _value("most_running_cost_percent")
    if running and total and running * PERCENT > total * most:
        yield reason(
            "readiness.running_cost_high",
            running_cost=running,
            total=total,
            percent=_rounded_up(Fraction(running * PERCENT, total)),
            most=most,
        )
    equipment, below = costs.get(EQUIPMENT, 0), _value("equipment_percent_below")
    if total and equipment * PERCENT >= total * below:
        yield reason(
            "readiness.equipment_share_high",
            equipment=equipment,
            total=total,
            percent=_rounded_up(Fraction(equipment * PERCENT, total)),
            below=below,
        )


def _about_people(plan: PlanFacts) -> Iterator[Reason]:
    if plan.stakeholder_kinds is not None:
        yield from _about_stakeholders(plan.stakeholder_kinds)
    if plan.leader_is_their_job is False:
        yield reason("readiness.leader_part_time")
    if plan.leader_knows_ict is False:
        yield reason("readiness.leader_without_ict")
    if plan.wanted_anyway is False:
        yield reason("readiness.only_for_the_budget")


def _about_stakeholders(kinds: frozenset[str]) -> Iterator[Reason]:
    if USER not in kinds:
        yield reason("readiness.no_user_among_stakeholders")
    absent = tuple(kind for kind in STAKEHOLDER_KINDS if kind not in {*kinds, USER})
    if absent:
        yield reason("readiness.stakeholder_kinds_absent", kinds=absent)


def _said(text: str | None) -> bool:
    return bool(text and text.strip())


def _value(code: str) -> int:
    return THRESHOLDS[code].value


def _rounded_up(value: Fraction) -> int:
    """Return a whole number that is not less: what is over a limit also reads so."""
    return ceil(value)
