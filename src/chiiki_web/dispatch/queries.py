"""What pages ask about dispatch requests."""

from __future__ import annotations

from django.db.models import QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models import Candidate, Request


def visible_to(member: Membership) -> QuerySet[Request]:
    """Requests this person may open, the newest first."""
    rows = Request.objects.select_related(
        "organisation",
        "municipality__prefecture",
        "field",
        "nominated__membership__user",
    ).order_by("-pk")
    if member.role in {"office", "auditor", "administrator"}:
        return rows
    if member.role == "officer":
        return rows.filter(organisation=member.organisation_id)
    if member.role == "adviser":
        return rows.filter(
            candidates__adviser__membership=member,
            candidates__asked_at__isnull=False,
        ).distinct()
    return rows.none()


def candidates_of(request: Request) -> QuerySet[Candidate]:
    """Candidates in the requester's order, else in the office's."""
    return request.candidates.select_related(
        "adviser__membership__user", "adviser__prefecture"
    ).order_by("rank", "order")


def asked_of(request: Request, member: Membership) -> Candidate | None:
    """The candidacy in which this adviser is being asked now, if any."""
    return request.candidates.filter(
        adviser__membership=member, asked_at__isnull=False, answer=""
    ).first()
