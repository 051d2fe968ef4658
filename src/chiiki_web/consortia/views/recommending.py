"""A recommendation is asked for, read, given or declined; its letter is taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.models import Organisation
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms, queries
from chiiki_web.consortia.models import Recommendation
from chiiki_web.consortia.views import pages
from chiiki_web.documents.responses import as_download
from chiiki_web.numbers import number_of
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.schemes import queries as schemes

READERS = ("officer", "office", "auditor", "administrator")
SHOWN = 20
State = Recommendation.State


@access.role("officer")
def ask(request: MemberRequest, pk: int) -> HttpResponse:
    """Find the local government, then ask it for one call."""
    plan = pages.led(request, pk)
    text = request.GET.get("q", "").strip()
    chosen = _chosen(request, plan)
    calls = schemes.open_calls(timezone.now())
    form = forms.AskForm(calls, access.typed(request)) if chosen else None
    if request.method == "POST" and chosen and form is not None and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.ask_recommendation(
                plan.pk,
                typed["call"].pk,
                chosen.pk,
                form_key=typed["form_key"],
                message=typed["message"],
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotChangeConsortium as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The request is on its way."))
            return redirect("consortia:plan", plan.pk)
    found = queries.recommender_choices(plan, text)
    if not text:  # the plan's own municipality is the first to think of
        found = found.filter(municipality=plan.municipality_id)
    context = {
        "plan": plan,
        "q": text,
        "found": list(found[:SHOWN]),
        "chosen": chosen,
        "form": form,
        "has_calls": calls.exists(),
    }
    return render(request, "consortia/ask.html", context)


@access.role(*READERS)
def recommendation(request: MemberRequest, pk: int) -> HttpResponse:
    """The request with the plan behind it, and what can be done now."""
    return _show(request, _readable(request, pk))


@access.role("officer")
def give(request: MemberRequest, pk: int) -> HttpResponse:
    """Recommend the plan as it was read; the letter is made at once."""
    form = forms.GiveForm(access.typed(request))
    done = _(
        "You recommend the plan. The letter is made and goes with the application."
    )
    return _answer(request, pk, "give_form", form, actions.give_recommendation, done)


@access.role("officer")
def refuse(request: MemberRequest, pk: int) -> HttpResponse:
    """Do not recommend it, with the ground."""
    form = forms.GroundForm(access.typed(request), prefix="no")
    done = _("Your answer is on its way.")
    return _answer(request, pk, "no_form", form, actions.decline_recommendation, done)


@access.role("officer")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw a recommendation that was given, until the application is sent."""
    form = forms.GroundForm(access.typed(request), prefix="back")
    done = _("The recommendation is withdrawn.")
    return _answer(
        request, pk, "back_form", form, actions.withdraw_recommendation, done
    )


@access.role("officer")
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """The applicant takes its request back."""
    held = _readable(request, pk)
    return pages.do(
        request,
        lambda: actions.cancel_request(held.pk, by=request.member, at=timezone.now()),
        _("The request is withdrawn."),
        "consortia:plan",
        held.plan_id,
    )


@access.role("officer", "office", "auditor")
def letter(request: MemberRequest, pk: int) -> FileResponse:
    """The letter as PDF, for both sides, the office and the auditor."""
    held = _readable(request, pk)
    if held.letter is None:
        raise Http404
    return as_download(held.letter, held.file_name)


def _show(request: MemberRequest, held: Recommendation, **typed: Any) -> HttpResponse:
    plan = plans.with_parts(Plan.objects.filter(pk=held.plan_id)).get()
    content = queries.content_of(plan, queries.taking_part(plan))
    is_recommender = (
        request.member.role == "officer"
        and request.member.organisation_id == held.recommender_id
    )
    was_sent = queries.was_sent(plan, held.call)
    changed = (
        queries.changed_parts(held.content, content)
        if held.content and held.state == State.GIVEN
        else []
    )
    digest = queries.digest_of(content)
    is_over = timezone.now() >= held.call.closes_at
    may_answer = is_recommender and held.state == State.ASKED and not is_over
    may_take_back = is_recommender and held.state == State.GIVEN and not was_sent
    shown = {"give_form": may_answer, "no_form": may_answer, "back_form": may_take_back}
    unseen = next((form for name, form in typed.items() if not shown[name]), None)
    context: dict[str, Any] = {
        "held": held,
        "plan": plan,
        "leads": plans.may_change(plan, request.member),
        "is_recommender": is_recommender,
        "is_over": is_over,
        "kept": refusals.typed_in(unseen, "ground"),
        "was_sent": was_sent,
        "changed": queries.labels_of(changed, content, held.content or {}),
        "sections": pages.sections(plan) if is_recommender else [],
        "digest": digest,
        "give_form": forms.GiveForm(initial={"digest": digest}),
        "no_form": forms.GroundForm(prefix="no"),
        "back_form": forms.GroundForm(prefix="back"),
    }
    return render(request, "consortia/recommendation.html", context | typed)


def _answer(
    request: MemberRequest,
    pk: int,
    name: str,
    form: Form,
    deed: Callable[..., Recommendation],
    done: str,
) -> HttpResponse:
    """Answer with what was typed; what is refused stays in the form ``name`` of the page."""
    held = _asked(request, pk)
    if request.method == "POST" and form.is_valid():
        answer = partial(
            deed, pk, by=request.member, at=timezone.now(), **form.cleaned_data
        )
        if refusals.does(request, answer, done):
            return redirect("consortia:recommendation", pk)
        held = _asked(request, pk)
    return _again(request, held, **{name: form})


def _again(request: MemberRequest, held: Recommendation, **typed: Any) -> HttpResponse:
    """What was typed comes back; an address that was only opened leads to the page."""
    if not any(form.is_bound for form in typed.values()):
        return redirect("consortia:recommendation", held.pk)
    return _show(request, held, **typed)


def _readable(request: MemberRequest, pk: int) -> Recommendation:
    return get_object_or_404(queries.recommendations_of(request.member), pk=pk)


def _asked(request: MemberRequest, pk: int) -> Recommendation:
    return get_object_or_404(queries.asked_of(request.member), pk=pk)


def _chosen(request: MemberRequest, plan: Plan) -> Organisation | None:
    pk = number_of(request.GET.get("organisation", ""))
    return queries.recommender_choices(plan, "").filter(pk=pk).first() if pk else None
