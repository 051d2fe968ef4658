"""One deed for many: choose, look at what will happen, do it, read what happened."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from chiiki.reasons import reason
from chiiki_web import access, refusals, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.applications import queries as applications
from chiiki_web.applications.models import Application
from chiiki_web.desk import actions, forms, queries
from chiiki_web.desk.models import Batch, BatchLine
from chiiki_web.desk.views import titles
from chiiki_web.numbers import number_of
from chiiki_web.refusals import Refusal
from chiiki_web.ui import formats

LONGEST_STAMP = 40
PER_PAGE = 50
Chosen = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One chosen application, and why the deed would be refused as things stand."""

    application: Application
    stamp: str
    reasons: list[str]
    has_changed: bool


@access.role("office")
def choose(request: MemberRequest) -> HttpResponse:
    """Show what will happen to each of the chosen, before anything happens."""
    typed = access.typed(request)
    if typed is None:
        return redirect("desk:list")
    kind = _kind(typed)
    chosen = _chosen(request, typed)
    if not chosen:
        nothing = actions.CannotBatch(reason("desk.nothing_chosen"))
        refusals.say(request, nothing)
        return redirect(_back(typed))
    return _confirm(request, kind, chosen, forms.deed_form(kind, request.member, None))


@access.role("office")
def run(request: MemberRequest) -> HttpResponse:
    """Do it, one after the other; the same form sent again shows what it did."""
    typed = access.typed(request)
    if typed is None:
        return redirect("desk:list")
    kind, chosen = _kind(typed), list(_rows(typed))
    form = forms.deed_form(kind, request.member, typed)
    key = _key(typed)
    if request.method == "POST" and form.is_valid() and key is not None:
        try:
            batch = actions.begin_batch(
                form_key=key,
                kind=kind,
                values=form.values(),
                chosen=chosen,
                by=request.member,
                at=applications.database_now(),
            )
        except Refusal as refusal:
            refusals.say(request, refusal)
            return redirect("desk:list")
        return _work_off(request, batch)
    return _confirm(request, kind, chosen, form, key)


@access.role("office")
def batches(request: MemberRequest) -> HttpResponse:
    """What the office has done to many, the newest first."""
    page = Paginator(queries.batches_of(request.member), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page": page, "rows": titles.titled(page.object_list)}
    return render(request, "desk/batches.html", context)


@access.role("office")
def batch(request: MemberRequest, pk: int) -> HttpResponse:
    """Which were done, which were refused and why, and what still waits."""
    found = get_object_or_404(queries.batches_of(request.member), pk=pk)
    if request.method == "POST":
        return _work_off(request, found)
    lines = list(queries.lines_of(found))
    by_state: dict[str, list[BatchLine]] = {
        state: [] for state in BatchLine.State.values
    }
    for line in lines:
        by_state[line.state].append(line)
    context = {
        "batch": found,
        "title": titles.titled([found])[0].title,
        "done": by_state[BatchLine.State.DONE],
        "refused": by_state[BatchLine.State.REFUSED],
        "waiting": by_state[BatchLine.State.WAITING],
        "count": len(lines),
        "told": _told(found),
    }
    return render(request, "desk/batch.html", context)


def _told(found: Batch) -> list[tuple[str, str]]:
    """What was written to the applicants, and until when they were given time."""
    values = found.values
    given = parse_datetime(values.get("correct_by") or "")
    said = [
        (_("To be corrected until"), formats.day_and_time(given) if given else ""),
        (_("What is to be corrected"), values.get("note", "")),
        (_("Reason"), values.get("ground", "")),
        (_("Comment"), values.get("text", "")),
    ]
    return [(label, text) for label, text in said if text]


def _work_off(request: MemberRequest, found: Batch) -> HttpResponse:
    actions.work_off(found.pk, by=request.member, clock=applications.database_now)
    return redirect("desk:batch", found.pk)


def _confirm(
    request: MemberRequest,
    kind: str,
    chosen: Chosen,
    form: forms.DeedForm,
    key: uuid.UUID | None = None,
) -> HttpResponse:
    stamps = dict(chosen[: queries.MOST_AT_ONCE])
    now = applications.database_now()
    values = form.values() if form.is_bound and form.is_valid() else {}
    foreseen = []
    for one in queries.chosen(request.member, list(stamps)):
        found = actions.foresee(kind, one, values, request.member, now)
        stamp = queries.stamp(one)
        reasons = [wording.explain(why) for why in found]
        foreseen.append(Foreseen(one, stamp, reasons, stamp != stamps[one.pk]))
    will = [one for one in foreseen if not one.reasons]
    context = {
        "kind": Batch.Kind(kind),
        "form": form,
        "key": key or uuid.uuid4(),
        "will": will,
        "wont": [one for one in foreseen if one.reasons],
        "count": len(will),
        "left_out": len(chosen) - len(stamps),
        "most": queries.MOST_AT_ONCE,
        "query": request.POST.get("query", ""),
    }
    return render(request, "desk/confirm.html", context)


def _kind(typed: QueryDict) -> str:
    kind = typed.get("kind", "")
    if kind not in Batch.Kind.values:
        raise Http404
    return kind


def _chosen(request: MemberRequest, typed: QueryDict) -> Chosen:
    """The ticked rows, or everything that fits the filters: one more than is possible."""
    if not typed.get("all"):
        return list(_rows(typed))
    form = forms.FilterForm(request.member, QueryDict(typed.get("query", "")))
    rows = queries.find(request.member, form.chosen(), applications.database_now())
    return [(one.pk, queries.stamp(one)) for one in rows[: queries.MOST_AT_ONCE + 1]]


def _rows(typed: QueryDict) -> Iterator[tuple[int, str]]:
    """``row=12:submitted.1764`` for each; what is no row is left out."""
    for row in typed.getlist("row"):
        pk, _colon, stamp = row.partition(":")
        number = number_of(pk) if pk.isascii() else None
        if number is not None:
            yield number, stamp[:LONGEST_STAMP]


def _key(typed: QueryDict) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed.get("form_key", ""))
    except ValueError:
        return None


def _back(typed: QueryDict) -> str:
    return f"{reverse('desk:list')}?{typed.get('query', '') or 'all=1'}"
