"""Whose link this is, and why it opens nothing any more."""

from __future__ import annotations

from datetime import datetime

from chiiki.reasons import Reason, reason
from chiiki_web.advisers.models import Invitation
from chiiki_web.outbox import links


def invitation_by_link(token: str) -> Invitation | None:
    """The invitation of a link, whatever its state."""
    if not token or len(token) > links.LONGEST:
        return None
    rows = Invitation.objects.select_related(
        "membership__user", "made_by__organisation"
    )
    return rows.filter(digest=links.digest_of(token)).first()


def why_link_is_over(invitation: Invitation, at: datetime) -> Reason | None:
    member = invitation.membership
    if invitation.used_at is not None or member.user.has_usable_password():
        return reason("advisers.link_used")
    if invitation.ended_at is not None or member.until is not None:
        return reason("advisers.link_ended")
    if not member.user.is_active:
        return reason("advisers.link_ended")
    return reason("advisers.link_expired") if at >= invitation.expires_at else None
