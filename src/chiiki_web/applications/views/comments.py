"""What the office and the applicant say to each other, beside each part."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms, queries
from chiiki_web.applications.models import Comment
from chiiki_web.applications.views import pages
from chiiki_web.refusals import Refusal


@access.role("officer", "office")
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something about the application or a part of it."""
    application = pages.readable(request, pk)
    is_office = request.member.role == "office"
    typed = access.typed(request)
    back = reverse(
        "applications:examine" if is_office else "applications:detail", args=[pk]
    )
    if typed is None:
        return redirect(back)
    form = (forms.OfficeCommentForm if is_office else forms.CommentForm)(typed)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.comment(
                application.pk, by=request.member, at=timezone.now(), **form.said()
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The comment is written down."))
            return redirect(f"{back}#part-{made.part}" if made.part else back)
    show = pages.show_office if is_office else pages.show_applicant
    return show(request, application, comment_form=form)


@access.role("office")
def resolve(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a comment that is settled, or open it again."""
    one = _readable(request, pk)
    if request.method == "POST":
        try:
            actions.resolve_comment(
                one.pk,
                is_resolved=request.POST.get("do") != "reopen",
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
    back = reverse("applications:examine", args=[one.application_id])
    return redirect(f"{back}#part-{one.part or 'whole'}")


@access.role("officer")
def tick(request: MemberRequest, pk: int) -> HttpResponse:
    """The applicant ticks off one thing on the list of corrections, with a note."""
    one = _readable(request, pk)
    application = pages.readable(request, one.application_id)
    typed = access.typed(request)
    back = reverse("applications:detail", args=[application.pk])
    if typed is None:
        return redirect(back)
    form = forms.TickForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.tick_off(
                one.pk,
                is_done=request.POST.get("do") != "undo",
                note=form.cleaned_data["note"],
                by=request.member,
                at=timezone.now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        return redirect(f"{back}#correct")
    return pages.show_applicant(request, application, ticking=one.pk, tick_form=form)


def _readable(request: MemberRequest, pk: int) -> Comment:
    """A comment that this person may read, or 404."""
    one = get_object_or_404(
        Comment, pk=pk, application__in=queries.visible_to(request.member)
    )
    readable = queries.comments_of(one.application, request.member)
    return get_object_or_404(readable, pk=pk)
