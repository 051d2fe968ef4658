"""The office reads what was stated, beside what stands in the register, and decides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Statement
from chiiki_web.advisers.queries import shown
from chiiki_web.refusals import Refusal

PER_PAGE = 50


@access.role("office", "auditor")
def received(request: MemberRequest) -> HttpResponse:
    """Offers and changes, the longest waiting first; those that wait unless one asks."""
    form = forms.StatementSearchForm(request.GET or {"state": Statement.State.SENT})
    page = Paginator(queries.at_the_office(**form.chosen()), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "advisers/received.html",
        {"page": page, "form": form, "now": timezone.now()},
    )


@access.role("office", "auditor")
def statement(request: MemberRequest, pk: int) -> HttpResponse:
    """One offer or change: before and after, and the three answers."""
    return _show(request, _get(pk))


@access.role("office")
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Enter it into the register as it was seen."""
    return _decide(
        request,
        pk,
        lambda held, **who: actions.accept_statement(
            held.pk, seen=request.POST.get("seen", ""), **who
        ),
        _("Accepted. It stands in the register from now on."),
    )


@access.role("office")
def give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Return it to be changed."""
    return _decide_with_ground(
        request,
        pk,
        actions.return_statement,
        _("Returned. The person is told."),
        "return",
    )


@access.role("office")
def decline(request: MemberRequest, pk: int) -> HttpResponse:
    """Say no for good."""
    return _decide_with_ground(
        request, pk, actions.decline_statement, _("Declined. The person is told."), "no"
    )


def _decide_with_ground(
    request: MemberRequest,
    pk: int,
    action: Callable[..., object],
    done: str,
    which: str,
) -> HttpResponse:
    form = forms.GroundForm(access.typed(request), prefix=which)
    if not form.is_valid():
        return _show(request, _get(pk), **{f"{which}_form": form})
    ground = form.cleaned_data["ground"]
    return _decide(
        request, pk, lambda held, **who: action(held.pk, ground=ground, **who), done
    )


def _decide(
    request: MemberRequest, pk: int, act: Callable[..., object], done: str
) -> HttpResponse:
    held = _get(pk)
    if request.method == "POST":
        try:
            act(held, by=request.member, at=timezone.now())
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
    return redirect("advisers:statement", held.pk)


def _show(request: MemberRequest, held: Statement, **more: Any) -> HttpResponse:
    adviser = queries.adviser_of(held)
    is_open = held.state == Statement.State.SENT
    before: dict[str, Any] = dict(held.before)
    if is_open and adviser is not None:
        before = queries.said_of(adviser)
    context = {
        "held": held,
        "adviser": adviser,
        "parts": shown.parts(held.said, before, held.before if is_open else None),
        "is_offer": held.kind == Statement.Kind.OFFER,
        "seen": queries.stamp_of(held),
        "may_decide": is_open and request.member.role == "office",
        "unknown": queries.bodies_not_here(held),
        "return_form": forms.GroundForm(prefix="return"),
        "no_form": forms.GroundForm(prefix="no"),
    }
    return render(request, "advisers/statement.html", context | more)


def _get(pk: int) -> Statement:
    rows = queries.at_the_office().select_related("photo")
    return get_object_or_404(rows, pk=pk)
