"""What everybody may read: which surveys there were, what was asked of whom, who answered."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.surveys import queries
from chiiki_web.surveys.queries.response import Response, counts_of, excluded
from chiiki_web.surveys.queries.showing import contents
from chiiki_web.surveys.views import drawing, pages

MOST_LISTED = 100


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """Every survey that was opened, the newest first."""
    member = cast(MemberRequest, request).member
    surveys = list(queries.surveys_everybody_sees()[:MOST_LISTED])
    counts = counts_of(surveys)
    context = {
        "rows": [(one, counts[one.pk]) for one in surveys],
        "now": timezone.now(),
        "has_desk": member is not None and member.role in ("office", "auditor"),
    }
    return render(request, "surveys/list.html", context)


@access.public
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """What was asked of whom and when, and how many have answered."""
    member = cast(MemberRequest, request).member
    survey = get_object_or_404(queries.surveys_everybody_sees(), code=code)
    response = Response(survey)
    mine = queries.recipient_of(member, survey) if member is not None else None
    context = {
        "survey": survey,
        "response": response,
        "contents": contents(queries.questionnaire_of(survey)),
        "excluded": excluded(survey),
        "mine": mine,
        "answer_url": pages.address_above("answers:mine", survey.code) if mine else "",
        "results_url": pages.address_above("results:detail", survey.code),
        "has_desk": member is not None
        and queries.surveys_visible_to(member).filter(pk=survey.pk).exists(),
        "is_open": queries.is_open(survey, timezone.now()),
        "chart": drawing.by_size_class(response),
    }
    return render(request, "surveys/detail.html", context)


@access.public
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """Every question as a municipality sees it."""
    survey = get_object_or_404(queries.surveys_everybody_sees(), code=code)
    context = {
        "survey": survey,
        "version": survey.questionnaire,
        "contents": contents(queries.questionnaire_of(survey)),
    }
    return render(request, "surveys/questions.html", context)
