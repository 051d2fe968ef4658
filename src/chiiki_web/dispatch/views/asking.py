"""A region asks for somebody, puts the candidates in order, or takes the request back."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, forms, queries
from chiiki_web.dispatch.models import Recommendation, Request
from chiiki_web.dispatch.views import drafting, pages
from chiiki_web.dispatch.views.doing import do
from chiiki_web.numbers import number_of
from chiiki_web.plans.models import Plan
from chiiki_web.plans.views import sheets
from chiiki_web.schemes import queries as schemes

LONGEST_RANK = 3


@access.role("officer")
def new(request: MemberRequest) -> HttpResponse:
    """Ask for an adviser or a manager; a plan, an adviser or an earlier request is filled in.

    Where no call is open the page says when the next one opens.
    """
    now = schemes.database_now()
    typed = access.typed(request)
    sheet = sheets.read(typed, drafting.draft_of(request) or drafting.NONE)
    if other := sheets.stranger(request, sheet):
        return other
    if sheet.is_autosave:
        return drafting.keep(request, sheet, now)
    openings = [(kind, queries.opening(kind, now)) for kind in Request.Kind]
    if not any(one.is_open for _kind, one in openings):
        return render(request, "dispatch/closed.html", {"openings": _said(openings)})
    drafting.say_if_gone(request, typed)
    call = next(one.call for _kind, one in openings if one.is_open and one.call)
    terms = queries.limits_of(openings[0][1].call)
    form = forms.RequestForm(
        request.member,
        terms,
        call.fiscal_year,
        typed,
        initial=_known(request),
    )
    sent = None
    if request.method == "POST" and form.is_valid():
        done = _recommend if request.POST.get("do") == "recommend" else _send
        try:
            answer = done(request, now, dict(form.cleaned_data))
        except actions.SentAlready as refusal:
            sent, form.data = refusal, _as_a_new_form(request.POST)
        except (actions.CannotRequest, actions.CannotRecommend) as refusal:
            refusals.say(request, refusal)
        else:
            actions.forget_page(sheet.page, request.member.organisation)
            return answer
    response = render(
        request,
        "dispatch/new.html",
        {
            "form": form,
            "sheet": sheet,
            "sent": sent and sent.request,
            "sent_words": wording.explain(sent.reasons[0]) if sent else "",
            "opening": openings[0][1],
            "closed": _said([one for one in openings if not one[1].is_open]),
            "priority": queries.names_of(terms.asking.priority_fields),
            "recommendation": _recommendation_for(request, form),
        },
    )
    add_never_cache_headers(response)
    return response


def _send(request: MemberRequest, now: datetime, said: dict[str, Any]) -> HttpResponse:
    said.pop("recommender", None)
    made = actions.request_dispatch(by=request.member, at=now, **said)
    messages.success(
        request,
        _("Your request %(number)s is received. The office now looks for people.")
        % {"number": made.number},
    )
    return redirect("dispatch:detail", made.pk)


def _as_a_new_form(post: QueryDict) -> QueryDict:
    """The same text under a key of its own, so that it can be sent once more."""
    typed = post.copy()
    typed["form_key"] = str(uuid4())
    return typed


def _recommend(
    request: MemberRequest, now: datetime, said: dict[str, Any]
) -> HttpResponse:
    said.setdefault("recommender", None)
    made = actions.ask_recommendation(by=request.member, at=now, **said)
    messages.success(
        request,
        _("%(name)s is asked. You are told by mail when there is an answer.")
        % {"name": made.recommender.name_ja},
    )
    return redirect("dispatch:recommendation", made.pk)


@access.role("officer")
def rank(request: MemberRequest, pk: int) -> HttpResponse:
    """Put the candidates in order; the first is asked at once."""
    found = pages.found_or_404(request, pk)
    if request.method != "POST":
        return redirect("dispatch:detail", pk)
    typed = _typed_ranks(request.POST, found)
    try:
        actions.rank_candidates(
            pk, ranks=_ranks(typed), by=request.member, at=timezone.now()
        )
    except actions.CannotPlace as refusal:
        refusals.say(request, refusal)
        return pages.show(request, found, ranks=typed)
    messages.success(
        request, _("Thank you. The first who has days left is being asked.")
    )
    return redirect("dispatch:detail", pk)


@access.role("officer")
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a request back."""
    found = pages.found_or_404(request, pk)
    return do(
        request,
        pk,
        lambda: actions.withdraw_request(
            found.pk, by=request.member, at=timezone.now()
        ),
        _("The request is withdrawn."),
    )


def _known(request: MemberRequest) -> dict[str, Any]:
    """What the address of the page and the plan that it names say already."""
    organisation = request.member.organisation
    known: dict[str, Any] = {
        "kind": request.GET.get("kind", Request.Kind.ADVISER),
        "mode": Request.Mode.ON_SITE,
        "nominated_1": request.GET.get("adviser"),
        "field": request.GET.get("field"),
        "municipality": organisation.municipality,
    }
    number = number_of(request.GET.get("plan", ""))
    if number is not None:
        plan = Plan.objects.filter(organisation=organisation, pk=number).first()
        if plan is not None:
            known |= {
                "plan": plan.pk,
                "project": plan.title,
                "problem": plan.problem,
                "field": plan.field_id,
                "municipality": plan.municipality,
            }
    known = _recommended(request, _copied(request, known))
    return known | drafting.typed_before(request)


def _recommended(request: MemberRequest, known: dict[str, Any]) -> dict[str, Any]:
    """A request that was put before a local government, as it was asked for."""
    number = number_of(request.GET.get("recommendation", ""))
    mine = queries.recommendations_of(request.member).filter(
        organisation=request.member.organisation_id, request=None
    )
    held = mine.filter(pk=number).first() if number is not None else None
    if held is None:
        return known
    said = queries.request_in(held)
    named = enumerate(held.content["nominations"], start=1)
    return {
        **held.content,
        "form_key": held.form_key,
        "municipality": said.municipality,
        "wanted_from": said.wanted_from,
        "wanted_until": said.wanted_until,
        "choice": "office" if said.office_chooses else "region",
        "recommender": held.recommender_id,
        **{f"nominated_{n}": pk for n, pk in named},
    }


def _recommendation_for(
    request: MemberRequest, form: forms.RequestForm
) -> Recommendation | None:
    """How it stands with the recommendation of the request that is being written."""
    if request.member.organisation.is_local_government:
        return None
    try:
        form_key = UUID(str(form["form_key"].value()))
    except ValueError:
        return None
    return queries.recommendation_for(form_key, request.member.organisation)


def _said(
    openings: list[tuple[Request.Kind, queries.Opening]],
) -> list[tuple[str, list[str]]]:
    """Each kind that is closed, and why or until when."""
    return [
        (str(kind.label), [wording.explain(why) for why in one.reasons])
        for kind, one in openings
    ]


def _copied(request: MemberRequest, known: dict[str, Any]) -> dict[str, Any]:
    """What an earlier request of the same body said; its days are gone."""
    number = number_of(request.GET.get("copy", ""))
    if number is None:
        return known
    found = queries.visible_to(request.member).filter(pk=number).first()
    if found is None:
        return known
    same = ("kind", "project", "problem", "mode", "days", "hours", "months", "sides")
    more = ("municipality", "needed_sides", "team_size", "uses_infrastructure")
    named = [one.adviser_id for one in queries.nominees_of(found)]
    return (
        known
        | {name: getattr(found, name) for name in (*same, *more)}
        | {"plan": found.plan_id, "field": found.field_id}
        | {"choice": "office" if found.office_chooses else "region"}
        | {f"nominated_{n}": pk for n, pk in enumerate(named, start=1)}
    )


def _typed_ranks(post: QueryDict, found: Request) -> dict[int, str]:
    """Candidate id → what was typed into the field ``rank-ID``."""
    return {
        one.pk: post.get(f"rank-{one.pk}", "").strip()
        for one in queries.to_be_ranked(found)
    }


def _ranks(typed: dict[int, str]) -> dict[int, int]:
    """Empty means: not wished. What is no small number is rank 0, which is refused."""
    return {
        pk: int(text) if text.isdecimal() and len(text) <= LONGEST_RANK else 0
        for pk, text in typed.items()
        if text
    }
