"""Pages of the register of advisers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, stale
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import SIDES, Adviser

PER_PAGE = 20


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """Who can be sent: by field, by side, by words."""
    form = forms.SearchForm(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.matching(**chosen), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "advisers/list.html",
        {
            "page": page,
            "form": form,
            "is_search": any(chosen.values()),
            "is_office": _role(request) == "office",
            "may_ask": _role(request) in {"", "officer"},
        },
    )


@access.public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One adviser; the office also sees entries that are out of the list."""
    is_office = _role(request) == "office"
    rows = queries.entries() if is_office else queries.active()
    adviser = get_object_or_404(rows, pk=pk)
    return render(
        request,
        "advisers/detail.html",
        {
            "adviser": adviser,
            "sides": [label for code, label in SIDES if code in adviser.sides],
            "is_office": is_office,
            "may_ask": adviser.is_active and _role(request) in {"", "officer"},
        },
    )


@access.role("adviser")
def mine(request: MemberRequest) -> HttpResponse:
    """My own entry, to be kept up to date."""
    adviser = queries.entry_of(request.member)
    if adviser is None:
        return render(request, "advisers/none.html")
    typed = access.typed(request)
    seen = stale.seen_in(typed, queries.said_of(adviser))
    differences: list[stale.Difference] = []
    form = forms.OwnEntryForm(typed, initial=_known(adviser))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own_entry(
                adviser.pk,
                seen=seen,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except stale.HasChanged as refusal:
            refusals.say(request, refusal)
            seen, differences = _meanwhile(adviser.pk, seen, refusal)
        except actions.CannotRegisterAdviser as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Your entry is up to date."))
            return redirect("advisers:mine")
    return render(
        request,
        "advisers/mine.html",
        {"form": form, "adviser": adviser, "seen": seen, "differences": differences},
    )


@access.role("office")
def new(request: MemberRequest) -> HttpResponse:
    """Enter a person into the register when they are commissioned."""
    form = forms.RegisterForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        values = form.values()
        try:
            made = actions.register_adviser(
                values.pop("membership").pk,
                by=request.member,
                at=timezone.now(),
                **values,
            )
        except actions.CannotRegisterAdviser as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The adviser is in the register."))
            return redirect("advisers:detail", made.pk)
    return render(
        request,
        "advisers/new.html",
        {"form": form, "is_somebody": queries.without_entry().exists()},
    )


@access.role("office")
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Correct an entry, or take it out of the list."""
    adviser = get_object_or_404(queries.entries(), pk=pk)
    typed = access.typed(request)
    seen = stale.seen_in(typed, queries.said_of(adviser))
    differences: list[stale.Difference] = []
    form = forms.ChangeForm(typed, initial=_known(adviser))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_adviser(
                adviser.pk,
                seen=seen,
                by=request.member,
                at=timezone.now(),
                **form.values(),
            )
        except stale.HasChanged as refusal:
            refusals.say(request, refusal)
            seen, differences = _meanwhile(adviser.pk, seen, refusal)
        except actions.CannotRegisterAdviser as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The change is kept."))
            return redirect("advisers:detail", adviser.pk)
    return render(
        request,
        "advisers/change.html",
        {"form": form, "adviser": adviser, "seen": seen, "differences": differences},
    )


def _known(adviser: Adviser) -> dict[str, Any]:
    said = {
        name: getattr(adviser, name)
        for name in forms.ChangeForm.base_fields
        if hasattr(adviser, name)
    }
    return said | {
        "prefecture": adviser.prefecture_id,
        "fields_known": [one.pk for one in adviser.fields.all()],
        "employers": "\n".join(one.name_ja for one in adviser.employers.all()),
    }


def _meanwhile(
    pk: int, seen: str, refusal: stale.HasChanged
) -> tuple[str, list[stale.Difference]]:
    """The stamp and what is stored, after somebody else changed the same parts."""
    adviser = queries.entries().get(pk=pk)
    fresh = forms.ChangeForm(initial=_known(adviser))
    return (
        stale.seen_anew(seen, queries.said_of(adviser), refusal.names),
        stale.differences(fresh, refusal.names, {"fields": "fields_known"}),
    )


def _role(request: HttpRequest) -> str:
    """The role of the reader; empty for a visitor."""
    return getattr(getattr(request, "member", None), "role", "")
