"""What waits for reviewers, advisers, auditors and administrators."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.audit import queries as audit
from chiiki_web.consortia import queries as consortia
from chiiki_web.custody import queries as custody
from chiiki_web.dashboards.queries.tasks import placements
from chiiki_web.dashboards.queries.tasks.task import QUIET, URGENT, Task, task_of
from chiiki_web.dispatch import queries as dispatch
from chiiki_web.dispatch.models import Candidate
from chiiki_web.outbox import queries as outbox
from chiiki_web.reviews.models import Review
from chiiki_web.services.models import Service


def reviewer(member: Membership, at: datetime) -> Iterator[Task]:
    mine, listed = Review.objects.filter(reviewer=member), reverse("reviews:list")
    for label, status in (
        (_("reviews that wait for your declaration"), "assigned"),
        (_("reviews to score"), "open"),
    ):
        yield task_of(
            label,
            mine.filter(status=status),
            "reviews:detail",
            f"{listed}?state={status}",
        )


def adviser(member: Membership, at: datetime) -> Iterator[Task]:
    yield Task(
        _("entries that came back to be changed"),
        advisers.statements().filter(membership=member, state="returned").count(),
        reverse("advisers:mine"),
        URGENT,
    )
    mine = Candidate.objects.filter(adviser__membership=member)
    listed, page = reverse("dispatch:list"), "dispatch:detail"
    yield task_of(
        _("requests that wait for your answer"),
        mine.filter(asked_at__isnull=False, answer="", request__status="asked"),
        page,
        f"{listed}?status=asked",
        URGENT,
        key="request",
    )
    yield task_of(
        _("dispatches to report on"),
        dispatch.to_report(member, at),
        page,
        f"{listed}?status=accepted",
    )
    yield from placements.of_manager(member, at)


def auditor(member: Membership, at: datetime) -> Iterator[Task]:
    listed = reverse("services:list")
    for label, state in (
        (_("services far below their target"), "far_below"),
        (_("services that fell silent"), "silent"),
    ):
        yield task_of(
            label,
            Service.objects.filter(use_state=state),
            "services:detail",
            f"{listed}?state={state}",
            URGENT,
        )
    yield Task(
        _("events not sealed yet"),
        audit.unsealed().count(),
        reverse("dashboards:events"),
        QUIET,
    )


def administrator(member: Membership, at: datetime) -> Iterator[Task]:
    yield task_of(
        _("invited organisations to register"),
        consortia.waiting_registrations(),
        "consortia:registration",
        reverse("consortia:registrations"),
        URGENT,
    )
    yield Task(
        _("files and promises to look at"),
        custody.needs_attention(),
        reverse("custody:files"),
        URGENT,
    )
    mails = outbox.counts_by_state()
    for state, label in (
        (outbox.State.FAILED, _("mails that failed and are tried again")),
        (outbox.State.GIVEN_UP, _("mails that were given up")),
    ):
        address = f"{reverse('outbox:sent')}?state={state.value}"
        yield Task(label, mails[state], address, URGENT)
