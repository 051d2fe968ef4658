"""Pages about services: read the request, make one call, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form, ModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.usage import UseState
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.awards.models import Award
from chiiki_web.plans.models import LIFELINES
from chiiki_web.refusals import Refusal
from chiiki_web.services import actions, forms, queries
from chiiki_web.services.models import Service, UseWarning
from chiiki_web.ui.charts import Columns, Month

PER_PAGE = 50
SHOWN = 24


@access.role("officer", "office", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Services with the state of their use; ``?state=`` keeps one state."""
    rows = queries.visible_to(request.member)
    counts = queries.counts_by_state(rows)
    state = request.GET.get("state", "")
    if state in Service.UseState.values:
        rows = rows.filter(use_state=state)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    states = [(code, label, counts[code]) for code, label in Service.UseState.choices]
    return render(
        request,
        "services/list.html",
        {"page": page, "states": states, "state": state},
    )


@access.role("office", "auditor")
def board(request: MemberRequest) -> HttpResponse:
    """Lifeline services by region, and every warning that waits."""
    rows = queries.visible_to(request.member)
    running = rows.filter(ended_on__isnull=True)
    return render(
        request,
        "services/board.html",
        {
            "kinds": [label for code, label in LIFELINES if code],
            "rows": queries.lifeline_board(running.exclude(lifeline="")),
            "counts": [
                (code, label, queries.counts_by_state(rows)[code])
                for code, label in Service.UseState.choices
            ],
            "warnings": queries.open_warnings(rows)[:PER_PAGE],
        },
    )


@access.role("officer")
def register(request: MemberRequest, award_pk: int) -> HttpResponse:
    """Register the service that an award made; the plan's figures stand in the form."""
    award = get_object_or_404(
        Award.objects.select_related("application__plan", "service"),
        pk=award_pk,
        application__organisation=request.member.organisation_id,
    )
    if hasattr(award, "service"):
        return redirect("services:detail", award.service.pk)
    plan = award.application.plan
    form = forms.RegisterForm(
        access.typed(request),
        initial={
            "name": plan.title,
            "lifeline": plan.lifeline,
            "target_users": plan.target_users,
            "target_uses_per_month": plan.target_uses_per_month,
            "running_cost_per_year": plan.running_cost_per_year,
            "payer": plan.payer_after,
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            service = actions.register_service(
                award.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(
                request, _("The service is registered. Report its use every month.")
            )
            return redirect("services:detail", service.pk)
    return render(request, "services/register.html", {"form": form, "award": award})


@access.role("officer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One service: its use against its target, warnings, and the form for a month."""
    service = get_object_or_404(queries.visible_to(request.member), pk=pk)
    is_own = _is_own(request, service)
    now = timezone.now()
    form = forms.UseForm(access.typed(request))
    if request.method == "POST" and is_own and form.is_valid():
        try:
            actions.report_use(service.pk, by=request.member, at=now, **form.cleaned_data)
        except Refusal as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The use of the month is written down."))
            return redirect("services:detail", service.pk)
    use = queries.state_of(service, timezone.localdate(now))
    warnings = list(service.warnings.all())
    return render(
        request,
        "services/detail.html",
        {
            "service": service,
            "reasons": [wording.explain(one) for one in use.reasons],
            "use_chart": _use_chart(service, use),
            "warnings": warnings,
            "past": [one for one in warnings if one.status == "closed"],
            "form": form,
            "is_own": is_own,
        },
    )


def _use_chart(service: Service, use: UseState) -> Columns:
    """The last two years of use, month by month, against the target."""
    target = service.target_uses_per_month
    return Columns(
        title=_("Uses by month"),
        months=tuple(
            Month(point.month, point.uses, target) for point in use.series[-SHOWN:]
        ),
        value_name=_("Uses in the month"),
        target_name=_("Target uses a month"),
        unit=_("times"),
        source=_("reports of the body that runs the service"),
    )


@access.role("officer")
def change(request: MemberRequest, pk: int) -> HttpResponse:
    """Change the description or the target; the old target stays in the history."""
    service = _own_or_404(request, pk)
    form = forms.ServiceForm(access.typed(request), instance=service)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return _do(
            request,
            service,
            form,
            "services/change.html",
            lambda now: actions.change_service(
                service.pk, by=request.member, at=now, **values
            ),
            _("The change is kept."),
        )
    return render(request, "services/change.html", {"form": form, "service": service})


@access.role("officer")
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """End a service, with its last day and the reason."""
    service = _own_or_404(request, pk)
    form = forms.EndForm(access.typed(request))
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return _do(
            request,
            service,
            form,
            "services/end.html",
            lambda now: actions.end_service(
                service.pk, by=request.member, at=now, **values
            ),
            _("The service has ended. Thank you for saying why."),
        )
    return render(request, "services/end.html", {"form": form, "service": service})


@access.role("officer")
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Write an improvement plan in answer to a warning."""
    warning = _warning_or_404(request, pk)
    form = forms.ImprovementForm(
        access.typed(request), initial={"improvement_plan": warning.improvement_plan}
    )
    return _warning_page(
        request, warning, form, actions.answer_warning, _("Your plan is sent.")
    )


@access.role("office")
def close(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a warning after reading the improvement plan."""
    warning = _warning_or_404(request, pk)
    form = forms.ClosingForm(access.typed(request))
    return _warning_page(
        request, warning, form, actions.close_warning, _("The warning is closed.")
    )


def _warning_page(
    request: MemberRequest, warning: UseWarning, form: Form, action: Any, done: str
) -> HttpResponse:
    template, service = "services/warning.html", warning.service
    if request.method == "POST" and form.is_valid():
        return _do(
            request,
            service,
            form,
            template,
            lambda now: action(
                warning.pk, by=request.member, at=now, **form.cleaned_data
            ),
            done,
            warning=warning,
        )
    return render(
        request, template, {"form": form, "service": service, "warning": warning}
    )


def _do(
    request: MemberRequest,
    service: Service,
    form: Form | ModelForm[Service],
    template: str,
    deed: Any,
    done: str,
    **context: Any,
) -> HttpResponse:
    """Do it and go to the service; on a refusal show the form as it was typed."""
    try:
        deed(timezone.now())
    except Refusal as refusal:
        refusals.say(request, refusal)
        return render(request, template, {"form": form, "service": service, **context})
    messages.success(request, done)
    return redirect("services:detail", service.pk)


def _own_or_404(request: MemberRequest, pk: int) -> Service:
    return get_object_or_404(queries.visible_to(request.member), pk=pk)


def _warning_or_404(request: MemberRequest, pk: int) -> UseWarning:
    return get_object_or_404(
        UseWarning.objects.select_related("service"),
        pk=pk,
        service__in=queries.visible_to(request.member),
    )


def _is_own(request: MemberRequest, service: Service) -> bool:
    return (
        request.member.role == "officer"
        and request.member.organisation_id == service.organisation_id
    )
