"""What waits for an officer of a body that applies, receives and reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.answers import queries as answers
from chiiki_web.applications.models import Application
from chiiki_web.consortia import queries as consortia
from chiiki_web.dashboards.queries.tasks import placements
from chiiki_web.dashboards.queries.tasks.reports import status_reports
from chiiki_web.dashboards.queries.tasks.task import (
    QUIET,
    URGENT,
    Task,
    task_of,
    task_over,
)
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.plans import queries as plans
from chiiki_web.services.models import UseWarning
from chiiki_web.settlements import queries as settlements


def officer(member: Membership, at: datetime) -> Iterator[Task]:
    own = Q(organisation=member.organisation_id)
    mine = Application.objects.filter(own)
    listed, page = reverse("applications:list"), "applications:detail"
    yield task_of(
        _("applications to correct"),
        mine.filter(status="returned"),
        page,
        f"{listed}?state=returned",
        URGENT,
    )
    yield task_of(
        _("application drafts"),
        mine.filter(status="draft"),
        page,
        f"{listed}?state=draft",
    )
    yield task_of(
        _("plans not applied for yet"),
        plans.unused(member),
        "plans:detail",
        reverse("plans:list") + "?only=unused",
        QUIET,
    )
    yield from _after_award(member)
    warnings = UseWarning.objects.filter(
        service__organisation=member.organisation_id, status="open"
    )
    yield task_of(
        _("services with a warning to answer"),
        warnings,
        "services:detail",
        reverse("services:list") + "?only=warned",
        URGENT,
        key="service",
    )
    yield from status_reports(member, at)
    yield task_over(
        _("surveys to answer"),
        [one.code for one in answers.surveys_to_answer(member, at)],
        "surveys:detail",
        reverse("surveys:list"),
    )
    yield from _asked_by_others(member, at)
    yield from placements.of_region(member, at)
    yield task_of(
        _("dispatch requests to rank"),
        Request.objects.filter(own, status="proposed"),
        "dispatch:detail",
        reverse("dispatch:list") + "?status=proposed",
    )
    yield task_of(
        _("dispatches to report on"),
        dispatch.to_report(member, at),
        "dispatch:detail",
        reverse("dispatch:list") + "?status=accepted",
    )


def _after_award(member: Membership) -> Iterator[Task]:
    """What an award still asks for: a performance report, then the service."""
    own = settlements.visible_to(member).filter(
        application__organisation=member.organisation_id
    )
    listed, page = reverse("settlements:list"), "settlements:detail"
    yield task_of(
        _("awards without a performance report"),
        own.filter(settlements.STAGES["spending"]),
        page,
        f"{listed}?stage=spending",
    )
    yield task_of(
        _("finished projects whose service is not registered"),
        own.filter(settlements.STAGES["unregistered"]),
        page,
        f"{listed}?stage=unregistered",
        URGENT,
    )


def _asked_by_others(member: Membership, at: datetime) -> Iterator[Task]:
    """What other organisations wait for: answers, signatures, recommendations."""
    listed = reverse("consortia:list")
    yield task_of(
        _("invitations to a plan to answer"),
        consortia.to_answer(member, at),
        "consortia:partnership",
        listed,
        URGENT,
    )
    yield task_of(
        _("requests for a recommendation to answer"),
        consortia.asked_of(member).filter(state="asked"),
        "consortia:recommendation",
        f"{listed}#asked",
        URGENT,
    )
    yield from _dispatches_to_recommend(member)
    yield task_of(
        _("plans carried together to read and sign"),
        consortia.to_sign(member).filter(is_lead=False),
        "consortia:partnership",
        f"{listed}#together",
    )


def _dispatches_to_recommend(member: Membership) -> Iterator[Task]:
    """Before they are sent: a local government recommends, another body asks for it."""
    page, listed = "dispatch:recommendation", reverse("dispatch:recommendations")
    if member.organisation.is_local_government:
        label, rows = (
            _("dispatch requests to recommend"),
            dispatch.recommendations_to_answer(member),
        )
        yield task_of(label, rows, page, f"{listed}#asked", URGENT)
    else:
        label, rows = (
            _("recommended dispatch requests to send"),
            dispatch.recommended_to_send(member),
        )
        yield task_of(label, rows, page, f"{listed}#own", URGENT)
