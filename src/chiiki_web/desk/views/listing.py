"""The desk: what has come in, filtered, with what is late and whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.desk import forms, queries
from chiiki_web.desk.models import Batch

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """One application on the desk: how it stood, and the days that have counted."""

    application: Application
    stamp: str
    used: int | None
    standard: int | None
    is_late: bool
    is_stopped: bool


@access.role("office", "auditor")
def desk(request: MemberRequest) -> HttpResponse:
    """What has come in, the newest first, with filters, saved views and deeds for many."""
    default = None if request.GET else queries.default_of(request.member)
    if default is not None:
        query = forms.cleaned_query(request.member, default.query)
        if query:
            return redirect(f"{reverse('desk:list')}?{query}")
    now = timezone.now()
    form = forms.FilterForm(request.member, request.GET)
    rows = queries.find(request.member, form.chosen(), now)
    numbers = rows.values_list("pk", flat=True)
    page = Paginator(numbers, PER_PAGE).get_page(request.GET.get("page"))
    listed = queries.in_order(applications.visible_to(request.member), page.object_list)
    query = form.query()
    return render(
        request,
        "desk/list.html",
        {
            "form": form,
            "query": query,
            "page": page,
            "listed": [_listed(one, now) for one in listed],
            "late": queries.late(request.member, now).count(),
            "views": queries.views_of(request.member),
            "save_form": forms.SaveViewForm(initial={"query": query}),
            "kinds": Batch.Kind.choices,
            "most": queries.MOST_AT_ONCE,
            "may_act": request.member.role == "office",
        },
    )


def _listed(one: Application, now: datetime) -> Listed:
    decided_at = applications.decided_at(one)
    return Listed(
        application=one,
        stamp=queries.stamp(one),
        used=applications.used_days(one, now, decided_at),
        standard=applications.days_of(one),
        is_late=applications.is_late(one, now, decided_at),
        is_stopped=one.status == Application.Status.RETURNED,
    )
