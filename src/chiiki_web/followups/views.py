"""Pages about yearly status reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chiiki_web import access, refusals
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.followups import actions, forms, queries
from chiiki_web.followups.models import StatusReport
from chiiki_web.numbers import number_of
from chiiki_web.services import queries as services
from chiiki_web.services.models import Service

PER_PAGE = 50
ONLY = {
    "late": gettext_lazy("status reports overdue"),
    "soon": gettext_lazy("status reports due within 60 days"),
}


@access.role("officer", "office", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Status reports, the next due first; ``?service=`` or ``?only=`` keeps some."""
    rows, today = queries.visible_to(request.member), timezone.localdate()
    service = _service(request)
    if service is not None:
        rows = rows.filter(service=service)
    late, only = queries.late(rows, today), request.GET.get("only", "")
    if only in ONLY:
        rows = late if only == "late" else queries.due_soon(rows, today)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    shown = [(one, queries.can_be_sent_from(one) <= today) for one in page]
    is_first = request.member.role == "officer" and page.number == 1
    return render(
        request,
        "followups/list.html",
        {
            "page": page,
            "rows": shown,
            "next": _next(shown) if is_first else None,
            "late": late.count(),
            "oldest": late.order_by("due_on", "pk").first()
            if _is_office(request)
            else None,
            "only": ONLY.get(only),
            "today": today,
            "service": service,
        },
    )


@access.role("officer", "office", "auditor")
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """One report: to be filled by the body, to be read by the others."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    today, opens_on = timezone.localdate(), queries.can_be_sent_from(found)
    is_to_fill = (
        request.member.role == "officer" and found.status == StatusReport.Status.DUE
    )
    form = (
        forms.StatusReportForm(access.typed(request), initial=_known(found))
        if is_to_fill and (today >= opens_on or request.method == "POST")
        else None
    )
    if form and request.method == "POST" and form.is_valid():
        try:
            actions.submit_report(
                found.pk, by=request.member, at=timezone.now(), **form.cleaned_data
            )
        except actions.CannotReportStatus as refusal:
            refusals.say(request, refusal)
        else:
            messages.success(request, _("The status report is received. Thank you."))
            return redirect("followups:report", found.pk)
    is_late = found.status == StatusReport.Status.DUE and found.due_on < today
    return render(
        request,
        "followups/report.html",
        {
            "report": found,
            "form": form,
            "is_to_fill": is_to_fill,
            "opens_on": opens_on,
            "is_late": is_late,
            "to_reach": _to_reach(found) if is_late and _is_office(request) else [],
        },
    )


def _is_office(request: MemberRequest) -> bool:
    return request.member.role == "office"


def _to_reach(found: StatusReport) -> list[Membership]:
    """Whom the office asks where a report does not come."""
    return list(accounts.holders("officer", found.service.organisation))


def _known(found: StatusReport) -> dict[str, object]:
    """What is known already: the months reported, the cost and the payer as planned."""
    service = found.service
    return {
        "uses": queries.uses_in_year(found),
        "running_cost": service.running_cost_per_year,
        "payer": service.get_payer_display(),
    }


def _next(shown: list[tuple[StatusReport, bool]]) -> StatusReport | None:
    """The first report that can be sent now."""
    due = StatusReport.Status.DUE
    return next((one for one, can in shown if can and one.status == due), None)


def _service(request: MemberRequest) -> Service | None:
    number = number_of(request.GET.get("service", ""))
    if number is None:
        return None
    return services.visible_to(request.member).filter(pk=number).first()
