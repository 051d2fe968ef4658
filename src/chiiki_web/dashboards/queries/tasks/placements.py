"""What waits for somebody in a manager's placement."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.dashboards.queries.tasks.task import URGENT, Task, task_of
from chiiki_web.placements import queries
from chiiki_web.placements.models import MonthlyLog, Placement, Side


def of_region(member: Membership, at: datetime) -> Iterator[Task]:
    yield _to_agree(member, Side.REGION)
    yield task_of(
        _("monthly logs to confirm"),
        MonthlyLog.objects.filter(
            placement__request__organisation=member.organisation_id,
            placement__status=Placement.Status.RUNNING,
            status=MonthlyLog.Status.SENT,
        ),
        "placements:log",
        reverse("placements:list"),
    )


def of_manager(member: Membership, at: datetime) -> Iterator[Task]:
    yield _to_agree(member, Side.MANAGER)
    today = timezone.localdate(at)
    late = queries.late_logs(today).filter(
        placement__adviser__membership=member,
        placement__status=Placement.Status.RUNNING,
    )
    yield task_of(
        _("monthly logs that are late"),
        late,
        "placements:log",
        reverse("placements:list") + "?only=late",
        URGENT,
    )


def _to_agree(member: Membership, side: Side) -> Task:
    """Placements that wait for the agreement of one side."""
    waiting = {f"{side}_agreed_at__isnull": True}
    return task_of(
        _("placements to agree on"),
        queries.visible_to(member).filter(
            Q(**waiting), status=Placement.Status.PREPARING
        ),
        "placements:detail",
        reverse("placements:list") + "?only=preparing",
    )
