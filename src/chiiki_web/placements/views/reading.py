"""Placements in a list, one placement with its one next step, and its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chiiki_web import access, wording
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.responses import as_download
from chiiki_web.placements import actions, engine_input, forms, queries
from chiiki_web.placements.models import (
    Milestone,
    MilestoneChange,
    Placement,
    Side,
)
from chiiki_web.placements.views import drawing, pages
from chiiki_web.placements.views.steps import next_for

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone, the wishes about it, and the one that waits for an answer."""

    milestone: Milestone
    past: tuple[MilestoneChange, ...]
    waiting: MilestoneChange | None


@access.role("officer", "office", "adviser", "auditor")
def listed(request: MemberRequest) -> HttpResponse:
    """Placements that concern me, those with late logs marked; ``?only=`` keeps a part."""
    today = timezone.localdate()
    form = forms.FilterForm(request.GET)
    rows = queries.listed(request.member, today, form.chosen())
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "placements/list.html",
        {
            "page": page,
            "form": form,
            "is_filtered": bool(form.chosen()),
            "today": today,
            "late": queries.late_logs(today)
            .filter(placement__in=queries.visible_to(request.member).values("pk"))
            .count(),
        },
    )


@access.role("officer", "office", "adviser", "auditor")
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One placement with the one next step of whoever looks at it."""
    found = pages.found_or_404(request, pk)
    today = timezone.localdate()
    side = queries.side_of(found, request.member)
    logs, abilities = list(found.logs.all()), list(found.abilities.all())
    levels = queries.levels(found)
    is_over = found.status == Placement.Status.FINISHED  # nobody is asked about it now
    seen = drawing.for_reader(levels, None if is_over else side)
    milestones = _milestones(found)
    is_running = found.status == Placement.Status.RUNNING
    return render(
        request,
        "placements/detail.html",
        {
            "placement": found,
            "found": found.request,
            "side": side,
            "is_region": side == Side.REGION,
            "is_manager": side == Side.MANAGER,
            "is_preparing": found.status == Placement.Status.PREPARING,
            "is_running": is_running,
            "is_finished": found.status == Placement.Status.FINISHED,
            "months": engine_input.months_of(found.starts_on, found.last_day),
            "seen": engine_input.digest_of(found),
            "today": today,
            "logs": logs,
            "days_worked": sum(one.days_worked or 0 for one in logs),
            "milestones": milestones,
            "abilities": drawing.rows(abilities, seen),
            "moments": drawing.said_moments(seen),
            "chart": drawing.chart(abilities, seen),
            "know_how": list(found.know_how.select_related("study")),
            "extensions": list(found.extensions.all()),
            "next": next_for(found, request.member, today, logs, milestones, levels),
            "history": [
                {"what": wording.event_name(one.name), "at": one.at, "who": one.by}
                for one in queries.history(found)
            ],
        },
    )


@access.role("officer", "office", "adviser", "auditor")
def notice(request: MemberRequest, pk: int) -> FileResponse:
    """The notice as PDF; made now if the worker has not come to it yet."""
    return _letter(request, pk, "派遣決定通知", actions.make_notice)


@access.role("officer", "office", "adviser", "auditor")
def statement(request: MemberRequest, pk: int) -> FileResponse:
    """The statement of completion as PDF."""
    return _letter(request, pk, "派遣完了証明", actions.make_statement)


def _letter(
    request: MemberRequest,
    pk: int,
    name: str,
    make: Callable[..., StoredFile | None],
) -> FileResponse:
    found = pages.found_or_404(request, pk)
    at: datetime = timezone.now()
    stored = make(found.pk, at=at)
    if stored is None:
        raise Http404
    return as_download(stored, f"{name}_{found.request.number}.pdf")


def _milestones(found: Placement) -> list[MilestoneRow]:
    rows = []
    for one in found.milestones.prefetch_related("changes"):
        changes = list(one.changes.all())
        waiting = next((change for change in changes if not change.answer), None)
        past = tuple(change for change in changes if change.answer)
        rows.append(MilestoneRow(one, past, waiting))
    return rows
