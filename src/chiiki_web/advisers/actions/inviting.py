"""The office invites somebody to become an adviser; by the link they set a password."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts.models import Membership, User
from chiiki_web.advisers import queries
from chiiki_web.advisers.models import Invitation
from chiiki_web.audit import log
from chiiki_web.outbox import links
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.ui import formats

LASTS = timedelta(days=14)
LINK = "/advisers/join/"
OWN = "/advisers/mine/"


class CannotInvite(Refusal):
    """Nobody was invited, or the link opened no account."""


@transaction.atomic
def invite_adviser(
    *, name: str, email: str, by: Membership, at: datetime
) -> Invitation:
    """Give a person the role of adviser, without a password, and mail them a link.

    Invited again before they have joined, they get a new link and the old one ends. Who
    signs in here already needs no link, and is only told.
    """
    if by.role != Membership.Role.OFFICE:
        raise CannotInvite(reason("advisers.office_only"))
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    known = User.objects.filter(email__iexact=email).first()
    held = Membership.objects.filter(user=known, role=Membership.Role.ADVISER)
    member = held.filter(until=None).first() if known else None
    if member is not None and known is not None and _has_joined(known):
        raise CannotInvite(reason("advisers.is_adviser_already", name=known.name))
    if member is None:
        member = accounts.add_member(
            by.organisation_id,
            email=email,
            name=name,
            role=Membership.Role.ADVISER,
            since=timezone.localdate(at),
            by=by,
            at=at,
        )
    made = _make_link(member, by=by, at=at)
    log.record("adviser.invited", made, by=by, at=at, name=member.user.name)
    _tell_invited(made, at=at)
    return made


@transaction.atomic
def join_by_link(token: str, *, email: str, password: str, at: datetime) -> Membership:
    """Set the first password of whoever holds the link and knows the address it went to."""
    found = queries.invitation_by_link(token)
    if found is None:
        raise CannotInvite(reason("advisers.link_unknown"))
    held = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("membership__user")
        .get(pk=found.pk)
    )
    if against := queries.why_link_is_over(held, at):
        raise CannotInvite(against)
    if held.membership.user.email.casefold() != email.strip().casefold():
        raise CannotInvite(reason("advisers.link_of_another_address"))
    accounts.set_password(held.membership.user, password, at=at)
    held.used_at = at
    held.save(update_fields=["used_at"])
    log.record("adviser.joined", held, by=held.membership, at=at)
    return held.membership


def _has_joined(user: User) -> bool:
    return user.has_usable_password()


def _make_link(member: Membership, *, by: Membership, at: datetime) -> Invitation:
    member.adviser_invitations.filter(used_at=None, ended_at=None).update(ended_at=at)
    nonce = links.new_nonce()
    return Invitation.objects.create(
        membership=member,
        nonce=nonce,
        digest=links.digest_of(links.token_of(nonce)),
        made_by=by,
        made_at=at,
        expires_at=at + LASTS,
    )


def _tell_invited(made: Invitation, *, at: datetime) -> None:
    member = made.membership
    tell(
        [member],
        "adviser.invited",
        subject=_("You are invited to the register of advisers"),
        body=_(
            "%(office)s invites you to become an adviser. Please open the page below, set a"
            " password until %(day)s, and write your entry. The office looks at it before"
            " it is published."
        ),
        values={
            "office": made.made_by.organisation,
            "day": lazy(formats.day, str)(timezone.localdate(made.expires_at)),
        },
        path=OWN,
        key=f"adviser.invited:{made.pk}",
        at=at,
        signed_path="" if _has_joined(member.user) else f"{LINK}{made.nonce}",
    )
