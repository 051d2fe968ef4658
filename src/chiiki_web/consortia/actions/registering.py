"""Who is invited and not registered here asks for it; an administrator settles it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts import queries as account_queries
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.consortia.actions.held import CannotChangeConsortium, hold_partnership
from chiiki_web.consortia.actions.inviting import LIVE
from chiiki_web.consortia.models import Invitation, Partnership, Registration
from chiiki_web.consortia.queries import links
from chiiki_web.consortia.queries.rows import NOT_PARTNERS, open_invitation
from chiiki_web.outbox.actions import tell


class CannotRegister(CannotChangeConsortium):
    """Nobody was registered."""


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Whom to register: the organisation's values, and its first officer."""

    organisation: Mapping[str, object]
    person_name: str
    email: str


@transaction.atomic
def ask_registration(
    invitation_id: int, newcomer: Newcomer, *, at: datetime
) -> Registration:
    """Ask the administrator, as somebody who holds an open link and has no account."""
    found = Invitation.objects.get(pk=invitation_id)
    partnership = hold_partnership(found.partnership_id)
    found.refresh_from_db()
    if not links.is_open(found, at) or partnership.organisation_id is not None:
        raise CannotRegister(reason("consortia.link_ended"))
    if partnership.registrations.filter(state=Registration.State.WAITING).exists():
        raise CannotRegister(reason("consortia.asked_already"))
    made = Registration.objects.create(
        partnership=partnership,
        person_name=newcomer.person_name,
        email=newcomer.email,
        asked_at=at,
        **newcomer.organisation,
    )
    plan = partnership.plan
    log.record(
        "partnership.registration_asked",
        plan,
        by=None,
        at=at,
        case=plan.case,
        partnership=partnership.pk,
        name=made.name_ja,
    )
    tell(
        account_queries.holders(Membership.Role.ADMINISTRATOR),
        "partnership.registration_asked",
        subject=_("Please register %(name)s"),
        body=_(
            "%(name)s was invited to a plan by %(lead)s and is not registered here."
            " Please check who they are, then register them or say why not."
        ),
        values={"name": made, "lead": plan.organisation},
        path=reverse("consortia:registration", args=[made.pk]),
        key=f"partnership.registration_asked:{made.pk}",
        at=at,
    )
    return made


@transaction.atomic
def register_newcomer(
    registration_id: int,
    *,
    known: Organisation | None,
    newcomer: Newcomer,
    by: Membership,
    at: datetime,
) -> Registration:
    """Register organisation and person, or take a ``known`` one; then they can answer.

    The link gets its whole time again, from now on.
    """
    held = _hold_waiting(registration_id, by)
    partnership = hold_partnership(held.partnership_id)
    if partnership.state != Partnership.State.INVITED:
        raise CannotRegister(
            reason("consortia.answered_already", name=partnership.name_ja)
        )
    organisation = known or accounts.register_organisation(
        by=by, at=at, **newcomer.organisation
    )
    _refuse_member(partnership, organisation)
    held_role = organisation.memberships.filter(
        user__email__iexact=newcomer.email, role=Membership.Role.OFFICER, until=None
    )
    if not held_role.exists():
        accounts.add_member(
            organisation.pk,
            email=newcomer.email,
            name=newcomer.person_name,
            role=Membership.Role.OFFICER,
            since=timezone.localdate(at),
            by=by,
            at=at,
        )
    partnership.organisation = organisation
    partnership.save(update_fields=["organisation"])
    invitation = open_invitation(partnership)
    if invitation is not None:
        invitation.expires_at = links.end_of_link(at)
        invitation.save(update_fields=["expires_at"])
    _settle(held, Registration.State.DONE, "", by, at)
    _record(held, "partnership.registration_done", by, at)
    tell(
        account_queries.holders(Membership.Role.OFFICER, organisation),
        "partnership.registration_done",
        subject=_("You are registered, and invited to a plan: %(title)s"),
        body=_(
            "Your organisation is registered now. If you have no password yet, set one"
            " with “Forgot your password?” on the sign-in page. Then please read the"
            " invitation of %(lead)s and accept or decline."
        ),
        values={
            "title": partnership.plan.title,
            "lead": partnership.plan.organisation,
        },
        path=reverse("consortia:partnership", args=[partnership.pk]),
        key=f"partnership.registration_done:{held.pk}",
        at=at,
    )
    return held


@transaction.atomic
def refuse_registration(
    registration_id: int, *, ground: str, by: Membership, at: datetime
) -> Registration:
    """Do not register them; the lead reads the ground."""
    held = _hold_waiting(registration_id, by)
    if not ground.strip():
        raise CannotRegister(reason("consortia.no_ground"))
    _settle(held, Registration.State.REFUSED, ground, by, at)
    _record(held, "partnership.registration_refused", by, at)
    plan = held.partnership.plan
    tell(
        account_queries.holders(Membership.Role.OFFICER, plan.organisation),
        "partnership.registration_refused",
        subject=_("Not registered: %(name)s"),
        body=_(
            "The administrator has not registered %(name)s, whom you invited to the"
            " plan “%(title)s”. Reason: %(ground)s"
        ),
        values={"name": held, "title": plan.title, "ground": ground},
        path=reverse("consortia:plan", args=[plan.pk]),
        key=f"partnership.registration_refused:{held.pk}",
        at=at,
    )
    return held


def _hold_waiting(registration_id: int, by: Membership) -> Registration:
    if by.role != Membership.Role.ADMINISTRATOR:
        raise CannotRegister(reason("consortia.administrators_only"))
    held = Registration.objects.select_for_update(of=("self",)).get(pk=registration_id)
    if held.state != Registration.State.WAITING:
        raise CannotRegister(reason("consortia.settled_already"))
    return held


def _refuse_member(partnership: Partnership, organisation: Organisation) -> None:
    plan = partnership.plan
    if organisation.kind in NOT_PARTNERS:
        raise CannotRegister(reason("consortia.no_partner", name=organisation.name_ja))
    others = plan.partnerships.filter(
        organisation=organisation, state__in=LIVE
    ).exclude(pk=partnership.pk)
    if organisation.pk == plan.organisation_id or others.exists():
        said = reason("consortia.already_invited", name=organisation.name_ja)
        raise CannotRegister(said)


def _settle(
    held: Registration, state: str, ground: str, by: Membership, at: datetime
) -> None:
    held.state, held.ground = state, ground
    held.settled_by, held.settled_at = by, at
    held.save(update_fields=["state", "ground", "settled_by", "settled_at"])


def _record(held: Registration, event: str, by: Membership, at: datetime) -> None:
    plan = held.partnership.plan
    log.record(
        event,
        plan,
        by=by,
        at=at,
        case=plan.case,
        partnership=held.partnership_id,
        name=held.name_ja,
    )
