"""Pages that hold a plan against the rules of calls: yes, no, or cannot tell yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from chiiki.rules import Assessment, Finding, Verdict
from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call
from chiiki_web.wording.rules import say_fact, say_step, say_value

READERS = ("officer", "office", "auditor", "administrator")
ORDER = [Verdict.NO, Verdict.UNKNOWN, Verdict.YES]
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule with its answer, as the page shows it."""

    text: str
    clause: str
    source: str
    remedy: str
    verdict: Verdict
    in_principle: bool
    assumed: bool
    values: list[Link]
    missing: list[Link]


@dataclass(frozen=True, slots=True)
class Side:
    """One open call beside the others."""

    call: Call
    assessment: Assessment
    noes: int
    missing: list[Link]


@access.role(*READERS)
def check(request: MemberRequest, pk: int, call_pk: int) -> HttpResponse:
    """Every rule of a call with its answer, clause and remedy, and the amount."""
    plan = pages.readable(request, pk)
    call = get_object_or_404(scheme_queries.calls(), pk=call_pk)
    assessment = queries.check(plan, call)
    amount, missing = assessment.amount, assessment.missing
    context = {
        "plan": plan,
        "call": call,
        "may_change": queries.may_change(plan, request.member),
        "is_open": scheme_queries.is_open(call, timezone.now()),
        "verdict": assessment.verdict,
        "rows": _rows(plan, assessment),
        "first_missing": next((url for _label, url in _links(plan, missing)), ""),
        "amount": amount,
        "steps": [say_step(step) for step in amount.steps] if amount else [],
        "amount_missing": _links(plan, amount.missing) if amount else [],
        "unsaid": [
            (forms.label_of(name), forms.place_of(name, plan))
            for name in queries.unsaid(plan)
        ],
    }
    return render(request, "plans/check.html", context)


@access.role(*READERS)
def checks(request: MemberRequest, pk: int) -> HttpResponse:
    """The plan beside all open calls, the nearest first."""
    plan = pages.readable(request, pk)
    sides = [
        Side(
            one.call,
            one.assessment,
            sum(found.verdict is Verdict.NO for found in one.assessment.findings),
            _links(plan, one.assessment.missing),
        )
        for one in queries.checks(plan, timezone.now())
    ]
    return render(request, "plans/checks.html", {"plan": plan, "sides": sides})


def _rows(plan: Plan, assessment: Assessment) -> list[Row]:
    found = sorted(assessment.findings, key=lambda one: ORDER.index(one.verdict))
    return [_row(plan, finding) for finding in found]


def _row(plan: Plan, finding: Finding) -> Row:
    rule, language = finding.rule, get_language() or "ja"
    return Row(
        text=rule.text(language),
        clause=rule.clause(language),
        source=rule.source,
        remedy=rule.remedy(language),
        verdict=finding.verdict,
        in_principle=rule.in_principle,
        assumed=rule.assumed,
        values=[
            (say_fact(name), say_value(name, finding.values[name]))
            for name in finding.values
        ],
        missing=_links(plan, finding.missing),
    )


def _links(plan: Plan, facts: tuple[str, ...]) -> list[Link]:
    """Each missing fact with the place to fill it in; sums of costs are one table."""
    found = {}
    for name in facts:
        is_sum = name.startswith("costs.")
        label = str(forms.label_of("costs")) if is_sum else say_fact(name)
        found[label] = forms.place_of(name, plan)
    return list(found.items())
