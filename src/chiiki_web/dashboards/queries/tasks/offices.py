"""What waits for a programme office."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.applications.models import Application
from chiiki_web.awards.models import Award
from chiiki_web.dashboards.queries.tasks.reports import status_reports
from chiiki_web.dashboards.queries.tasks.task import QUIET, URGENT, Task, task_of
from chiiki_web.desk import queries as desk_queries
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.placing import queries as placing
from chiiki_web.schemes.models import Call
from chiiki_web.services.models import UseWarning
from chiiki_web.settlements.models import PerformanceReport, Settlement
from chiiki_web.surveys import queries as surveys


def office_tasks(member: Membership, at: datetime) -> Iterator[Task]:
    office = member.organisation_id
    received = Application.objects.filter(call__office=office)
    sent, desk, page = (
        received.filter(status="submitted"),
        reverse("desk:list"),
        "applications:examine",
    )
    yield task_of(
        _("applications to examine"), sent, page, f"{desk}?state=submitted", URGENT
    )
    yield task_of(
        _("applications over the standard processing time"),
        desk_queries.late(member, at),
        page,
        f"{desk}?time=late",
        URGENT,
    )
    yield task_of(
        _("applications that you handle"),
        sent.filter(assigned_to=member),
        page,
        f"{desk}?assigned=me&state=submitted",
    )
    waiting = received.filter(status="accepted", award__isnull=True)
    yield task_of(
        _("applications without a reviewer"),
        waiting.filter(reviews__isnull=True),
        "reviews:assign",
        reverse("reviews:board"),
    )
    yield from _to_select(office, waiting, at)
    yield from _to_settle(office)
    yield task_of(
        _("improvement plans to read"),
        UseWarning.objects.filter(status="answered"),
        "services:detail",
        reverse("services:board"),
        key="service",
    )
    yield task_of(
        _("offers and changes of advisers"),
        advisers.at_the_office(state="sent"),
        "advisers:statement",
        reverse("advisers:received"),
    )
    yield task_of(
        _("dispatch requests without candidates"),
        dispatch.visible_to(member).filter(status__in=dispatch.TO_PROPOSE),
        "dispatch:detail",
        reverse("dispatch:desk"),
    )
    yield task_of(
        _("dispatch requests that hang on an answer"),
        dispatch.visible_to(member).filter(pk__in=dispatch.silent_requests()),
        "dispatch:detail",
        f"{reverse('dispatch:desk')}?silent=on",
    )
    yield task_of(
        _("rounds of dispatch to match"),
        placing.rounds_to_match(member),
        "placing:board",
        reverse("placing:rounds"),
    )
    yield from status_reports(member, at)
    yield task_of(
        _("surveys that take answers now"),
        surveys.surveys_running(member, at),
        "surveys:response",
        reverse("surveys:desk"),
        QUIET,
        key="code",
    )


def _to_select(
    office: int, waiting: QuerySet[Application], at: datetime
) -> Iterator[Task]:
    """Calls whose reviews are all in, and what was selected in them."""
    waiting = waiting.filter(_is_over(at))
    unfinished = waiting.exclude(reviews__status="done") | waiting.filter(
        reviews__status__in=["assigned", "open"]
    )
    listed = reverse("awards:calls")
    yield task_of(
        _("closed calls to select from"),
        Call.objects.filter(pk__in=waiting.values("call")).exclude(
            pk__in=unfinished.values("call")
        ),
        "awards:selection",
        listed,
    )
    yield task_of(
        _("selected candidates to decide on"),
        Award.objects.filter(application__call__office=office, status="candidate"),
        "awards:detail",
        listed,
    )


def _is_over(at: datetime) -> Q:
    """Applications of which the call, or its round, takes nothing more."""
    of_round = Q(round__closes_at__lte=at) | Q(round__stopped_at__isnull=False)
    return Q(round__isnull=True, call__closes_at__lt=at) | of_round


def _to_settle(office: int) -> Iterator[Task]:
    """Performance reports to check, and fixed amounts that wait for their payment."""
    listed, page = reverse("settlements:list"), "settlements:detail"
    yield task_of(
        _("performance reports to check"),
        PerformanceReport.objects.filter(
            award__application__call__office=office, status="submitted"
        ),
        page,
        f"{listed}?stage=report",
        URGENT,
        key="award",
    )
    yield task_of(
        _("fixed amounts to pay"),
        Settlement.objects.filter(
            award__application__call__office=office,
            payment__isnull=True,
            fixed_amount__gt=0,
        ),
        page,
        f"{listed}?stage=payment",
        key="award",
    )
