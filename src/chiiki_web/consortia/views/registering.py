"""The administrator registers who was invited and is not known here, or says why not."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.consortia import actions, forms, queries
from chiiki_web.consortia.models import Registration
from chiiki_web.consortia.views import pages

SHOWN = 100
SIMILAR = 5
REFUSE = "refuse"


@access.role("administrator", "auditor")
def registrations(request: MemberRequest) -> HttpResponse:
    """Who asks to be registered, and what became of earlier ones."""
    rows = Registration.objects.select_related(
        "partnership__plan__organisation", "settled_by__user"
    ).order_by("-pk")[:SHOWN]
    waiting = [one for one in rows if one.state == Registration.State.WAITING]
    settled = [one for one in rows if one.state != Registration.State.WAITING]
    context = {"waiting": waiting, "settled": settled}
    return render(request, "consortia/registrations.html", context)


@access.role("administrator")
def registration(request: MemberRequest, pk: int) -> HttpResponse:
    """One of them: check, then register or refuse."""
    rows = Registration.objects.select_related("partnership__plan__organisation")
    held = get_object_or_404(rows, pk=pk)
    typed: Any = access.typed(request)
    refuses = typed is not None and typed.get("do") == REFUSE
    form = forms.RegisterForm(
        queries.similar(held.name_ja)[:SIMILAR],
        None if refuses else typed,
        initial=forms.asked_values(held),
    )
    no_form = forms.GroundForm(typed if refuses else None)
    if request.method == "POST" and refuses and no_form.is_valid():
        return pages.do(
            request,
            lambda: actions.refuse_registration(
                held.pk, by=request.member, at=timezone.now(), **no_form.cleaned_data
            ),
            _("Not registered; the lead is told."),
            "consortia:registrations",
        )
    if request.method == "POST" and not refuses and form.is_valid():
        return pages.do(
            request,
            lambda: _register(request, held, form),
            _("Registered. They are told, and can answer the invitation now."),
            "consortia:registrations",
        )
    context = {"held": held, "form": form, "no_form": no_form}
    return render(request, "consortia/registration.html", context)


def _register(
    request: MemberRequest, held: Registration, form: forms.RegisterForm
) -> None:
    typed = form.cleaned_data
    actions.register_newcomer(
        held.pk,
        known=form.chosen(),
        newcomer=actions.Newcomer(form.values(), typed["person_name"], typed["email"]),
        by=request.member,
        at=timezone.now(),
    )
