"""What the office and the applicant say to each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import actions, forms
from chiiki_web.applications.views import pages
from chiiki_web.refusals import Refusal


@access.role("officer", "office")
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something about the application."""
    application = pages.readable(request, pk)
    is_office = request.member.role == "office"
    typed = access.typed(request)
    back = "applications:examine" if is_office else "applications:detail"
    if typed is None:
        return redirect(back, pk)
    form = forms.CommentForm(typed)
    if request.method == "POST" and form.is_valid():
        try:
            actions.comment(
                application.pk,
                by=request.member,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The comment is written down."))
            return redirect(back, pk)
    show = pages.show_office if is_office else pages.show_applicant
    return show(request, application, comment_form=form)
