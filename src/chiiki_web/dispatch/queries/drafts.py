"""Requests that are being written."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import Draft, Request


@dataclass(frozen=True, slots=True)
class Unsent:
    """A draft; ``sent`` is the request that its form became meanwhile, if any."""

    draft: Draft
    sent: Request | None


def drafts_of(member: Membership) -> QuerySet[Draft]:
    """Those of one's own body, the last written first."""
    if member.role != Membership.Role.OFFICER:
        return Draft.objects.none()
    return Draft.objects.filter(organisation=member.organisation_id)


def unsent(member: Membership) -> list[Unsent]:
    rows = list(drafts_of(member).select_related("saved_by__user"))
    keys = [one.form_key for one in rows]
    sent = {one.form_key: one for one in Request.objects.filter(form_key__in=keys)}
    return [Unsent(one, sent.get(one.form_key)) for one in rows]


def sender_of(request: Request) -> str:
    """Who sent a request; the name of the body where nobody is known."""
    sent = audit.history_of(request).filter(name="dispatch.requested")
    return next(
        (one.who for one in accounts.happened(sent) if one.who),
        request.organisation.name_ja,
    )
