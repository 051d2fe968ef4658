"""The page on which a version of rules is tried with one proposal, chosen or typed."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from chiiki.rules import Scheme, Verdict, assess, vocabulary
from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.forms import FactsForm
from chiiki_web.trials import forms, queries
from chiiki_web.trials.views import pages
from chiiki_web.wording.rules import say_fact, say_step, say_value

ORDER = [Verdict.NO, Verdict.UNKNOWN, Verdict.YES]
MOST_CHOICES = 100


@access.role(*pages.READERS)
def one(request: MemberRequest, pk: int) -> HttpResponse:
    """Try a version with one proposal: rule by rule, and the amount step by step."""
    version = pages.version_of(request, pk)
    if not_yet := pages.unfinished(request, version):
        return not_yet
    scheme = schemes.scheme_of_version(version)
    sent = queries.sent_to(request.member, version, queries.EVERYTHING)
    choices = sent.values_list("pk", "number", "plan__title")[:MOST_CHOICES]
    pick = forms.ApplicationForm(request.GET or None, choices=choices)
    known = _facts_of(request, pick)
    form = FactsForm(_facts_asked(scheme), access.typed(request), known=known)
    facts = known
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
    context = pages.context_of(version, "one") | {"form": form, "pick": pick}
    if facts and not form.errors:
        context |= _answered(scheme, facts)
    return render(request, "trials/one.html", context)


def _facts_of(request: MemberRequest, pick: forms.ApplicationForm) -> dict[str, object]:
    """The facts that were kept with the newest submission of the chosen application."""
    chosen = pick.is_bound and pick.is_valid() and pick.cleaned_data["application"]
    if not chosen:
        return {}
    application = get_object_or_404(
        applications.visible_to(request.member), pk=int(chosen)
    )
    newest = application.submissions.order_by("-version").first()
    return dict(newest.assessment.get("facts", {})) if newest else {}


def _facts_asked(scheme: Scheme) -> list[str]:
    """Every fact that a rule or the amount asks for, in the order of the vocabulary."""
    asked = {name for rule in scheme.rules for name in rule.facts}
    if scheme.funding:
        asked |= {*scheme.funding.heads, scheme.funding.requested}
        asked |= {cap.per for cap in scheme.funding.caps if cap.per}
    return [name for name in vocabulary() if name in asked]


def _answered(scheme: Scheme, facts: dict[str, object]) -> dict[str, object]:
    known = {name: value for name, value in facts.items() if name in vocabulary()}
    assessment, language = assess(scheme, known), get_language() or "ja"
    findings = sorted(assessment.findings, key=lambda one: ORDER.index(one.verdict))
    amount = assessment.amount
    return {
        "verdict": assessment.verdict.value,
        "rows": [
            {
                "verdict": one.verdict.value,
                "text": one.rule.text(language),
                "expression": one.rule.expression,
                "remedy": one.rule.remedy(language),
                "values": [
                    (say_fact(n), say_value(n, v)) for n, v in one.values.items()
                ],
                "missing": [say_fact(name) for name in one.missing],
            }
            for one in findings
        ],
        "amount": amount,
        "steps": [say_step(step) for step in amount.steps] if amount else [],
        "amount_missing": [say_fact(n) for n in amount.missing] if amount else [],
    }
