"""Workbooks and lists to take away."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.sheets.responses import CSV, XLSX, as_file
from chiiki_web.workbooks import forms
from chiiki_web.workbooks.views.held import own_application, own_plan


@access.role("officer")
def plan_xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    """The workbook of a plan, filled with what it says."""
    content = forms.make_workbook(own_plan(request, pk), at=timezone.now())
    return as_file(content, f"plan-{pk}.xlsx", XLSX)


@access.role("officer")
def application_xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    """The same for the call of an application, with the amount applied for there."""
    application = own_application(request, pk)
    plan = own_plan(request, application.plan_id)
    content = forms.make_workbook(plan, application, at=timezone.now())
    return as_file(content, f"application-{pk}.xlsx", XLSX)


@access.role("officer")
def costs_xlsx(request: MemberRequest, pk: int) -> HttpResponse:
    """The cost lines as a workbook."""
    content = forms.make_cost_list(own_plan(request, pk))
    return as_file(content, f"costs-{pk}.xlsx", XLSX)


@access.role("officer")
def costs_csv(request: MemberRequest, pk: int) -> HttpResponse:
    """The cost lines as CSV."""
    content = forms.make_cost_list(own_plan(request, pk), as_csv=True)
    return as_file(content, f"costs-{pk}.csv", CSV)
