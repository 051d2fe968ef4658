"""What a plan says: as plain JSON, as sums, and what it does not say yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chiiki_web.accounts.models import Organisation
from chiiki_web.plans.models import CheckAnswer, CostLine, Plan


def snapshot(plan: Plan) -> dict[str, object]:
    """Return all that a plan says as plain JSON, readable without this database."""
    texts = {name: getattr(plan, name) for name in SAID}
    return {
        "plan": plan.pk,
        "version": plan.version,
        "changed_at": plan.changed_at.isoformat(),
        "organisation": _organisation(plan.organisation),
        "municipality": {
            "code": plan.municipality_id,
            "name_ja": plan.municipality.name_ja,
            "name_en": plan.municipality.name_en,
        },
        "field": {
            "code": plan.field_id,
            "name_ja": plan.field.name_ja,
            "name_en": plan.field.name_en,
        },
        **texts,
        "partners": [_organisation(one) for one in plan.partners.all()],
        "stakeholders": [
            {"kind": one.kind, "name": one.name, "part": one.part}
            for one in plan.stakeholders.all()
        ],
        "cost_lines": [
            {"head": one.head, "description": one.description, "amount": one.amount}
            for one in plan.cost_lines.all()
        ],
        "cost_total": sum(one.amount for one in plan.cost_lines.all()),
        "answers": [_answer(one) for one in plan.answers.all()],
    }


SAID = (
    "title",
    "lifeline",
    "problem",
    "other_means",
    "goal",
    "wanted_anyway",
    "based_on_model",
    "model_followed",
    "school_count",
    "need_method",
    "need_people_asked",
    "need_found",
    "target_users",
    "target_uses_per_month",
    "baseline_uses_per_month",
    "leader_name",
    "leader_post",
    "leader_knows_ict",
    "leader_is_their_job",
    "as_consortium",
    "recommended_by",
    "trains_people",
    "training",
    "uses_local_ict_people",
    "creates_jobs",
    "provides_public_service",
    "shares_results",
    "requested",
    "running_cost_per_year",
    "payer_after",
    "after_funding",
)


NEEDED = (
    "problem",
    "goal",
    "need_method",
    "need_found",
    "target_users",
    "target_uses_per_month",
    "leader_name",
    "stakeholders",
    "costs",
    "requested",
    "running_cost_per_year",
    "payer_after",
)


def unsaid(plan: Plan) -> list[str]:
    """The parts that a plan needs before it is worth sending, and does not say yet."""
    said = {name: getattr(plan, name, None) for name in NEEDED}
    said["stakeholders"] = list(plan.stakeholders.all())
    said["costs"] = list(plan.cost_lines.all())
    return [name for name, value in said.items() if value in (None, "", [])]


@dataclass(frozen=True, slots=True)
class HeadSum:
    """What a plan spends under one head, and its share of the whole (0 to 1)."""

    head: str
    label: str
    amount: int
    share: float


def costs_by_head(lines: Iterable[CostLine]) -> tuple[list[HeadSum], int]:
    """Return a sum for each head that is used, in the order of the heads, and the total."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.head] = sums.get(line.head, 0) + line.amount
    total = sum(sums.values())
    return [
        HeadSum(head, str(label), sums[head], sums[head] / total)
        for head, label in CostLine.Head.choices
        if head in sums
    ], total


def _organisation(one: Organisation) -> dict[str, object]:
    return {
        "id": one.pk,
        "name_ja": one.name_ja,
        "name_en": one.name_en,
        "kind": one.kind,
        "municipality": one.municipality_id,
        "corporate_number": one.corporate_number,
    }


def _answer(one: CheckAnswer) -> dict[str, object]:
    return {
        "item": one.item,
        "state": one.state,
        "evidence": one.evidence,
        "file_name": one.file_name,
        "sha256": one.file.sha256 if one.file else "",
    }
