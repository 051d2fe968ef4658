"""One service: its use against its target, its warnings, and the form for a month."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki.periods import add_months
from chiiki.usage import UseState
from chiiki_web import access, refusals, wording
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.services import actions, forms, queries
from chiiki_web.services.models import Service
from chiiki_web.ui.charts import Columns, Month

SHOWN = 24


@access.role("officer", "office", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """The officers of the body that runs it report a month here; the others read."""
    service = get_object_or_404(queries.visible_to(request.member), pk=pk)
    is_own = request.member.role == "officer"
    today = timezone.localdate()
    use = queries.state_of(service, today)
    missing = queries.months_to_report(use, today)
    form = forms.UseForm(
        access.typed(request), initial={"month": missing[0] if missing else None}
    )
    if request.method == "POST" and is_own and form.is_valid():
        try:
            actions.report_use(
                service.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotReportUse as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The use of the month is written down."))
            return redirect("services:detail", service.pk)
    warnings = list(service.warnings.select_related("service"))
    warning = next((one for one in warnings if one.status != "closed"), None)
    is_office = request.member.role == "office"
    return render(
        request,
        "services/detail.html",
        {
            "service": service,
            "reasons": [wording.explain(one) for one in use.reasons],
            "use_chart": _use_chart(service, use, today),
            "missing": missing,
            "warning": warning,
            "to_reach": list(accounts.holders("officer", service.organisation))
            if is_office and warning and warning.status == "open"
            else [],
            "may_close": is_office
            and any(queries.may_be_closed(one) for one in warnings),
            "past": [one for one in warnings if one.status == "closed"],
            "form": form,
            "is_own": is_own,
        },
    )


def _use_chart(service: Service, use: UseState, today: date) -> Columns:
    """The last two years of use, month by month, against the target; no running month."""
    target = service.target_uses_per_month
    over = [point for point in use.series if add_months(point.month, 1) <= today]
    return Columns(
        title=_("Uses by month"),
        months=tuple(Month(point.month, point.uses, target) for point in over[-SHOWN:]),
        value_name=_("Uses in the month"),
        target_name=_("Target uses a month"),
        unit=_("times"),
        source=_("reports of the body that runs the service"),
    )
