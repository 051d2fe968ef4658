"""Figures of prefectures from a survey of this site, looked at before they count."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.errors import EngineError
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.indices import actions, engine_input, queries
from chiiki_web.indices.views import pages
from chiiki_web.numbers import number_of
from chiiki_web.refusals import Refusal
from chiiki_web.results import queries as published
from chiiki_web.ui import formats


@access.role(*pages.KEEPERS)
def figures_survey(request: MemberRequest, pk: int) -> HttpResponse:
    """Take what was published of prefectures as an offer."""
    found = pages.own_or_404(request, pk)
    if request.method != "POST":
        return redirect("indices:figures", pk)
    survey = get_object_or_404(
        queries.surveys_to_take(request.member),
        pk=number_of(request.POST.get("survey", "")) or 0,
    )
    results = published.edition_of(survey.code, None)
    if results is None or results.content is None:
        raise Http404
    said = queries.specification_now(found)
    try:
        actions.offer_figures(
            found.pk,
            engine_input.by_prefecture(
                results.content, said, found.index.kind, year=survey.fiscal_year
            ),
            name=survey.code,
            source=_("%(survey)s, fiscal %(year)s, results published as edition %(n)s")
            % {
                "survey": formats.local(survey, "title"),
                "year": survey.fiscal_year,
                "n": results.number,
            },
            by=request.member,
            at=timezone.now(),
        )
    except Refusal as refusal:
        refusals.say(request, refusal)
    except EngineError as fault:
        messages.error(request, wording.explain(fault))
    return redirect("indices:figures", pk)
