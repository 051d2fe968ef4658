"""Pages about selections and awards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.awards import actions, forms, queries
from chiiki_web.awards.models import Award
from chiiki_web.documents.responses import as_download
from chiiki_web.refusals import Refusal

PER_PAGE = 50


@access.role("office", "auditor")
def calls(request: MemberRequest) -> HttpResponse:
    """Each call with its budget and how far the selection has come."""
    return render(
        request,
        "awards/calls.html",
        {"calls": queries.calls_with_counts(request.member), "now": timezone.now()},
    )


@access.role("office", "auditor")
def selection(request: MemberRequest, call_pk: int) -> HttpResponse:
    """The ranking, the line where the budget ends, and the office's choice."""
    call = get_object_or_404(queries.calls_of(request.member), pk=call_pk)
    waiting = {one.application.pk: one for one in queries.to_select(call)}
    in_turn = next((one.application.round for one in waiting.values()), None)
    found = queries.proposal(call, list(waiting.values()))
    lines = [(line, waiting[int(line.proposal.id)]) for line in found.lines]
    form = forms.SelectionForm(
        [
            (standing.application, line.chosen, line.rank is not None)
            for line, standing in lines
        ],
        access.typed(request),
    )
    is_office = request.member.role == "office"
    if request.method == "POST" and is_office and form.is_valid():
        try:
            actions.select_applications(
                call.pk, by=request.member, at=timezone.now(), **form.choice()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Selected. Now decide on each award."))
            return redirect("awards:selection", call.pk)
    awards = queries.visible_to(request.member).filter(application__call=call)
    page = Paginator(awards.order_by("rank", "pk"), PER_PAGE)
    return render(
        request,
        "awards/selection.html",
        {
            "call": call,
            "form": form,
            "listed": ",".join(str(pk) for pk in waiting),
            "lines": [
                {
                    "line": line,
                    "standing": standing,
                    "why": wording.explain(line.reason),
                    "choose": form[f"choose-{standing.application.pk}"],
                    "ground": form[f"ground-{standing.application.pk}"],
                }
                for line, standing in lines
            ],
            "awards": page.get_page(request.GET.get("page")),
            "free": queries.free_for(call, in_turn),
            "round": in_turn,
            "unfinished": [one for line, one in lines if line.rank is None],
            "may_select": is_office
            and queries.may_be_selected(call, in_turn, timezone.now()),
        },
    )


@access.role("officer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One decision: amount, conditions, letter, and the one next step."""
    return _show(request, _get(request, pk))


@access.role("office")
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Decide on the award."""
    award = _get(request, pk)
    form = _decision_form(award, access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.decide_award(
                award.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Decided. The letter is being made."))
            return redirect("awards:detail", pk)
    return _show(request, award, form=form)


@access.role("officer")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Withdraw after the decision, within the days given."""
    return _end(request, pk, actions.decline_award, _("The award is declined."))


@access.role("office")
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Undo a decision."""
    return _end(request, pk, actions.cancel_award, _("The award is cancelled."))


@access.role("officer", "office", "auditor")
def letter(request: MemberRequest, pk: int) -> FileResponse:
    """The letter as PDF; made now if the worker has not come to it yet."""
    award = _get(request, pk)
    stored = award.letter or actions.make_letter(award.pk, at=timezone.now())
    if stored is None:
        raise Http404
    return as_download(stored, f"{award.number or award.application.number}.pdf")


def _end(
    request: MemberRequest, pk: int, action: Callable[..., object], done: str
) -> HttpResponse:
    award = _get(request, pk)
    form = forms.GroundForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        try:
            action(award.pk, by=request.member, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
            return redirect("awards:detail", pk)
    return _show(request, award, ground_form=form)


def _get(request: MemberRequest, pk: int) -> Award:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _decision_form(award: Award, typed: QueryDict | None = None) -> forms.DecisionForm:
    proposed = {"amount": award.amount, "conditions": queries.standard_conditions()}
    return forms.DecisionForm(typed, initial=proposed)


def _show(request: MemberRequest, award: Award, **more: Any) -> HttpResponse:
    return render(
        request,
        "awards/detail.html",
        {
            "award": award,
            "conditions": queries.said_conditions(award),
            "form": _decision_form(award),
            "ground_form": forms.GroundForm(),
            "may_decline": queries.may_be_declined(award, timezone.now()),
            "is_settled": hasattr(award, "settlement"),
            "is_paid": hasattr(award, "settlement")
            and hasattr(award.settlement, "payment"),
            **more,
        },
    )
