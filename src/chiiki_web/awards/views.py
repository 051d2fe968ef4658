"""Pages about selections and awards."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.awards import actions, forms, queries
from chiiki_web.awards.models import Award
from chiiki_web.documents.responses import as_download
from chiiki_web.refusals import Refusal


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
    call = get_object_or_404(queries.calls_with_counts(request.member), pk=call_pk)
    waiting = {one.application.pk: one for one in queries.to_select(call)}
    found = queries.proposal(call, list(waiting.values()))
    if request.method == "POST" and request.member.role == "office":
        chosen = {pk for pk in waiting if request.POST.get(f"choose-{pk}")}
        grounds = {pk: request.POST.get(f"ground-{pk}", "") for pk in waiting}
        try:
            actions.select_applications(
                call.pk,
                chosen={pk: grounds[pk] for pk in chosen},
                others={pk: grounds[pk] for pk in waiting if pk not in chosen},
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Selected. Now decide on each award."))
            return redirect("awards:selection", call.pk)
    lines = [
        {
            "line": line,
            "standing": waiting[int(line.proposal.id)],
            "why": wording.explain(line.reason),
            "is_chosen": bool(request.POST.get(f"choose-{int(line.proposal.id)}"))
            if request.method == "POST"
            else line.chosen,
            "ground": request.POST.get(f"ground-{int(line.proposal.id)}", ""),
        }
        for line in found.lines
    ]
    awards = queries.visible_to(request.member).filter(application__call=call)
    return render(
        request,
        "awards/selection.html",
        {
            "call": call,
            "lines": lines,
            "awards": awards.order_by("rank", "pk"),
            "free": queries.free_for(call),
            "may_select": request.member.role == "office"
            and call.closes_at < timezone.now(),
        },
    )


@access.role("officer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One decision: amount, conditions, letter, and the one next step."""
    award = _get(request, pk)
    form = forms.DecisionForm(
        initial={"amount": award.amount, "conditions": queries.standard_conditions()}
    )
    return _show(request, award, form)


@access.role("office")
def decide(request: MemberRequest, pk: int) -> HttpResponse:
    """Decide on the award."""
    award = _get(request, pk)
    form = forms.DecisionForm(access.typed(request))
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
    return _show(request, award, form)


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
    form = forms.GroundForm(request.POST or None)
    if request.method == "POST":
        try:
            action(
                award.pk,
                ground=form.cleaned_data["ground"] if form.is_valid() else "",
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
    return redirect("awards:detail", pk)


def _get(request: MemberRequest, pk: int) -> Award:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _show(
    request: MemberRequest, award: Award, form: forms.DecisionForm
) -> HttpResponse:
    return render(
        request,
        "awards/detail.html",
        {
            "award": award,
            "form": form,
            "ground_form": forms.GroundForm(),
            "may_decline": queries.may_be_declined(award, timezone.now()),
            "is_settled": hasattr(award, "settlement"),
        },
    )
