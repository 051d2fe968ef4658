"""A warning is answered by the body that runs the service, and closed by the office."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.services import actions, forms, queries
from chiiki_web.services.models import UseWarning


@access.role("officer")
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Write an improvement plan in answer to a warning."""
    warning = _warning_or_404(request, pk)
    form = forms.ImprovementForm(
        access.typed(request), initial={"improvement_plan": warning.improvement_plan}
    )
    return _page(
        request, warning, form, actions.answer_warning, _("Your plan is sent.")
    )


@access.role("office")
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a warning after reading the improvement plan."""
    warning = _warning_or_404(request, pk)
    form = forms.ClosingForm(access.typed(request))
    return _page(
        request, warning, form, actions.close_warning, _("The warning is closed.")
    )


def _page(
    request: MemberRequest,
    warning: UseWarning,
    form: Form,
    deed: Callable[..., UseWarning],
    done: str,
) -> HttpResponse:
    """Do it and go to the service; on a refusal show the form as it was typed."""
    if request.method == "POST" and form.is_valid():
        try:
            deed(warning.pk, by=request.member, at=timezone.now(), **form.cleaned_data)
        except actions.CannotAnswerWarning as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, done)
            return redirect("services:detail", warning.service_id)
    return render(
        request,
        "services/warning.html",
        {
            "form": form,
            "warning": warning,
            "service": warning.service,
            "why": wording.explain_code(warning.code, warning.values),
        },
    )


def _warning_or_404(request: MemberRequest, pk: int) -> UseWarning:
    return get_object_or_404(
        UseWarning.objects.select_related("service"),
        pk=pk,
        service__in=queries.visible_to(request.member),
    )
