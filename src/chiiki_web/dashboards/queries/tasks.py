"""What waits for a person in the hat they wear now: the rows of My page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.consortia import queries as consortia
from chiiki_web.desk import queries as desk_queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.models import Message
from chiiki_web.plans.models import Plan
from chiiki_web.reviews.models import Review
from chiiki_web.schemes.models import Call
from chiiki_web.services.models import Service, UseWarning
from chiiki_web.settlements.models import PerformanceReport, Settlement

SOON = timedelta(days=60)
URGENT, TO_DO, QUIET = "danger", "info", "neutral"


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what waits, how many, where to do it, how pressing."""

    label: str | Promise
    count: int
    url: str
    tone: str = TO_DO


def tasks_for(member: Membership, at: datetime) -> list[Task]:
    """What waits, the most pressing first; nothing that waits for somebody else."""
    found = [task for task in BY_ROLE[member.role](member, at) if task.count]
    return sorted(found, key=lambda task: [URGENT, TO_DO, QUIET].index(task.tone))


def _officer(member: Membership, at: datetime) -> Iterator[Task]:
    today, own = timezone.localdate(at), Q(organisation=member.organisation_id)
    applications = Application.objects.filter(own).aggregate(
        draft=Count("pk", filter=Q(status="draft")),
        returned=Count("pk", filter=Q(status="returned")),
    )
    listed = reverse("applications:list")
    yield Task(_("applications to correct"), applications["returned"], listed, URGENT)
    yield Task(_("application drafts"), applications["draft"], listed)
    plans = Plan.objects.filter(own, applications__isnull=True).count()
    yield Task(_("plans not applied for yet"), plans, reverse("plans:list"), QUIET)
    awards = Award.objects.filter(
        application__organisation=member.organisation_id, status="decided"
    ).filter(
        Q(performance_report__isnull=True)
        | Q(performance_report__status__in=["draft", "returned"])
    )
    yield Task(
        _("awards without a performance report"),
        awards.count(),
        reverse("settlements:list"),
    )
    unregistered = Award.objects.filter(
        application__organisation=member.organisation_id,
        settlement__isnull=False,
        service__isnull=True,
    )
    yield Task(
        _("finished projects whose service is not registered"),
        unregistered.count(),
        reverse("settlements:list"),
        URGENT,
    )
    warnings = UseWarning.objects.filter(
        service__organisation=member.organisation_id, status="open"
    )
    yield Task(
        _("services with a warning to answer"),
        warnings.count(),
        reverse("services:list"),
        URGENT,
    )
    reports = StatusReport.objects.filter(
        service__organisation=member.organisation_id,
        status="due",
        due_on__lte=today + SOON,
    ).aggregate(all=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    followups = reverse("followups:list")
    yield Task(_("status reports overdue"), reports["late"], followups, URGENT)
    yield Task(
        _("status reports due within 60 days"),
        reports["all"] - reports["late"],
        followups,
    )
    yield from _asked_by_others(member, at)
    to_rank = Request.objects.filter(own, status="proposed").count()
    yield Task(_("dispatch requests to rank"), to_rank, reverse("dispatch:list"))


def _asked_by_others(member: Membership, at: datetime) -> Iterator[Task]:
    """What other organisations wait for: answers, signatures, recommendations."""
    listed = reverse("consortia:list")
    invited = consortia.to_answer(member, at).count()
    yield Task(_("invitations to a plan to answer"), invited, listed, URGENT)
    asked = consortia.asked_of(member).filter(state="asked").count()
    yield Task(_("requests for a recommendation to answer"), asked, listed, URGENT)
    theirs = consortia.to_sign(member).filter(is_lead=False).count()
    yield Task(_("plans carried together to read and sign"), theirs, listed)


def _office(member: Membership, at: datetime) -> Iterator[Task]:
    office = member.organisation_id
    received, desk = (
        Application.objects.filter(call__office=office),
        reverse("desk:list"),
    )
    yield Task(
        _("applications to examine"),
        received.filter(status="submitted").count(),
        desk + "?state=submitted",
        URGENT,
    )
    yield Task(
        _("applications over the standard processing time"),
        desk_queries.late(member, at).count(),
        desk + "?time=late",
        URGENT,
    )
    yield Task(
        _("applications that you handle"),
        received.filter(assigned_to=member, status="submitted").count(),
        desk + "?assigned=me&state=submitted",
    )
    unreviewed = received.filter(status="accepted", reviews__isnull=True)
    yield Task(
        _("applications without a reviewer"),
        unreviewed.filter(award__isnull=True).count(),
        reverse("reviews:board"),
    )
    waiting = received.filter(_is_over(at), status="accepted", award__isnull=True)
    unfinished = waiting.exclude(reviews__status="done") | waiting.filter(
        reviews__status__in=["assigned", "open"]
    )
    yield Task(
        _("closed calls to select from"),
        Call.objects.filter(pk__in=waiting.values("call"))
        .exclude(pk__in=unfinished.values("call"))
        .count(),
        reverse("awards:calls"),
    )
    yield Task(
        _("selected candidates to decide on"),
        Award.objects.filter(
            application__call__office=office, status="candidate"
        ).count(),
        reverse("awards:calls"),
    )
    yield Task(
        _("performance reports to check"),
        PerformanceReport.objects.filter(
            award__application__call__office=office, status="submitted"
        ).count(),
        reverse("settlements:list"),
        URGENT,
    )
    yield Task(
        _("fixed amounts to pay"),
        Settlement.objects.filter(
            award__application__call__office=office,
            payment__isnull=True,
            fixed_amount__gt=0,
        ).count(),
        reverse("settlements:list"),
    )
    yield Task(
        _("improvement plans to read"),
        UseWarning.objects.filter(status="answered").count(),
        reverse("services:board"),
    )
    yield Task(
        _("dispatch requests without candidates"),
        Request.objects.filter(status="submitted").count(),
        reverse("dispatch:desk"),
    )
    late = StatusReport.objects.filter(status="due", due_on__lt=timezone.localdate(at))
    yield Task(
        _("status reports overdue"), late.count(), reverse("followups:list"), URGENT
    )


def _is_over(at: datetime) -> Q:
    """Applications of which the call, or its round, takes nothing more."""
    of_round = Q(round__closes_at__lte=at) | Q(round__stopped_at__isnull=False)
    return Q(round__isnull=True, call__closes_at__lt=at) | of_round


def _reviewer(member: Membership, at: datetime) -> Iterator[Task]:
    counts = Review.objects.filter(reviewer=member).aggregate(
        assigned=Count("pk", filter=Q(status="assigned")),
        open=Count("pk", filter=Q(status="open")),
    )
    listed = reverse("reviews:list")
    yield Task(_("reviews that wait for your declaration"), counts["assigned"], listed)
    yield Task(_("reviews to score"), counts["open"], listed)


def _adviser(member: Membership, at: datetime) -> Iterator[Task]:
    mine = Candidate.objects.filter(adviser__membership=member)
    listed = reverse("dispatch:list")
    asked = mine.filter(asked_at__isnull=False, answer="", request__status="asked")
    yield Task(_("requests that wait for your answer"), asked.count(), listed, URGENT)
    to_report = mine.filter(answer="accepted", request__status="accepted").exclude(
        request__reports__side="adviser"
    )
    yield Task(_("dispatches to report on"), to_report.count(), listed)


def _auditor(member: Membership, at: datetime) -> Iterator[Task]:
    board = reverse("services:board")
    counts = Service.objects.aggregate(
        far_below=Count("pk", filter=Q(use_state="far_below")),
        silent=Count("pk", filter=Q(use_state="silent")),
    )
    yield Task(_("services far below their target"), counts["far_below"], board, URGENT)
    yield Task(_("services that fell silent"), counts["silent"], board, URGENT)
    yield Task(
        _("events not sealed yet"),
        audit.unsealed().count(),
        reverse("dashboards:events"),
        QUIET,
    )


def _administrator(member: Membership, at: datetime) -> Iterator[Task]:
    yield Task(
        _("invited organisations to register"),
        consortia.waiting_registrations().count(),
        reverse("consortia:registrations"),
        URGENT,
    )
    failed = Message.objects.filter(sent_at__isnull=True).exclude(last_error="")
    yield Task(
        _("messages that failed"), failed.count(), reverse("outbox:sent"), URGENT
    )


BY_ROLE: dict[str, Callable[[Membership, datetime], Iterator[Task]]] = {
    "officer": _officer,
    "office": _office,
    "reviewer": _reviewer,
    "adviser": _adviser,
    "auditor": _auditor,
    "administrator": _administrator,
}
