"""The office's view of the register: everybody, a new entry, a correction."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki import periods
from chiiki_web import access, refusals, stale
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import Adviser
from chiiki_web.advisers.queries import shown

PER_PAGE = 50


@access.role("office", "auditor")
def register(request: MemberRequest) -> HttpResponse:
    """Everybody in the register, with how they stand in this fiscal year."""
    year = periods.fiscal_year(timezone.localdate())
    form = forms.OfficeSearchForm(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.in_the_office(year, **chosen), PER_PAGE).get_page(
        request.GET.get("page")
    )
    return render(
        request,
        "advisers/register.html",
        {
            "page": page,
            "form": form,
            "fiscal_year": year,
            "is_search": any(chosen.values()),
            "waiting": queries.at_the_office(state="sent").count(),
            "is_office": request.member.role == "office",
        },
    )


@access.role("office")
def new(request: MemberRequest) -> HttpResponse:
    """Enter a person into the register without an offer."""
    form = forms.RegisterForm(access.typed(request), initial={"languages": ["ja"]})
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
    said, typed = queries.said_of(adviser), access.typed(request)
    seen = stale.seen_in(typed, said)
    differences: list[stale.Difference] = []
    form = forms.OfficeForm(typed, initial=forms.initial_of(said))
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
            seen, differences = _meanwhile(adviser, seen, refusal)
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


def _meanwhile(
    adviser: Adviser, seen: str, refusal: stale.HasChanged
) -> tuple[str, list[stale.Difference]]:
    """The stamp and what is stored, after somebody else changed the same parts."""
    said = queries.said_of(queries.entries().get(pk=adviser.pk))
    parts = shown.parts({name: said[name] for name in refusal.names})
    return (
        stale.seen_anew(seen, said, refusal.names),
        [stale.Difference(str(one.label), one.after) for one in parts],
    )
