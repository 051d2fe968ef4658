"""What the engines say of a plan: fit for a call, sound in itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from chiiki.readiness import Readiness, review_plan
from chiiki.rules import Assessment, Scheme, assess, is_due_on_sending, nearness
from chiiki_web.accounts.models import Organisation
from chiiki_web.plans import engine_input
from chiiki_web.plans.models import Plan
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call


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
    return _check(plan, call, _recommenders(plan))


def checks(plan: Plan, at: datetime) -> list[Checked]:
    """The plan beside every call that is open or announced, the nearest first.

    How near a plan is, the engine says (``rules.nearness``); an open call goes before
    one that is only announced where both are as near.
    """
    given = _recommenders(plan)
    calls = [*scheme_queries.open_calls(at), *scheme_queries.coming_calls(at)]
    found = [Checked(call, _check(plan, call, given)) for call in calls]
    return sorted(found, key=lambda one: nearness(one.assessment))


def _check(plan: Plan, call: Call, given: Mapping[int, str]) -> Assessment:
    scheme = scheme_queries.scheme_of(call)
    facts = engine_input.facts_of(
        plan,
        recommended_by=given.get(call.pk, ""),
        joining=joining_later(plan, scheme),
    )
    return assess(scheme, facts)


def joining_later(plan: Plan, scheme: Scheme) -> list[Organisation]:
    """Invited organisations, where a scheme lets members join after the sending."""
    members = scheme.terms.members
    if not members or any(
        is_due_on_sending(scheme.terms, one.by_stage) for one in members
    ):
        return []
    invited = plan.partnerships.filter(state="invited")
    return list(Organisation.objects.filter(pk__in=invited.values("organisation")))


def _recommenders(plan: Plan) -> dict[int, str]:
    """Which local government recommended the plan for which call (see consortia)."""
    given = plan.recommendations.filter(state="given")
    return dict(given.values_list("call_id", "recommender__name_ja"))
