"""Pages of the register of advisers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.advisers import actions, forms, queries
from chiiki_web.advisers.models import SIDES
from chiiki_web.schemes.models import Field

PER_PAGE = 20


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """Who can be sent: by field, by side, by words."""
    chosen = {name: request.GET.get(name, "").strip() for name in ("field", "side")}
    text = request.GET.get("q", "").strip()
    rows = queries.matching(text=text, **chosen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "advisers/list.html",
        {
            "page": page,
            "fields": Field.objects.all(),
            "sides": SIDES,
            "chosen": chosen | {"q": text},
        },
    )


@access.public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    adviser = get_object_or_404(queries.active(), pk=pk)
    sides = [label for code, label in SIDES if code in adviser.sides]
    return render(request, "advisers/detail.html", {"adviser": adviser, "sides": sides})


@access.role("adviser")
def mine(request: MemberRequest) -> HttpResponse:
    """My own entry, to be kept up to date."""
    adviser = queries.entry_of(request.member)
    if adviser is None:
        return render(request, "advisers/none.html")
    form = forms.OwnEntryForm(access.typed(request), instance=adviser)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_own_entry(
                adviser.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotRegisterAdviser as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("Your entry is up to date."))
            return redirect("advisers:mine")
    return render(request, "advisers/mine.html", {"form": form, "adviser": adviser})
