"""The pages on which an office opens, changes, stops and opens again the rounds of a call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import Call, Round
from chiiki_web.ui import confirming, formats

STOP, REOPEN = "stop", "reopen"  # fields of their own beside those of a change


@dataclass(frozen=True, slots=True)
class Row:
    """A round as a table shows it.

    ``left`` is None for a round that is over, and where the call has no budget.
    """

    round: Round
    state: str
    left: int | None
    received: int


def rows_of(call: Call, at: datetime) -> list[Row]:
    """The rounds of a call with their state, what they have left and what they received."""
    rounds = list(
        call.rounds.annotate(
            received=Count("applications", distinct=True)
            + Count("dispatch_requests", distinct=True)
        )
    )
    fund = getattr(call, "fund", None)
    return [
        Row(
            one,
            queries.state_of(one, at).value,
            queries.left_for(one, rounds, fund.free)
            if fund and at < one.closes_at
            else None,
            one.received,
        )
        for one in rounds
    ]


@access.role("office")
def rounds(request: MemberRequest, pk: int) -> HttpResponse:
    """Every round of a call, and one more."""
    call = _own(request, pk)
    now = timezone.now()
    suggested = queries.suggested_rounds(call, now)
    form = forms.RoundForm(access.typed(request), initial=_proposed(call, suggested))
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_rounds(call.pk, [form.wanted()], by=request.member, at=now)
        except actions.CannotChangeRound as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The round is published."))
            return redirect("schemes:rounds", call.pk)
    context = {
        "call": call,
        "form": form,
        "rows": rows_of(call, now),
        "suggested": suggested,
        "said": queries.scheme_of(call).terms.rounds,
        "stops_when_used": queries.stops_when_used(call),
        "least": queries.least_award(call),
        "may_add": call.cancelled_at is None and now < call.closes_at,
    }
    return render(request, "schemes/rounds.html", context)


@access.role("office")
def take_suggested(request: MemberRequest, pk: int) -> HttpResponse:
    """Open every round that the rules of the call propose."""
    call = _own(request, pk)
    if request.method == "POST":
        now = timezone.now()
        wanted = [
            actions.Wanted(opens_at=one.opens_at, closes_at=one.closes_at)
            for one in queries.suggested_rounds(call, now)
        ]
        try:
            actions.open_rounds(call.pk, wanted, by=request.member, at=now)
        except actions.CannotChangeRound as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The rounds of the rules are published."))
    return redirect("schemes:rounds", call.pk)


@access.role("office")
def round_page(request: MemberRequest, pk: int) -> HttpResponse:
    """One round: other hours or another share, with a ground."""
    one = _own_round(request, pk)
    form = forms.ChangeRoundForm(
        access.typed(request), initial=forms.ChangeRoundForm.as_it_is(one)
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_round(
                one.pk,
                form.wanted(),
                ground=form.cleaned_data["ground"],
                seen=request.POST.get("seen", ""),
                by=request.member,
                at=timezone.now(),
            )
        except actions.CannotChangeRound as refusal:
            refusals.say(request, refusal)
            one = _own_round(request, pk)
        else:
            messages.success(request, _("The round is changed."))
            return redirect("schemes:rounds", one.call_id)
    return _show(request, one, form=form)


@access.role("office")
def stop_round(request: MemberRequest, pk: int) -> HttpResponse:
    """End a round before its time."""
    form = forms.StopRoundForm(access.typed(request), prefix=STOP)
    if request.method == "POST" and form.is_valid() and confirming.is_new(request):
        one = _own_round(request, pk)
        return confirming.ask(request, _stopping(one, form.cleaned_data["ground"]))
    if request.POST.get(confirming.ANSWER) == confirming.BACK:
        return _show(request, _own_round(request, pk), stop_form=form)
    done = _("The round is stopped.")
    return _act(request, pk, form, "stop_form", actions.stop_round, done)


@access.role("office")
def reopen_round(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a stopped round go on."""
    form = forms.ReopenRoundForm(access.typed(request), prefix=REOPEN)
    done = _("The round takes applications again.")
    return _act(request, pk, form, "reopen_form", actions.reopen_round, done)


@access.role("office")
def delete_round(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a round away into which nothing came."""
    one = _own_round(request, pk)
    if request.method != "POST":
        return redirect("schemes:round", pk)
    try:
        actions.delete_round(one.pk, by=request.member, at=timezone.now())
    except actions.CannotChangeRound as refusal:
        refusals.say(request, refusal)
        return redirect("schemes:round", pk)
    messages.success(request, _("The round is deleted."))
    return redirect("schemes:rounds", one.call_id)


def _act(
    request: MemberRequest,
    pk: int,
    form: Form,
    name: str,
    action: Callable[..., object],
    done: str,
) -> HttpResponse:
    one = _own_round(request, pk)
    if request.method == "POST" and form.is_valid():
        try:
            action(one.pk, by=request.member, at=timezone.now(), **form.cleaned_data)
        except actions.CannotChangeRound as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
            return redirect("schemes:rounds", one.call_id)
    return _show(request, one, **{name: form})


def _stopping(one: Round, ground: str) -> confirming.Question:
    """What is asked before a round is stopped."""
    waiting = len(queries.waiting_people(one.call))
    told = ngettext(
        "%(n)s person who has begun an application is told.",
        "%(n)s people who have begun an application are told.",
        waiting,
    )
    return confirming.Question(
        title=_("Stop round %(n)s?") % {"n": one.number},
        said=[
            (_("Call"), formats.local(one.call, "name")),
            (_("Round would close"), formats.day_and_time(one.closes_at)),
            (_("Reason, to be read by everybody"), ground),
        ],
        follows=[
            _(
                "Nothing more is received in it from that moment. What was received stays."
            ),
            *([told % {"n": waiting}] if waiting else []),
            _(
                "It can be opened again until it was to close, as long as there is money."
            ),
        ],
        button=_("Stop the round"),
        is_grave=True,
    )


def _show(request: MemberRequest, one: Round, **more: Any) -> HttpResponse:
    now = timezone.now()
    row = next(row for row in rows_of(one.call, now) if row.round == one)
    context = {
        "call": one.call,
        "row": row,
        "round": row.round,
        "seen": queries.seen_round(row.round),
        "has_ended": now >= one.closes_at,
        "waiting": len(queries.waiting_people(one.call)),
        "form": forms.ChangeRoundForm(initial=forms.ChangeRoundForm.as_it_is(one)),
        "stop_form": forms.StopRoundForm(prefix=STOP),
        "reopen_form": forms.ReopenRoundForm(prefix=REOPEN),
    }
    return render(request, "schemes/round.html", context | more)


def _own(request: MemberRequest, pk: int) -> Call:
    return get_object_or_404(queries.calls_of(request.member.organisation), pk=pk)


def _own_round(request: MemberRequest, pk: int) -> Round:
    rows = Round.objects.select_related("call__programme", "call__office", "call__fund")
    return get_object_or_404(
        rows.filter(call__office=request.member.organisation_id), pk=pk
    )


def _proposed(call: Call, suggested: Sequence[queries.Suggested]) -> dict[str, Any]:
    """The next round of the rules; without one, from the end of the last round on."""
    if suggested:
        return forms.RoundForm.of(suggested[0].opens_at, suggested[0].closes_at)
    made = queries.rounds_of(call)
    return forms.RoundForm.of(made[-1].closes_at if made else call.opens_at, None)
