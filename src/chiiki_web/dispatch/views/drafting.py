"""The form of a request is kept while it is typed, and taken up again later."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.models import Draft, Request
from chiiki_web.numbers import number_of
from chiiki_web.plans.views import sheets
from chiiki_web.ui import formats

NONE = Draft(version=0)
SEVERAL = ("sides", "needed_sides")
ABOUT_THE_PAGE = frozenset(
    ("csrfmiddlewaretoken", "version", "page", "turn", "seen", "writer", "do")
)


@access.role("officer")
def drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a draft away."""
    if request.method == "POST":
        try:
            actions.drop_draft(pk, by=request.member, at=timezone.now())
        except actions.CannotKeep as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The draft is deleted."))
    return redirect("dispatch:list")


def draft_of(request: MemberRequest) -> Draft | None:
    """The draft that the address names, of one's own body."""
    number = number_of(request.GET.get("draft", ""))
    if number is None:
        return None
    return queries.drafts_of(request.member).filter(pk=number).first()


def say_if_gone(request: MemberRequest, typed: QueryDict | None) -> None:
    """The address names a draft that is not there: the form begins empty, and says so."""
    if typed is None and "draft" in request.GET and draft_of(request) is None:
        messages.warning(
            request,
            _(
                "The draft of this address is not there: it was sent or deleted, or it is of"
                " another body. This is a new form."
            ),
        )


def typed_before(request: MemberRequest) -> dict[str, Any]:
    """What the draft says; where its form was sent meanwhile it becomes a new request."""
    draft = draft_of(request)
    if draft is None:
        return {}
    typed = {
        name: values if name in SEVERAL else "".join(values[:1])
        for name, values in draft.typed.items()
    }
    if Request.objects.filter(form_key=draft.form_key).exists():
        typed.pop("form_key", None)
    return typed


def keep(request: MemberRequest, sheet: sheets.Sheet, now: datetime) -> JsonResponse:
    """Keep what stands in the form, and tell the script of the page."""
    names = request.POST.keys() - ABOUT_THE_PAGE
    try:
        form_key = UUID(request.POST.get("form_key", ""))
    except ValueError:
        return JsonResponse({"state": "other", "words": _("Not saved.")})
    try:
        actions.keep_draft(
            form_key,
            {name: request.POST.getlist(name) for name in names},
            form=sheet.form,
            version=sheet.version,
            by=request.member,
            at=now,
        )
    except actions.CannotKeep as refusal:
        said = formats.gap().join(wording.explain(one) for one in refusal.reasons)
        return JsonResponse({"state": "other", "words": said})
    time = timezone.localtime(now).strftime("%H:%M")
    return JsonResponse({"state": "saved", "words": sheets.say_saved(time)})
