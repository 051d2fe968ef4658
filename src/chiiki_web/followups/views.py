"""Pages about yearly status reports."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from chiiki_web import access, refusals
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.followups import actions, forms, queries
from chiiki_web.followups.models import StatusReport

PER_PAGE = 50


@access.role("officer", "office", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Status reports, the next due first; ``?service=`` keeps those of one service."""
    rows, today = queries.visible_to(request.member), timezone.localdate()
    service = request.GET.get("service", "")
    if service.isdecimal():
        rows = rows.filter(service=int(service))
    late = queries.late(rows, today).count()
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request, "followups/list.html", {"page": page, "late": late, "today": today}
    )


@access.role("officer", "office", "auditor")
def report(request: MemberRequest, pk: int) -> HttpResponse:
    """One report: to be filled by the body, to be read by the others."""
    found = get_object_or_404(queries.visible_to(request.member), pk=pk)
    may_fill = (
        found.status == StatusReport.Status.DUE and request.member.role == "officer"
    )
    form = forms.StatusReportForm(access.typed(request)) if may_fill else None
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
    return render(
        request,
        "followups/report.html",
        {"report": found, "form": form, "today": timezone.localdate()},
    )
