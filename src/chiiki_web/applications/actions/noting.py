"""What was received goes into the history, and both sides are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit import log
from chiiki_web.outbox import queries as outbox
from chiiki_web.outbox.actions import Notice, tell_together
from chiiki_web.outbox.groups import Group, group_of

LONGEST_WAIT_FOR_RECEIPT = timedelta(minutes=10)  # then the mail goes without it
RECEIVED, ARRIVED = "application.submitted", "application.arrived"


@dataclass(frozen=True, slots=True)
class ToTell:
    """Both sides of an application, and how each person wants to be told."""

    officers: Sequence[Membership]
    office: Sequence[Membership]
    wanted: Mapping[tuple[int, Group], str]


def whom_to_tell(application: Application) -> ToTell:
    own = ("officer", application.organisation_id)
    theirs = ("office", application.call.office_id)
    groups = (group_of(RECEIVED), group_of(ARRIVED))
    people, wanted = outbox.holders_with_choices((own, theirs), groups)
    return ToTell(people[own], people[theirs], wanted)


def note_received(
    application: Application,
    submission: Submission,
    to_tell: ToTell,
    *,
    by: Membership,
    at: datetime,
) -> None:
    """Record the event and tell both sides; nothing is asked of the database."""
    log.record(
        "application.submitted" if submission.version == 1 else "application.corrected",
        application,
        by=by,
        at=at,
        case=application.case,
        number=application.number,
        version=submission.version,
        requested=application.requested,
        sha256=submission.sha256,
        files=[one["sha256"] for one in submission.files],
    )
    values = {"number": application.number, "title": application.plan.title}
    received = Notice(
        to_tell.officers,
        RECEIVED,
        subject=_("Application %(number)s is received"),
        body=_("“%(title)s” is received. The receipt lists every stored file."),
        values=values,
        path=f"/applications/{application.pk}/receipt/",
        key=f"application.submitted:{submission.pk}",
        held_until=at + LONGEST_WAIT_FOR_RECEIPT,
    )
    arrived = Notice(
        to_tell.office,
        ARRIVED,
        subject=_("Application %(number)s has come in"),
        body=_("“%(title)s” waits under Incoming applications."),
        values=values,
        path=f"/applications/{application.pk}/examine/",
        key=f"application.arrived:{submission.pk}",
    )
    tell_together([received, arrived], at=at, wanted=to_tell.wanted)
