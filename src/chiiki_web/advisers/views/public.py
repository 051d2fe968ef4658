"""What everybody reads of the register: the list, one adviser, their photo."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chiiki import periods, reference
from chiiki_web import access
from chiiki_web.advisers import forms, queries
from chiiki_web.advisers.models import LANGUAGES, SIDES, Adviser
from chiiki_web.documents.responses import as_picture

PER_PAGE = 18
SEE_ALL = frozenset({"office", "auditor"})
MAY_ASK = frozenset({"", "officer"})


@access.public
def listed(request: HttpRequest) -> HttpResponse:
    """Who can be sent: by field, side, place, affiliation, language, and words."""
    today = timezone.localdate()
    form = forms.SearchForm(request.GET)
    chosen = form.chosen()
    page = Paginator(queries.matching(today, **chosen), PER_PAGE).get_page(
        request.GET.get("page")
    )
    figures = [
        one for one in reference.load_adviser_figures() if one.what == "advisers"
    ]
    return render(
        request,
        "advisers/list.html",
        {
            "page": page,
            "form": form,
            "is_search": any(chosen.values()),
            "fiscal_year": periods.fiscal_year(today),
            "figures": figures,
            "role": role_of(request),
            "may_ask": role_of(request) in MAY_ASK,
        },
    )


@access.public
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One adviser as it was approved; the office sees more, and also who is not listed."""
    today, adviser = timezone.localdate(), _visible(request, pk)
    is_commissioned = queries.commissioned(periods.fiscal_year(today)).filter(pk=pk)
    may_see_all = role_of(request) in SEE_ALL
    context = {
        "adviser": adviser,
        "sides": [label for code, label in SIDES if code in adviser.sides],
        "languages": [label for code, label in LANGUAGES if code in adviser.languages],
        "fiscal_year": periods.fiscal_year(today),
        "past": queries.past_dispatches(adviser),
        "is_commissioned": is_commissioned.exists(),
        "role": role_of(request),
        "may_ask": adviser.is_active and role_of(request) in MAY_ASK,
    }
    if may_see_all:
        context |= {
            "employments": adviser.employments.select_related("organisation"),
            "vendors": adviser.vendors.select_related("organisation"),
            "commissions": queries.commissions_of(adviser),
            "absences": queries.spans_ahead(adviser, today),
            "pending": queries.open_statement(adviser.membership),
            "today": today,
        }
    return render(request, "advisers/detail.html", context)


@access.public
def photo(request: HttpRequest, pk: int) -> FileResponse:
    """The approved photo."""
    adviser = _visible(request, pk)
    if adviser.photo is None:
        raise Http404
    return as_picture(adviser.photo)


def role_of(request: HttpRequest) -> str:
    """The role of the reader; empty for a visitor."""
    return getattr(getattr(request, "member", None), "role", "")


def _visible(request: HttpRequest, pk: int) -> Adviser:
    """Everybody sees who is published, advisers themselves, the office everybody."""
    rows = queries.entries().select_related("photo", "municipality")
    adviser = get_object_or_404(rows, pk=pk)
    member = getattr(request, "member", None)
    is_own = member is not None and adviser.membership_id == member.pk
    is_public = adviser.is_active and adviser.is_published
    if not (is_public or is_own or role_of(request) in SEE_ALL):
        raise Http404
    return adviser
