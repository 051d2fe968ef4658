"""The search over everything that may be read, and who knows of a problem."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers

from chiiki_web import access
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.finding import forms, queries
from chiiki_web.finding.engine_input import REQUEST, id_of, text_of
from chiiki_web.finding.queries.searching import MOST_PAGES
from chiiki_web.numbers import number_of
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.schemes import queries as schemes
from chiiki_web.ui import formats


@access.public
def search(request: HttpRequest) -> HttpResponse:
    """One box over advisers, cases, programmes and, for those who may, past requests."""
    member = getattr(request, "member", None)
    form = forms.SearchForm(request.GET.dict())
    text, kind = form.chosen()
    shown: dict[str, object] = {"form": form, "text": text, "kind": kind}
    if text.strip():
        shown |= _found(text, kind, request)
    else:
        shown["fields"] = schemes.fields()
    response = render(request, "finding/search.html", shown)
    if member is not None:
        add_never_cache_headers(response)
    return response


@access.role("officer", "office", "adviser", "auditor")
def advisers(request: MemberRequest) -> HttpResponse:
    """Who knows of the problem of a request or a plan that this person may read."""
    text, without, about = _problem(request)
    return render(
        request,
        "finding/advisers.html",
        {
            "knowing": queries.who_knows(text, request.member, without=without),
            "about": about,
            "is_plan": isinstance(about, Plan),
        },
    )


def _found(text: str, kind: str, request: HttpRequest) -> Mapping[str, object]:
    member = getattr(request, "member", None)
    number = request.GET.get("page", "1")
    wanted = (
        min(int(number), MOST_PAGES) if number.isdecimal() and len(number) < 4 else 1
    )
    answer = _page_of(text, kind, member, max(1, wanted))
    pages = Paginator(
        range(min(answer.total, MOST_PAGES * queries.PER_PAGE)), queries.PER_PAGE
    )
    page = pages.get_page(wanted)
    if page.number != wanted:
        answer = _page_of(text, kind, member, page.number)
    kinds = [
        (code, label, answer.by_kind.get(code, 0))
        for code, label in forms.KINDS
        if code != REQUEST or queries.may_ask_for_requests(member)
    ]
    return {
        "answer": answer,
        "page": page,
        "kinds": kinds,
        "all": sum(answer.by_kind.values()),
        "also": queries.other_words(answer.asked, formats.language()[:2]),
    }


def _page_of(text: str, kind: str, member: object, number: int) -> queries.Answer:
    offset = (number - 1) * queries.PER_PAGE
    return queries.find(text, member, kind=kind, offset=offset)  # type: ignore[arg-type]


def _problem(request: MemberRequest) -> tuple[str, list[str], object]:
    """The text, what is not to be found for it, and what it is the text of."""
    if key := _key(request, "request"):
        asked = get_object_or_404(
            dispatch.visible_to(request.member).distinct(), pk=key
        )
        return text_of(asked), [id_of(REQUEST, asked.pk)], asked
    if key := _key(request, "plan"):
        plan = get_object_or_404(plans.visible_to(request.member).distinct(), pk=key)
        return text_of(plan), [], plan
    raise Http404


def _key(request: HttpRequest, name: str) -> int | None:
    found = request.GET.get(name, "")
    return number_of(found) if found.isascii() else None
