"""Pages on which an office starts a new version, publishes it, and takes it back."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.reasons import reason
from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.refusals import Refusal
from chiiki_web.schemes import actions, forms, queries
from chiiki_web.schemes.models import Programme, SchemeVersion
from chiiki_web.schemes.views.versions import programme_of


@access.role("office")
def start(request: MemberRequest, code: str) -> HttpResponse:
    """Start a draft from the text of another version."""
    programme = get_object_or_404(Programme.objects.exclude(scheme_code=""), pk=code)
    bases = queries.bases_for(programme.scheme_code, request.member)
    initial = {
        "form_key": uuid4(),
        "based_on": request.GET.get("from") or bases.first(),
    }
    form = forms.StartForm(access.typed(request), choices=bases, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_version(
                by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The draft is ready to be edited."))
            return redirect("schemes:edit", made.pk)
    context = {"programme": programme, "form": form}
    return render(request, "schemes/start.html", context)


@access.role("office")
def publish(request: MemberRequest, pk: int) -> HttpResponse:
    """Look once more at what changes, then put the version in force."""
    draft = own(request, pk)
    if not draft.is_draft:
        return redirect("schemes:version", pk)
    if request.method == "POST":
        try:
            actions.publish_version(
                pk,
                confirmed=request.POST.get("confirmed", ""),
                seen=request.POST.get("seen", ""),
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
            draft = own(request, pk)
        else:
            messages.success(request, _("The version is published."))
            return redirect("schemes:version", pk)
    content = queries.content_of(draft.text)
    base = draft.based_on
    strays = queries.all_stray_amounts(content)
    context = {
        "version": draft,
        "programme": programme_of(draft),
        "before": base,
        "parts": queries.compared(queries.content_of(base.text), content)
        if base
        else [],
        "problem_count": len(queries.problems_in(draft.text, str(draft))),
        "strays": strays,
        "seen_text": queries.seen(draft.text),
        "seen": queries.seen_of_strays(strays),
    }
    return render(request, "schemes/publish.html", context)


@access.role("office")
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a published version a draft again."""
    own(request, pk)
    if request.method == "POST":
        try:
            actions.take_back_version(pk, by=request.member, at=timezone.now())
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The version is a draft again."))
    return redirect("schemes:version", pk)


@access.role("office")
def discard(request: MemberRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    programme = programme_of(own(request, pk))
    if request.method == "POST":
        try:
            actions.discard_version(pk, by=request.member, at=timezone.now())
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The draft is thrown away."))
            return redirect("schemes:versions", programme.pk)
    return redirect("schemes:version", pk)


def closed(request: MemberRequest, version: SchemeVersion) -> HttpResponse:
    """What is no draft any more is read; who sent something to it is told why."""
    if request.method == "POST":
        why = reason(f"schemes.version_{version.state}")
        refusals.say(request, actions.CannotChangeVersion(why))
    return redirect("schemes:version", version.pk)


def own(request: MemberRequest, pk: int) -> SchemeVersion:
    """A version of the person's own office, or 404."""
    rows = queries.versions_visible_to(request.member)
    return get_object_or_404(rows.filter(office=request.member.organisation_id), pk=pk)
