"""Which uploads a person may see."""

from __future__ import annotations

from django.db.models import QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.plans import queries as plans
from chiiki_web.workbooks.models import Upload

LATEST = 10


def visible_to(member: Membership) -> QuerySet[Upload]:
    """Uploads of one's own organisation's plans; an auditor sees all."""
    uploads = Upload.objects.select_related(
        "plan", "file", "application__call", "uploaded_by__user"
    )
    if member.role == Membership.Role.AUDITOR:
        return uploads.filter(plan__in=plans.visible_to(member))
    return uploads.filter(plan__organisation_id=member.organisation_id)


def latest(plan_id: int, kind: str) -> QuerySet[Upload]:
    """The newest dry runs of a plan."""
    uploads = Upload.objects.filter(plan_id=plan_id, kind=kind)
    return uploads.select_related("uploaded_by__user")[:LATEST]
