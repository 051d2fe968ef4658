"""Pages about municipalities: the register, its update, and the choices in forms."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.regions import actions, forms, queries

PER_PAGE = 50


@access.role("administrator", "auditor")
def municipalities(request: HttpRequest) -> HttpResponse:
    """The register of codes; an administrator brings it up to date from a CSV."""
    may_update = request.member.role == "administrator"  # type: ignore[attr-defined]
    form = forms.UpdateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and may_update and form.is_valid():
        try:
            update = actions.update_municipalities(
                actions.rows_of(form.cleaned_data["file"].read()),
                by=request.member,  # type: ignore[attr-defined]
                at=timezone.now(),
            )
        except actions.CannotUpdate as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request,
                _(
                    "Added %(added)s, changed %(changed)s, ended %(ended)s, reopened"
                    " %(reopened)s; not in the file and kept: %(absent)s."
                )
                % {
                    "added": len(update.added),
                    "changed": len(update.renamed),
                    "ended": len(update.ended),
                    "reopened": len(update.reopened),
                    "absent": len(update.absent),
                },
            )
            if update.still_ended:
                messages.warning(
                    request,
                    _(
                        "%(n)s codes of the file have ended and stay so. To reopen one,"
                        " give the file a column last_day and leave it empty."
                    )
                    % {"n": len(update.still_ended)},
                )
        return redirect("regions:municipalities")
    text = request.GET.get("q", "").strip()
    page = Paginator(queries.search(text), PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "regions/municipalities.html",
        {"page": page, "q": text, "form": form, "may_update": may_update},
    )


@access.role("administrator", "auditor")
def strengths(request: HttpRequest) -> HttpResponse:
    """The published indices of fiscal strength; an administrator takes in a CSV."""
    may_update = request.member.role == "administrator"  # type: ignore[attr-defined]
    form = forms.StrengthForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and may_update and form.is_valid():
        try:
            update = actions.update_fiscal_strengths(
                actions.rows_of(form.cleaned_data["file"].read()),
                by=request.member,  # type: ignore[attr-defined]
                at=timezone.now(),
            )
        except actions.CannotUpdate as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request,
                _("Added %(added)s, changed %(changed)s, unchanged %(unchanged)s.")
                % {
                    "added": len(update.added),
                    "changed": len(update.changed),
                    "unchanged": len(update.unchanged),
                },
            )
        return redirect("regions:strengths")
    text = request.GET.get("q", "").strip()
    found = Paginator(queries.strengths(text), PER_PAGE)
    return render(
        request,
        "regions/strengths.html",
        {
            "page": found.get_page(request.GET.get("page")),
            "q": text,
            "form": form,
            "may_update": may_update,
        },
    )


@access.public
def choices(request: HttpRequest) -> HttpResponse:
    """The options of one prefecture, for the second of two linked select boxes."""
    found = queries.municipalities_in(
        request.GET.get("prefecture", ""), timezone.localdate()
    )
    return render(request, "regions/choices.html", {"municipalities": found})
