"""The invited organisation accepts or declines: once, and only that organisation."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.consortia.actions.held import CannotChangeConsortium, hold_invitation
from chiiki_web.consortia.actions.inviting import LIVE
from chiiki_web.consortia.models import Invitation, Partnership
from chiiki_web.consortia.queries.rows import NOT_PARTNERS
from chiiki_web.outbox.actions import tell
from chiiki_web.plans.actions.locked import keep


class CannotAnswer(CannotChangeConsortium):
    """The invitation stays as it was."""


@transaction.atomic
def accept_invitation(
    invitation_id: int, *, by: Membership, at: datetime
) -> Partnership:
    """Take part from now on: the partner reads the plan, and says its part and costs."""
    invitation = _hold_for(invitation_id, by, at)
    partnership, plan = invitation.partnership, invitation.partnership.plan
    _use(invitation, by, at)
    partnership.organisation = by.organisation
    partnership.state = Partnership.State.TAKES_PART
    partnership.answered_at = at
    partnership.contact_name = partnership.contact_name or by.user.name
    partnership.contact_email = partnership.contact_email or by.user.email
    partnership.save(
        update_fields=[
            *("organisation", "state", "answered_at"),
            *("contact_name", "contact_email"),
        ]
    )
    plan.partners.add(by.organisation)
    keep(
        plan,
        "partnership.accepted",
        fields=["partners"],
        by=by,
        at=at,
        partnership=partnership.pk,
        name=by.organisation.name_ja,
    )
    _tell_lead(
        partnership,
        "partnership.accepted",
        _("%(name)s takes part: %(title)s"),
        _("%(name)s has accepted the invitation to the plan “%(title)s”."),
        at,
    )
    return partnership


@transaction.atomic
def decline_invitation(
    invitation_id: int, *, ground: str, by: Membership, at: datetime
) -> Partnership:
    """Say no, with the ground; the lead reads it."""
    invitation = _hold_for(invitation_id, by, at)
    partnership, plan = invitation.partnership, invitation.partnership.plan
    if not ground.strip():
        raise CannotAnswer(reason("consortia.no_ground"))
    _use(invitation, by, at)
    partnership.organisation = by.organisation
    partnership.state = Partnership.State.DECLINED
    partnership.answered_at, partnership.ground = at, ground
    partnership.save(update_fields=["organisation", "state", "answered_at", "ground"])
    log.record(
        "partnership.declined",
        plan,
        by=by,
        at=at,
        case=plan.case,
        partnership=partnership.pk,
        name=by.organisation.name_ja,
        ground=ground,
    )
    _tell_lead(
        partnership,
        "partnership.declined",
        _("%(name)s declines: %(title)s"),
        _("%(name)s does not take part in the plan “%(title)s”. Reason: %(ground)s"),
        at,
    )
    return partnership


def _hold_for(invitation_id: int, by: Membership, at: datetime) -> Invitation:
    """The invitation, held for one of those whom it invites, as long as it is open."""
    invitation = hold_invitation(invitation_id)
    refused = not_open(invitation, at) or not_for(invitation.partnership, by)
    if refused:
        raise CannotAnswer(refused)
    return invitation


def not_open(invitation: Invitation, at: datetime) -> Reason | None:
    if invitation.used_at is not None:
        return reason("consortia.link_used", at=invitation.used_at)
    if invitation.ended_at is not None:
        return reason("consortia.link_ended")
    if at >= invitation.expires_at:
        return reason("consortia.link_expired", at=invitation.expires_at)
    return None


def not_for(partnership: Partnership, by: Membership) -> Reason | None:
    if by.role != Membership.Role.OFFICER:
        return reason("consortia.officers_only")
    if partnership.organisation is None:
        is_theirs = by.user.email.lower() == partnership.email.lower()
    else:
        is_theirs = partnership.organisation_id == by.organisation_id
    if not is_theirs:
        return reason("consortia.not_invited", name=partnership.name_ja)
    return _not_possible(partnership, by)


def _not_possible(partnership: Partnership, by: Membership) -> Reason | None:
    """By mail address somebody can be invited who leads the plan or is in it already."""
    plan = partnership.plan
    if by.organisation_id == plan.organisation_id:
        return reason("consortia.partner_of_itself")
    if by.organisation.kind in NOT_PARTNERS:
        return reason("consortia.no_partner", name=by.organisation.name_ja)
    others = plan.partnerships.filter(
        organisation=by.organisation_id, state__in=LIVE
    ).exclude(pk=partnership.pk)
    if others.exists():
        return reason("consortia.already_invited", name=by.organisation.name_ja)
    return None


def _use(invitation: Invitation, by: Membership, at: datetime) -> None:
    invitation.used_at, invitation.used_by = at, by
    invitation.save(update_fields=["used_at", "used_by"])


def _tell_lead(
    partnership: Partnership, kind: str, subject: Promise, body: Promise, at: datetime
) -> None:
    plan = partnership.plan
    tell(
        accounts.holders(Membership.Role.OFFICER, plan.organisation),
        kind,
        subject=subject,
        body=body,
        values={
            "title": plan.title,
            "name": partnership,
            "ground": partnership.ground,
        },
        path=reverse("consortia:plan", args=[plan.pk]),
        key=f"{kind}:{partnership.pk}",
        at=at,
    )
