"""Pages for reading plans: the list, one whole plan, and the files that show something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web import access, wording
from chiiki_web.accounts.models import Membership
from chiiki_web.accounts.requests import MemberRequest
from chiiki_web.documents.responses import as_download
from chiiki_web.numbers import number_of
from chiiki_web.plans import forms, queries
from chiiki_web.plans.models import CopiedPlan, Plan
from chiiki_web.plans.views import pages
from chiiki_web.plans.views.checklist import concerns, rows
from chiiki_web.schemes import queries as scheme_queries
from chiiki_web.schemes.models import Call
from chiiki_web.wording.plans import say_stage

PER_PAGE = 50
UNUSED = "unused"
Link = tuple[str, str]
READERS = ("officer", "office", "auditor", "administrator")


@dataclass(frozen=True, slots=True)
class Listed:
    """One plan in the list."""

    plan: Plan
    total: int
    stage: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now."""

    text: str | Promise
    label: str | Promise
    url: str


@access.role(*READERS)
def listed(request: MemberRequest) -> HttpResponse:
    """Plans that this hat may read, with how far each has come; ``?only=`` keeps some."""
    text = request.GET.get("q", "").strip()
    only = request.GET.get("only") == UNUSED
    rows = (queries.unused if only else queries.visible_to)(request.member)
    found = rows.prefetch_related("cost_lines")
    if text:
        found = found.filter(title__icontains=text)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    stages = queries.stages(page.object_list)
    listed_plans = [
        Listed(
            plan,
            sum(line.amount for line in plan.cost_lines.all()),
            say_stage(stages.get(plan.pk, "")),
        )
        for plan in page.object_list
    ]
    call = _wanted_call(request.GET.get("call", ""))
    context = {
        "page": page,
        "plans": listed_plans,
        "q": text,
        "only": _("plans not applied for yet") if only else "",
        "call": call,
        "until": call and scheme_queries.window_of(call, timezone.now()).closes_at,
        "may_start": request.member.role == Membership.Role.OFFICER,
    }
    return render(request, "plans/list.html", context)


@access.role(*READERS)
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """A whole plan, what it lacks, what happened to it, and the one next step."""
    plan = pages.readable(request, pk)
    may_change = queries.may_change(plan, request.member)
    unsaid = queries.unsaid(plan)
    unfinished = _unfinished(plan, request) if may_change else []
    heads, total = queries.costs_by_head(plan.cost_lines.all())
    applications = list(
        plan.applications.select_related("call", "award").order_by("-pk")
    )
    context = {
        "plan": plan,
        "may_change": may_change,
        "next_step": _next_step(plan, unsaid, unfinished, timezone.now())
        if may_change
        else None,
        "sections": [
            (step, step.url(plan), forms.shown(plan, step)) for step in forms.STEPS
        ],
        "missing": [
            (forms.label_of(name), forms.place_of(name, plan)) for name in unsaid
        ],
        "heads": heads,
        "total": total,
        "rows": rows(plan),
        "concerns": concerns(plan),
        "applications": applications,
        "was_sent": any(one.number for one in applications),
        "unfinished": unfinished,
        "copied": _copied(plan) if may_change else None,
        "history": _history(plan),
    }
    return render(request, "plans/detail.html", context)


@access.role(*READERS)
def evidence(request: MemberRequest, pk: int, item: str) -> HttpResponseBase:
    """The file that stands behind an answer of the check list."""
    plan = pages.readable(request, pk)
    found = next((one for one in plan.answers.all() if one.item == item), None)
    if found is None or found.file is None:
        raise Http404
    return as_download(found.file, found.file_name)


def _history(plan: Plan) -> list[dict[str, object]]:
    """What happened, the newest first; the same deed on one day by one person is one line."""
    alike = groupby(
        queries.history(plan),
        key=lambda one: (one.name, one.who, timezone.localdate(one.at)),
    )
    found: list[dict[str, object]] = []
    for (name, who, _day), same in alike:
        together = list(same)
        what, n = wording.event_name(name), len(together)
        if n > 1:
            what = _("%(what)s (%(n)s times)") % {"what": what, "n": n}
        found.append({"what": what, "at": together[0].at, "who": who})
    return found


def _unfinished(plan: Plan, request: MemberRequest) -> list[Link]:
    """What this person has typed and the plan does not say, with the page to go on."""
    copies = queries.copies_of(plan, request.member)
    return [
        (
            forms.part_label(one.part),
            reverse("plans:choose", args=[plan.pk, forms.step_of_part(one.part)])
            if one in copies.clashes
            else pages.part_url(plan, one.part),
        )
        for one in [*copies.clashes, *copies.unfinished]
    ]


@dataclass(frozen=True, slots=True)
class Copied:
    """Where a plan was copied from, and what is still to be looked at."""

    title: str
    number: str
    left_out: list[str]
    look_again: list[tuple[str | Promise, str]]


def _copied(plan: Plan) -> Copied | None:
    found: CopiedPlan | None = getattr(plan, "copied", None)
    if found is None or found.seen_at is not None:
        return None
    return Copied(
        found.source_title,
        found.source_number,
        [wording.explain_code(one["code"], one["values"]) for one in found.left_out],
        [(forms.label_of(one), forms.place_of(one, plan)) for one in found.look_again],
    )


def _wanted_call(pk: str) -> Call | None:
    """The call for which somebody came to choose a plan."""
    number = number_of(pk)
    return None if number is None else scheme_queries.calls().filter(pk=number).first()


def _next_step(
    plan: Plan, unsaid: list[str], unfinished: list[Link], at: datetime
) -> NextStep:
    running = plan.applications.exclude(status__in=["withdrawn", "rejected"]).last()
    if running is not None:
        return NextStep(
            _("This plan is part of an application."),
            _("Open the application"),
            reverse("applications:detail", args=[running.pk]),
        )
    if unfinished:
        return NextStep(
            _("What you typed last is not in the plan yet. Look at it first."),
            _("Go on with what you typed"),
            unfinished[0][1],
        )
    if unsaid:
        return NextStep(
            _("Some parts are still empty. Go on with the first of them."),
            _("Go on writing"),
            forms.place_of(unsaid[0], plan),
        )
    if scheme_queries.open_calls(at).exists():
        return NextStep(
            _("The plan says everything that it needs. See which open call it fits."),
            _("Check against the open calls"),
            reverse("plans:checks", args=[plan.pk]),
        )
    return NextStep(
        _("The plan says everything that it needs. No call is open now."),
        _("See the programmes"),
        reverse("schemes:list"),
    )
