"""What the engines say of a plan: fit for a call, sound in itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiiki.readiness import Readiness, review_plan
from chiiki.rules import Assessment, Scheme, assess, nearness
from chiiki_web.plans import engine_input
from chiiki_web.plans.models import Plan
from chiiki_web.plans.queries.facts import PlanFacts
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call


def readiness_of(plan: Plan) -> Readiness:
    """Read a plan against the check list of the two success slides."""
    return review_plan(engine_input.plan_facts_of(plan), engine_input.answers_of(plan))


@dataclass(frozen=True, slots=True)
class Checked:
    """A call and how the plan stands to it; ``stated`` facts rest on a statement alone."""

    call: Call
    assessment: Assessment
    stated: frozenset[str] = frozenset()


def check(plan: Plan, call: Call) -> Checked:
    """Answer every rule of a call, in the version that the call was opened under."""
    scheme = scheme_queries.scheme_of(call)
    return _check(PlanFacts(plan, scheme), call, scheme)


def checks(plan: Plan, at: datetime) -> list[Checked]:
    """The plan beside every call that is open or announced, the nearest first.

    How near a plan is, the engine says (``rules.nearness``); an open call goes before
    one that is only announced where both are as near.
    """
    calls = [*scheme_queries.open_calls(at), *scheme_queries.coming_calls(at)]
    schemes = [scheme_queries.scheme_of(call) for call in calls]
    facts = PlanFacts(plan, *schemes)
    found = [_check(facts, *pair) for pair in zip(calls, schemes, strict=True)]
    return sorted(found, key=lambda one: nearness(one.assessment))


def _check(facts: PlanFacts, call: Call, scheme: Scheme) -> Checked:
    known = facts.of(call, scheme)
    return Checked(call, assess(scheme, known.facts), known.stated)
