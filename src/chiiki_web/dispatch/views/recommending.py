"""Recommendations of requests: lists, one with the request behind it, the answer, the letter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.models import Recommendation
from chiiki_web.dispatch.views.fitting import SIDE_NAMES
from chiiki_web.documents.responses import as_download

READERS = ("officer", "office", "auditor")
SHOWN = 200


@access.role("officer")
def recommendations(request: MemberRequest) -> HttpResponse:
    """Those that my body is asked for, and those that it asks for, the newest first."""
    mine = request.member.organisation_id
    rows = list(queries.recommendations_of(request.member)[:SHOWN])
    context = {
        "asked": [one for one in rows if one.recommender_id == mine],
        "own": [one for one in rows if one.organisation_id == mine],
    }
    return render(request, "dispatch/recommendations.html", context)


@access.role(*READERS)
def recommendation(request: MemberRequest, pk: int) -> HttpResponse:
    """One recommendation with the request as it was asked for."""
    return _show(request, _readable(request, pk))


@access.role("officer")
def recommend(request: MemberRequest, pk: int) -> HttpResponse:
    """Recommend the request as it was read; the letter is made at once."""
    done = _("You recommend the request. The letter is made and goes with it.")
    form = forms.RecommendForm(access.typed(request))
    return _answer(request, pk, "give_form", form, actions.give_recommendation, done)


@access.role("officer")
def refuse(request: MemberRequest, pk: int) -> HttpResponse:
    """Do not recommend, with the ground."""
    done = _("Who asked is told, with your reason.")
    form = forms.NotRecommendForm(access.typed(request))
    return _answer(request, pk, "no_form", form, actions.decline_recommendation, done)


@access.role("officer")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back a recommendation whose request was not sent yet."""
    done = _("Who asked is told, with your reason.")
    form = forms.TakeBackForm(access.typed(request))
    return _answer(
        request, pk, "back_form", form, actions.withdraw_recommendation, done
    )


@access.role(*READERS)
def recommendation_letter(request: MemberRequest, pk: int) -> FileResponse:
    """The letter as PDF."""
    held = _readable(request, pk)
    if held.letter is None:
        raise Http404
    return as_download(held.letter, held.file_name)


def _answer(
    request: MemberRequest,
    pk: int,
    name: str,
    form: Form,
    deed: Callable[..., Recommendation],
    done: str,
) -> HttpResponse:
    """Answer with what was typed; what is refused stays in the form ``name`` of the page."""
    held = _readable(request, pk)
    if request.method == "POST" and form.is_valid():
        answer = partial(
            deed, pk, by=request.member, at=timezone.now(), **form.cleaned_data
        )
        if refusals.does(request, answer, done):
            return redirect("dispatch:recommendation", pk)
        held = _readable(request, pk)
    return _show(request, held, **{name: form})


def _readable(request: MemberRequest, pk: int) -> Recommendation:
    return get_object_or_404(queries.recommendations_of(request.member), pk=pk)


def _show(request: MemberRequest, held: Recommendation, **typed: Form) -> HttpResponse:
    """The page; ``typed`` are forms that hold what was typed before a refusal."""
    found = queries.request_in(held)
    member = request.member
    is_recommender = (
        member.role == "officer" and member.organisation_id == held.recommender_id
    )
    may_answer = is_recommender and held.state == Recommendation.State.ASKED
    may_take_back = (
        is_recommender
        and held.state == Recommendation.State.GIVEN
        and held.request_id is None
    )
    shown = {"give_form": may_answer, "no_form": may_answer, "back_form": may_take_back}
    unseen = next((form for name, form in typed.items() if not shown[name]), None)
    context: dict[str, Any] = {
        "held": held,
        "before": None if held.holds or not held.letter_id else queries.before(held),
        "kept": refusals.typed_in(unseen, "ground"),
        "found": found,
        "sides": [str(SIDE_NAMES.get(one, one)) for one in found.sides],
        "nominees": queries.nominees_in(held),
        "is_own": member.organisation_id == held.organisation_id,
        "may_answer": may_answer,
        "may_take_back": may_take_back,
        "may_send": member.role == "officer"
        and member.organisation_id == held.organisation_id
        and held.request_id is None
        and held.state != Recommendation.State.REPLACED,
        "give_form": forms.RecommendForm(),
        "no_form": forms.NotRecommendForm(),
        "back_form": forms.TakeBackForm(),
        **typed,
    }
    return render(request, "dispatch/recommendation.html", context)
