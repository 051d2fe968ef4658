"""What the engines say of a plan: fit for a call, sound in itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chiiki.readiness import Readiness, review_plan
from chiiki.rules import Assessment, assess
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
    return assess(scheme_queries.scheme_of(call), engine_input.facts_of(plan))


def checks(plan: Plan, at: datetime) -> list[Checked]:
    """The plan beside every open call, the nearest first: fewest noes, fewest gaps."""
    found = [Checked(call, check(plan, call)) for call in scheme_queries.open_calls(at)]
    return sorted(found, key=lambda one: _distance(one.assessment))


def _distance(assessment: Assessment) -> tuple[int, int]:
    verdicts = [finding.verdict.value for finding in assessment.findings]
    return verdicts.count("no"), len(assessment.missing)
