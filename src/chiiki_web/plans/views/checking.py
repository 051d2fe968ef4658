"""Pages that hold a plan against the rules of calls: yes, no, or cannot tell yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from chiiki.rules import Assessment, Finding, Verdict, nearness
from chiiki_web import access, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.plans import forms, queries
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import pages
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call
from chiiki_web.wording.rules import name_known, say_known, say_step

READERS = ("officer", "office", "auditor", "administrator")
ORDER = [Verdict.NO, Verdict.UNKNOWN, Verdict.YES]
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One rule with its answer; each value says whether an officer only stated it."""

    text: str
    clause: str
    source: str
    remedy: str
    verdict: Verdict
    in_principle: bool
    assumed: bool
    values: list[tuple[str, str, bool]]
    missing: list[Link]


@dataclass(frozen=True, slots=True)
class Side:
    """One call beside the others: what is against it, what lacks, what it would pay."""

    call: Call
    assessment: Assessment
    is_open: bool
    against: list[Row]
    missing: list[Link]
    steps: list[str]
    left: int | None = None

    @property
    def exceeds(self) -> bool:
        """Whether the amount is more than what the call can still grant."""
        return _exceeds(self.assessment, self.left)

    @property
    def first_missing(self) -> str:
        """The place where the first missing thing is filled in, if a plan can say any."""
        return next((url for _label, url in self.missing if url), "")


@access.role(*READERS)
def check(request: MemberRequest, pk: int, call_pk: int) -> HttpResponse:
    """Every rule of a call with its answer, clause and remedy, and the amount."""
    plan = pages.readable(request, pk)
    call = get_object_or_404(scheme_queries.calls(), pk=call_pk)
    checked, now = queries.check(plan, call), timezone.now()
    assessment = checked.assessment
    amount, missing = assessment.amount, assessment.missing
    left = _left(call, now)
    context = {
        "plan": plan,
        "call": call,
        "may_change": queries.may_change(plan, request.member),
        "is_open": scheme_queries.is_open(call, now),
        "why_not": _why_not(call, now),
        "until": scheme_queries.window_of(call, now).closes_at,
        "verdict": assessment.verdict,
        "rows": _rows(plan, checked),
        "first_missing": next(
            (url for _label, url in forms.places_of(missing, plan) if url), ""
        ),
        "amount": amount,
        "left": left,
        "exceeds": _exceeds(assessment, left),
        "now": now,
        "steps": [say_step(step) for step in amount.steps] if amount else [],
        "amount_missing": forms.places_of(amount.missing, plan) if amount else [],
        "unsaid": [
            (forms.label_of(name), forms.place_of(name, plan))
            for name in queries.unsaid(plan)
        ],
    }
    return render(request, "plans/check.html", context)


@access.role(*READERS)
def checks(request: MemberRequest, pk: int) -> HttpResponse:
    """The plan beside all calls, the nearest first: which scheme fits it?"""
    plan, now = pages.readable(request, pk), timezone.now()
    context = {
        "plan": plan,
        "may_change": queries.may_change(plan, request.member),
        "sides": [_side(plan, one, now) for one in queries.checks(plan, now)],
    }
    return render(request, "plans/checks.html", context)


def _side(plan: Plan, one: queries.Checked, now: datetime) -> Side:
    assessment = one.assessment
    amount = assessment.amount
    return Side(
        call=one.call,
        assessment=assessment,
        is_open=scheme_queries.is_open(one.call, now),
        against=[
            _row(plan, found, one.stated)
            for found in assessment.findings
            if found.verdict is Verdict.NO
        ],
        missing=forms.places_of(nearness(assessment).missing, plan),
        steps=[say_step(step) for step in amount.steps] if amount else [],
        left=_left(one.call, now),
    )


def _why_not(call: Call, now: datetime) -> list[str]:
    """Why a call with rounds takes nothing now, where a deadline would not say it."""
    rounds = scheme_queries.rounds_of(call)
    reasons = scheme_queries.why_no_round(rounds, now)
    return [wording.explain(one) for one in reasons]


def _left(call: Call, now: datetime) -> int | None:
    """Yen that an application now could still be granted: of its round, or of the call."""
    fund = getattr(call, "fund", None)
    if fund is None:
        return None
    rounds = scheme_queries.rounds_of(call)
    one = scheme_queries.current_round(rounds, now)
    return scheme_queries.left_for(one, rounds, fund.free) if one else int(fund.free)


def _exceeds(assessment: Assessment, left: int | None) -> bool:
    amount = assessment.amount
    if amount is None or amount.payable is None or left is None:
        return False
    return amount.payable > left


def _rows(plan: Plan, checked: queries.Checked) -> list[Row]:
    findings = checked.assessment.findings
    found = sorted(findings, key=lambda one: ORDER.index(one.verdict))
    return [_row(plan, finding, checked.stated) for finding in found]


def _row(plan: Plan, finding: Finding, stated: frozenset[str]) -> Row:
    rule, language = finding.rule, get_language() or "ja"
    return Row(
        text=rule.text(language),
        clause=rule.clause(language),
        source=rule.source.text(language),
        remedy=rule.remedy(language),
        verdict=finding.verdict,
        in_principle=rule.in_principle,
        assumed=rule.assumed,
        values=[
            (name_known(name), say_known(name, finding.values[name]), name in stated)
            for name in finding.values
        ],
        missing=forms.places_of(finding.missing, plan),
    )
