"""What can be read about plans: whose, how far, what they say, what they still lack."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Prefetch, Q, QuerySet

from chiiki.readiness import Readiness, review_plan
from chiiki.rules import Assessment, assess
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import queries as audit_queries
from chiiki_web.plans import engine_input
from chiiki_web.plans.models import CheckAnswer, CostLine, Plan
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call

SEES_ALL = (Membership.Role.AUDITOR, Membership.Role.ADMINISTRATOR)


def visible_to(member: Membership) -> QuerySet[Plan]:
    """Plans that a hat may read: own and partners'; sent to one's calls; or all."""
    plans = Plan.objects.select_related("organisation", "municipality", "field")
    if member.role in SEES_ALL:
        return plans
    mine = member.organisation_id
    if member.role == Membership.Role.OFFICER:
        return plans.filter(Q(organisation_id=mine) | Q(partners=mine)).distinct()
    if member.role == Membership.Role.OFFICE:
        sent = Q(applications__call__office_id=mine, applications__number__isnull=False)
        return plans.filter(sent).distinct()
    return plans.none()


def with_parts(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """The same plans with everything that the engines and the pages read of them."""
    answers = CheckAnswer.objects.select_related("file")
    return plans.select_related(
        "organisation", "municipality", "municipality__prefecture", "field"
    ).prefetch_related(
        "cost_lines", "stakeholders", "partners", Prefetch("answers", queryset=answers)
    )


def may_change(plan: Plan, member: Membership) -> bool:
    """Whether this hat writes this plan: an officer of the organisation that it is of."""
    return (
        member.role == Membership.Role.OFFICER
        and plan.organisation_id == member.organisation_id
    )


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


@dataclass(frozen=True, slots=True)
class HeadSum:
    """What a plan spends under one head, and its share of the whole in percent."""

    head: str
    label: str
    amount: int
    percent: float


def costs_by_head(lines: Iterable[CostLine]) -> tuple[list[HeadSum], int]:
    """Return a sum for each head that is used, in the order of the heads, and the total."""
    sums: dict[str, int] = {}
    for line in lines:
        sums[line.head] = sums.get(line.head, 0) + line.amount
    total = sum(sums.values())
    return [
        HeadSum(head, str(label), sums[head], sums[head] * 100 / total)
        for head, label in CostLine.Head.choices
        if head in sums
    ], total


def readiness_of(plan: Plan) -> Readiness:
    """Read a plan against the check list of the two success slides."""
    return review_plan(engine_input.plan_facts_of(plan), engine_input.answers_of(plan))


@dataclass(frozen=True, slots=True)
class Checked:
    """A call and how the plan stands to it."""

    call: Call
    assessment: Assessment


def check(plan: Plan, call: Call) -> Assessment:
    """Answer every rule of a call, in the version that the call was opened under."""
    return assess(scheme_queries.scheme_of(call), engine_input.facts_of(plan))


def checks(plan: Plan, at: datetime) -> list[Checked]:
    """The plan beside every open call, the nearest first: fewest noes, fewest gaps."""
    found = [Checked(call, check(plan, call)) for call in scheme_queries.open_calls(at)]
    return sorted(found, key=lambda one: _distance(one.assessment))


def _distance(assessment: Assessment) -> tuple[int, int]:
    verdicts = [finding.verdict.value for finding in assessment.findings]
    return verdicts.count("no"), len(assessment.missing)


def stages(plans: Iterable[Plan]) -> dict[int, str]:
    """The name of the last event of each plan's case: how far it has come."""
    cases = {plan.case: plan.pk for plan in plans}
    events = audit_queries.recent_events().filter(case__in=cases)
    last = events.order_by().values("case").annotate(last=Max("pk")).values("last")
    found = audit_queries.recent_events().filter(pk__in=last)
    return {cases[event.case]: event.name for event in found}


def partner_choices(plan: Plan, text: str) -> QuerySet[Organisation]:
    """Organisations that could join, by a part of their name."""
    kinds = [Organisation.Kind.OFFICE, Organisation.Kind.AUDIT]
    return (
        Organisation.objects.filter(
            Q(name_ja__contains=text) | Q(name_en__icontains=text)
        )
        .exclude(kind__in=kinds)
        .exclude(pk=plan.organisation_id)
        .exclude(partner_plans=plan)
        .order_by("name_ja", "pk")
    )


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
