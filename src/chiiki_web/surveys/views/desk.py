"""The office's own surveys: what is there, making one, and what it says."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki_web import access, stale, wording
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.audit import queries as audit
from chiiki_web.surveys import actions, forms, queries
from chiiki_web.surveys.models import Questionnaire, Survey
from chiiki_web.surveys.queries import recipients
from chiiki_web.surveys.queries.response import Response, counts_of, excluded
from chiiki_web.surveys.queries.strata import strata, summed
from chiiki_web.surveys.views import pages
from chiiki_web.ui import formats

MOST_LISTED = 200
MOST_TOLD = 100


@access.role(*pages.READERS)
def listed(request: MemberRequest) -> HttpResponse:
    """The surveys of this office with their state; for the auditor those of all."""
    surveys = list(queries.surveys_visible_to(request.member)[:MOST_LISTED])
    counts = counts_of(surveys)
    context = {
        "rows": [(one, counts[one.pk]) for one in surveys],
        "is_office": request.member.role == "office",
        "questionnaires": queries.questionnaires_visible_to(request.member).count(),
        "now": timezone.now(),
    }
    return render(request, "surveys/desk.html", context)


@access.role("office")
def new(request: MemberRequest) -> HttpResponse:
    """Begin a survey."""
    versions = _versions(request)
    form = forms.SurveyForm(access.typed(request), versions=versions)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.make_survey(
                form.wanted(),
                form_key=pages.form_key(request),
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotChangeSurvey as refusal:
            pages.say_in(request, refusal, form)
        else:
            messages.success(request, _("The survey is begun. Next, say whom it asks."))
            return redirect("surveys:frame", made.code)
    context: dict[str, Any] = {
        "form": form,
        "form_key": pages.form_key(request),
        "survey": None,
    }
    context["has_versions"] = versions.exists()
    return render(request, "surveys/edit.html", context)


@access.role("office")
def change(request: MemberRequest, code: str) -> HttpResponse:
    """Change what a survey says before it opens."""
    survey = pages.survey_or_404(request, code)
    is_draft = functools.partial(actions.must_be_in, survey, Survey.State.DRAFT)
    if request.method != "POST" and pages.is_refused(request, is_draft):
        return redirect("surveys:office", code)
    said = actions.said(survey)
    typed = access.typed(request)
    form = forms.SurveyForm(
        typed, versions=_versions(request), initial=forms.SurveyForm.of(survey)
    )
    context: dict[str, Any] = {
        "form": form,
        "survey": survey,
        "seen": stale.seen_in(typed, said),
        "has_versions": True,
    }
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_survey(
                survey.pk,
                form.wanted(),
                seen=context["seen"],
                by=request.member,
                at=timezone.now(),
            )
        except stale.HasChanged as refusal:
            context |= _meanwhile(refusal, context["seen"], said, survey)
        except actions.CannotChangeSurvey as refusal:
            pages.say_in(request, refusal, form)
        else:
            messages.success(request, _("Saved."))
            return redirect("surveys:office", changed.code)
    return render(request, "surveys/edit.html", context)


@access.role(*pages.READERS)
def office(request: MemberRequest, code: str) -> HttpResponse:
    """One survey for its office: how far it is, and the one thing to do next."""
    survey = pages.survey_or_404(request, code)
    now = timezone.now()
    rows = strata(survey)
    response = Response(survey)
    context = {
        "survey": survey,
        "acts": pages.acts(request, survey),
        "now": now,
        "is_open": queries.is_open(survey, now),
        "response": response,
        "strata": rows,
        "all": summed(rows),
        "excluded": excluded(survey),
        "why_not": _why_not(survey),
        "without_way": 0
        if survey.is_closed
        else recipients.without_way(survey).count(),
        "failed": 0 if survey.is_draft else recipients.failed(survey).count(),
        "history": _history(survey),
        "prepare_url": pages.address_above("results:prepare", survey.code),
    }
    return render(request, "surveys/office.html", context)


def _history(survey: Survey) -> list[dict[str, object]]:
    """What was done with a survey and by whom, the newest first; the last of it if much."""
    events = list(audit.history_of(survey).reverse()[:MOST_TOLD])
    return [
        {
            "what": wording.event_name(one.name),
            "at": one.at,
            "who": one.by or wording.event_name("system"),
            "note": _note(event.details),
        }
        for event, one in zip(events, accounts.happened(events[::-1]), strict=True)
    ]


def _note(details: Mapping[str, Any]) -> str:
    """Of how many, and for what reason."""
    count, ground = (
        details.get("count"),
        formats.as_written(str(details.get("ground") or "")),
    )
    many = ""
    if count is not None:
        said = formats.number(count)
        many = ngettext("%(said)s unit", "%(said)s units", count) % {"said": said}
    return formats.colon().join(filter(None, (many, ground)))


def _why_not(survey: Survey) -> list[object]:
    if not survey.is_draft:
        return []
    return list(actions.why_not_open(survey, timezone.now()))


def _versions(request: MemberRequest) -> Any:
    return queries.questionnaires_visible_to(request.member)


def _meanwhile(
    refusal: stale.HasChanged,
    seen: str,
    said: dict[str, Any],
    survey: Survey,
) -> dict[str, Any]:
    """What somebody else wrote meanwhile, beside what was typed."""
    fresh = forms.SurveyForm(
        None,
        versions=Questionnaire.objects.filter(organisation=survey.organisation_id),
        initial=forms.SurveyForm.of(survey),
    )
    called = {"opens_at": "opens_on", "closes_at": "closes_on"}
    return {
        "differences": stale.differences(fresh, refusal.names, called),
        "seen": stale.seen_anew(seen, said, refusal.names),
    }
