"""Plans become what the engines read: facts for the rules, a plan for the check list.

Only what is known is given: an absent fact is "not said yet", never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from chiiki.money import Yen
from chiiki.readiness import Answer, PlanFacts
from chiiki_web.accounts.models import Organisation
from chiiki_web.plans.models import CheckAnswer, CostLine, Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field

EDUCATION = "education"
CONSORTIUM = "consortium"
OTHER = "other"
APPLICANT_KINDS = ("municipality", "prefecture", "third_sector", "npo")
PURCHASE = CostLine.Head.EQUIPMENT_PURCHASE
LEASE = CostLine.Head.EQUIPMENT_LEASE


def facts_of(
    plan: Plan,
    *,
    requested: int | None = None,
    recommended_by: str = "",
    joining: Sequence[Organisation] = (),
) -> dict[str, object]:
    """Return the facts of a plan; an application gives its own amount and recommender.

    ``joining`` are invited organisations that a scheme lets join after the sending.
    """
    amount = plan.requested if requested is None else requested
    costs = _facts_of_costs(plan.cost_lines.all())
    facts = {
        "applicant.recommended": bool(recommended_by or plan.recommended_by) or None,
        "request.amount": amount,
        **_facts_of_applicants(plan, joining),
        **_facts_of_field(plan.field_id),
        **costs,
        "costs.own_share": _own_share(costs, amount),
        "plan.trains_people": plan.trains_people,
        "plan.uses_local_ict_people": plan.uses_local_ict_people,
        "plan.creates_jobs": plan.creates_jobs,
        "plan.provides_public_service": plan.provides_public_service,
        "plan.shares_results": plan.shares_results,
        "plan.based_on_model": plan.based_on_model,
        "plan.school_count": plan.school_count,
        "plan.has_organisation": _has_organisation(plan),
        "plan.continues_after_funding": _is_paid_afterwards(plan) or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def facts_of_municipality(
    municipality: Municipality, field: Field
) -> dict[str, object]:
    """Return what is known before any plan: who would apply, and in which field."""
    kind = Organisation.Kind.MUNICIPALITY.value
    return {"applicant.kind": kind, **_facts_of_field(field.pk)}


def plan_facts_of(plan: Plan) -> PlanFacts:
    """Return a plan as the check list of the two success slides reads it."""
    kinds = frozenset(one.kind for one in plan.stakeholders.all())
    surveyed = plan.need_method != Plan.NeedMethod.NONE
    return PlanFacts(
        goal=plan.goal or None,
        need_method=(plan.need_method or None) if surveyed else None,
        people_asked=plan.need_people_asked,
        need_found=plan.need_found or None,
        target_users=plan.target_users,
        target_uses_per_month=plan.target_uses_per_month,
        baseline_uses_per_month=plan.baseline_uses_per_month,
        stakeholder_kinds=kinds or None,
        leader_name=plan.leader_name or None,
        leader_is_their_job=plan.leader_is_their_job,
        leader_knows_ict=plan.leader_knows_ict,
        costs_by_head=_costs_for_checklist(plan.cost_lines.all()),
        running_cost_per_year=_yen(plan.running_cost_per_year),
        payer_after=plan.payer_after if _has_payer(plan) else None,
        other_means=plan.other_means or None,
        wanted_anyway=plan.wanted_anyway,
    )


def answers_of(plan: Plan) -> dict[str, Answer]:
    """Return the answers to the check list; a file is evidence as a text is."""
    yes = CheckAnswer.State.YES
    return {
        one.item: Answer(one.state == yes, one.evidence or one.file_name)
        for one in plan.answers.all()
    }


def _facts_of_applicants(
    plan: Plan, joining: Sequence[Organisation]
) -> dict[str, object]:
    partners = [*plan.partners.all(), *joining]
    everyone = [plan.organisation, *partners]
    local = [one for one in everyone if one.is_local_government]
    return {
        "applicant.kind": _applicant_kind(plan, has_partners=bool(partners)),
        "consortium.municipality_count": len(local),
        "consortium.local_governments_only": bool(partners) and local == everyone,
        "consortium.includes_local_government": bool(local),
    }


def _applicant_kind(plan: Plan, *, has_partners: bool) -> str | None:
    if has_partners and plan.as_consortium is None:
        return None
    if has_partners and plan.as_consortium:
        return CONSORTIUM
    kind = plan.organisation.kind
    return kind if kind in APPLICANT_KINDS else OTHER


def _facts_of_field(code: str) -> dict[str, object]:
    return {"plan.fields": [code], "plan.is_education": code == EDUCATION}


def _facts_of_costs(lines: Iterable[CostLine]) -> dict[str, object]:
    sums = _sums(lines)
    if not sums:
        return {}
    return {
        "costs.people": sums.get(CostLine.Head.PEOPLE, 0),
        "costs.system": sums.get(CostLine.Head.SYSTEM, 0),
        "costs.equipment": sums.get(PURCHASE, 0) + sums.get(LEASE, 0),
        "costs.equipment_purchase": sums.get(PURCHASE, 0),
        "costs.equipment_lease_rental": sums.get(LEASE, 0),
        "costs.total": sum(sums.values()),
    }


def _own_share(costs: Mapping[str, object], requested: int | None) -> int | None:
    """What the applicant bears: the whole cost without the amount applied for."""
    total = costs.get("costs.total")
    if not isinstance(total, int) or requested is None:
        return None
    return max(total - requested, 0)


def _costs_for_checklist(lines: Iterable[CostLine]) -> Mapping[str, Yen] | None:
    facts = _facts_of_costs(lines)
    heads = ("people", "system", "equipment")
    costs = {head: facts.get(f"costs.{head}") for head in heads}
    return {
        head: Yen(one) for head, one in costs.items() if isinstance(one, int)
    } or None


def _sums(lines: Iterable[CostLine]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.head] = sums.get(line.head, 0) + line.amount
    return sums


def _has_organisation(plan: Plan) -> bool | None:
    """Somebody leads and somebody takes part; until then it is not said."""
    return bool(plan.leader_name and plan.stakeholders.all()) or None


def _has_payer(plan: Plan) -> bool:
    return plan.payer_after not in ("", Plan.Payer.UNDECIDED)


def _is_paid_afterwards(plan: Plan) -> bool:
    return _has_payer(plan) and plan.running_cost_per_year is not None


def _yen(amount: int | None) -> Yen | None:
    return None if amount is None else Yen(amount)
