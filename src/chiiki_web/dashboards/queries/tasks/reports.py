"""Status reports that wait, for those who write them and those who receive them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.dashboards.queries.tasks.task import URGENT, Task, task_of
from chiiki_web.followups import queries as followups


def status_reports(member: Membership, at: datetime) -> Iterator[Task]:
    """Status reports that are late, and for those who write them what is due soon."""
    rows, today = followups.visible_to(member), timezone.localdate(at)
    listed, page = reverse("followups:list"), "followups:report"
    yield task_of(
        _("status reports overdue"),
        followups.late(rows, today),
        page,
        f"{listed}?only=late",
        URGENT,
    )
    if member.role == Membership.Role.OFFICER:
        yield task_of(
            _("status reports due within 60 days"),
            followups.due_soon(rows, today),
            page,
            f"{listed}?only=soon",
        )
