"""Read a plan against the check list: what is shown, what is only said, what is open."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from chiiki.errors import EngineError
from chiiki.readiness.checklist import (
    COST_HEADS,
    ITEMS,
    STAKEHOLDER_KINDS,
    ZERO_IS_AN_ANSWER,
)
from chiiki.readiness.concerns import concerns_about
from chiiki.readiness.model import (
    Answer,
    Item,
    ItemResult,
    PlanFacts,
    Readiness,
    State,
)
from chiiki.reasons import Reason, reason

COUNTS = (
    "people_asked",
    "target_users",
    "target_uses_per_month",
    "baseline_uses_per_month",
    "running_cost_per_year",
)


def review_plan(plan: PlanFacts, answers: Mapping[str, Answer]) -> Readiness:
    """Return the state of every item and every concern; an item without answer is open.

    An item is evidenced when it is answered yes, evidence is named, and the plan says
    what the item needs. Raises ``EngineError`` for an item, a stakeholder kind or a cost
    head that does not exist, and for a negative figure.
    """
    _refuse_misuse(plan, answers)
    return Readiness(
        items=tuple(_result(item, answers.get(item.code), plan) for item in ITEMS),
        concerns=tuple(concerns_about(plan)),
    )


def _result(item: Item, answer: Answer | None, plan: PlanFacts) -> ItemResult:
    if answer is None or answer.yes is None:
        reasons: tuple[Reason, ...] = (reason("readiness.not_answered"),)
        return ItemResult(code=item.code, state=State.OPEN, reasons=reasons)
    if not answer.yes:
        reasons = (reason("readiness.answered_no"),)
        return ItemResult(code=item.code, state=State.OPEN, reasons=reasons)
    reasons = tuple(_doubts(item, answer, plan))
    state = State.CLAIMED if reasons else State.EVIDENCED
    return ItemResult(code=item.code, state=state, reasons=reasons)


def _doubts(item: Item, answer: Answer, plan: PlanFacts) -> Iterator[Reason]:
    if not answer.evidence.strip():
        yield reason("readiness.evidence_missing")
    for name in item.plan_facts:
        value = getattr(plan, name)
        if _says_no(name, value):
            yield reason("readiness.plan_says_no", fact=name)
        elif not _is_said(value):
            yield reason("readiness.plan_does_not_say", fact=name)


def _says_no(name: str, value: object) -> bool:
    # False and 0 are equal: nobody asked, no user expected and "no" are all a no.
    return value == 0 and name not in ZERO_IS_AN_ANSWER


def _is_said(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value != frozenset()


def _refuse_misuse(plan: PlanFacts, answers: Mapping[str, Answer]) -> None:
    _refuse_unknown("readiness.unknown_item", answers, {item.code for item in ITEMS})
    kinds = plan.stakeholder_kinds or ()
    _refuse_unknown("readiness.unknown_stakeholder_kind", kinds, STAKEHOLDER_KINDS)
    costs = plan.costs_by_head or {}
    _refuse_unknown("readiness.unknown_cost_head", costs, COST_HEADS)
    figures = {name: getattr(plan, name) for name in COUNTS}
    for name, value in (*figures.items(), *costs.items()):
        if value is not None and value < 0:
            raise EngineError("readiness.negative_figure", fact=name, found=value)


def _refuse_unknown(code: str, found: Iterable[str], known: Container[str]) -> None:
    for name in found:
        if name not in known:
            raise EngineError(code, found=name)
