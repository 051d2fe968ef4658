"""What the pages of placements have in common: whose they are, and one form to send."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise

from chiiki_web import refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.placements import actions, queries
from chiiki_web.placements.models import Placement
from chiiki_web.refusals import Refusal

Row = TypeVar("Row", bound=Model)


def found_or_404(request: MemberRequest, pk: int) -> Placement:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def part_or_404(request: MemberRequest, rows: QuerySet[Row], pk: int) -> Row:
    """A part of a placement that this person may open."""
    mine = queries.visible_to(request.member).order_by().values("pk")
    return get_object_or_404(rows.filter(placement__in=mine), pk=pk)


def does(
    request: MemberRequest,
    deed: Callable[[], object],
    said: str,
    *,
    refused: tuple[type[Refusal], ...] = (actions.CannotPlaceManager,),
) -> bool:
    """Do it, and say so or why not."""
    try:
        deed()
    except refused as refusal:
        refusals.say(request, refusal)
        return False
    messages.success(request, said)
    return True


def show_form(
    request: MemberRequest,
    placement: Placement,
    form: forms.Form,
    *,
    title: str | Promise,
    button: str | Promise,
    lead: str | Promise = "",
    is_grave: bool = False,
    **more: Any,
) -> HttpResponse:
    """One form about a placement, with the way back."""
    return render(
        request,
        "placements/form.html",
        {
            "placement": placement,
            "form": form,
            "title": title,
            "button": button,
            "lead": lead,
            "is_grave": is_grave,
            **more,
        },
    )


def back(placement: Placement, part: str = "") -> HttpResponse:
    response = redirect("placements:detail", placement.pk)
    if part:
        response["Location"] += f"#{part}"
    return response
