"""Saved views: kept, removed, made the first one to see."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.desk import actions, forms, queries
from chiiki_web.refusals import Refusal


@access.role("office", "auditor")
def views(request: MemberRequest) -> HttpResponse:
    """All views that one may choose from, and a form for a new one."""
    return _show(request, forms.SaveViewForm(initial={"query": _query(request)}))


@access.role("office", "auditor")
def save(request: MemberRequest) -> HttpResponse:
    """Keep the filters that stand on the desk under a name."""
    typed = access.typed(request)
    if typed is None:
        return redirect("desk:views")
    form = forms.SaveViewForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            said = dict(form.cleaned_data)
            said["query"] = forms.cleaned_query(request.member, said["query"])
            made = actions.save_view(by=request.member, at=timezone.now(), **said)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            kept = _("The view “%(name)s” is kept.") % {"name": made}
            messages.success(request, kept)
            return redirect(f"{reverse('desk:list')}?{made.query or 'all=1'}")
    return _show(request, form)


@access.role("office", "auditor")
def remove(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own view away."""
    if request.method == "POST":
        try:
            actions.remove_view(pk, by=request.member, at=timezone.now())
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The view is removed."))
    return redirect("desk:views")


@access.role("office", "auditor")
def choose_default(request: MemberRequest) -> HttpResponse:
    """Open the desk with a view, or with everything."""
    chosen = request.POST.get("view", "")
    if request.method == "POST":
        try:
            actions.set_default_view(
                int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None,
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The first view of the desk is kept."))
    return redirect("desk:views")


def _show(request: MemberRequest, form: forms.SaveViewForm) -> HttpResponse:
    context = {
        "views": queries.views_of(request.member),
        "default": queries.default_of(request.member),
        "form": form,
    }
    return render(request, "desk/views.html", context)


def _query(request: MemberRequest) -> str:
    return forms.FilterForm(request.member, request.GET).query()
