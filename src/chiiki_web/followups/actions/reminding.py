"""Whoever has to report is reminded, on each step of a ladder once."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts import queries as accounts
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox.actions import tell
from chiiki_web.ui import formats

REMIND_BEFORE = (timedelta(days=60), timedelta(days=14), timedelta(days=0))
REMIND_AGAIN = timedelta(days=30)
DUE = (
    _("Status report of “%(name)s” is due on %(due)s"),
    _(
        "Please report how “%(name)s” was used in %(year)s, what it cost and what"
        " you learned. It is due on %(due)s."
    ),
)
OVERDUE = (
    _("Status report of “%(name)s” was due on %(due)s: %(late)s days late"),
    _(
        "Please report how “%(name)s” was used in %(year)s, what it cost and what"
        " you learned. It was due on %(due)s and is %(late)s days late."
    ),
)


def remind(at: datetime) -> None:
    """Remind of reports 60 and 14 days before, on the day, and each 30 days after.

    Run by the worker each hour: a step is told once, and after a pause of the worker only
    the step that has been reached is told.
    """
    today = timezone.localdate(at)
    soon = StatusReport.objects.filter(
        status=StatusReport.Status.DUE, due_on__lte=today + max(REMIND_BEFORE)
    ).select_related("service__organisation")
    for report in soon:
        with transaction.atomic():
            _remind(report, today, at=at)


def _remind(report: StatusReport, today: date, *, at: datetime) -> None:
    service, late = report.service, (today - report.due_on).days
    tell(
        accounts.holders("officer", service.organisation),
        "status_report.reminder",
        subject=OVERDUE[0] if late > 0 else DUE[0],
        body=OVERDUE[1] if late > 0 else DUE[1],
        values={
            "late": late,
            "name": service.name,
            "year": lazy(formats.fiscal_year, str)(report.fiscal_year),
            "due": lazy(formats.day, str)(report.due_on),
        },
        path=f"/followups/{report.pk}/",
        key=f"status_report.reminder:{report.pk}:{_step(report.due_on - today)}",
        at=at,
    )


def _step(left: timedelta) -> str:
    """The step of the ladder that has been reached.

    >>> [_step(timedelta(days=left)) for left in (60, 15, 14, 0, -1, -29, -30, -65)]
    ['before-60', 'before-60', 'before-14', 'before-0', 'before-0', 'before-0', 'late-1', 'late-2']
    """
    late = -left // REMIND_AGAIN
    if late > 0:
        return f"late-{late}"
    reached = min(one for one in REMIND_BEFORE if max(left, timedelta(0)) <= one)
    return f"before-{reached.days}"
