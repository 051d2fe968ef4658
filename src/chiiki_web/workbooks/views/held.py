"""The plan or the application that a workbook is of, for who writes it."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import get_object_or_404

from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan


def own_plan(request: MemberRequest, pk: int) -> Plan:
    """The plan with its parts, or 404 for who does not write it."""
    visible = plans.with_parts(plans.visible_to(request.member))
    plan = get_object_or_404(visible, pk=pk)
    if not plans.may_change(plan, request.member):
        raise Http404
    return plan


def own_application(request: MemberRequest, pk: int) -> Application:
    """The application and its call, or 404."""
    found = applications.visible_to(request.member).select_related("call")
    return get_object_or_404(found, pk=pk)
