"""The lead invites, sends the link again, or takes the invitation back."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import log
from chiiki_web.consortia.actions.held import (
    CannotChangeConsortium,
    hold_led_plan,
    hold_partnership,
    lead_of,
)
from chiiki_web.consortia.models import Invitation, Partnership
from chiiki_web.consortia.queries import links
from chiiki_web.consortia.queries.rows import NOT_PARTNERS
from chiiki_web.numbers import unused_key
from chiiki_web.outbox.actions import tell
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan

LIVE = (Partnership.State.INVITED, Partnership.State.TAKES_PART)


@transaction.atomic
def invite_partner(
    plan_id: int,
    *,
    form_key: UUID,
    organisation: Organisation | None,
    name: str = "",
    email: str = "",
    part: str = "",
    message: str = "",
    by: Membership,
    at: datetime,
) -> Partnership:
    """Invite an organisation that is registered, or one by its name and mail address.

    The same form invites once. What is asked for stands in ``part``; the partner can
    change it after accepting.
    """
    plan = hold_led_plan(plan_id, by)
    known = Partnership.objects.filter(form_key=form_key, plan=plan).first()
    if known:
        return known
    _refuse_impossible(plan, organisation, name, email)
    lead_of(plan, at)
    partnership = Partnership.objects.create(
        plan=plan,
        organisation=organisation,
        form_key=unused_key(form_key, Partnership.objects.all()),
        state=Partnership.State.INVITED,
        name="" if organisation else name,
        email="" if organisation else email,
        part=part,
        message=message,
        invited_at=at,
    )
    _make_link(partnership, by, at)
    log.record(
        "partnership.invited",
        plan,
        by=by,
        at=at,
        case=plan.case,
        partnership=partnership.pk,
        name=partnership.name_ja,
    )
    _tell_invited(partnership, at)
    return partnership


@transaction.atomic
def send_again(partnership_id: int, *, by: Membership, at: datetime) -> Invitation:
    """End the old link and make a new one, with its whole time before it."""
    partnership = _hold_invited(partnership_id, by)
    sent = partnership.invitations.filter(made_at__gt=at - timedelta(days=1)).count()
    if sent >= links.MOST_A_DAY:
        raise CannotChangeConsortium(
            reason("consortia.sent_often", name=partnership.name_ja, count=sent)
        )
    partnership.invitations.filter(used_at=None, ended_at=None).update(ended_at=at)
    made = _make_link(partnership, by, at)
    log.record(
        "partnership.invited_again",
        partnership.plan,
        by=by,
        at=at,
        case=partnership.plan.case,
        partnership=partnership.pk,
        name=partnership.name_ja,
    )
    _tell_invited(partnership, at)
    return made


@transaction.atomic
def withdraw_invitation(
    partnership_id: int, *, by: Membership, at: datetime
) -> Partnership:
    """Take an invitation back that nobody has answered."""
    partnership = _hold_invited(partnership_id, by)
    partnership.invitations.filter(used_at=None, ended_at=None).update(ended_at=at)
    partnership.state = Partnership.State.WITHDRAWN
    partnership.answered_at = at
    partnership.save(update_fields=["state", "answered_at"])
    plan = partnership.plan
    log.record(
        "partnership.invitation_withdrawn",
        plan,
        by=by,
        at=at,
        case=plan.case,
        partnership=partnership.pk,
        name=partnership.name_ja,
    )
    if partnership.organisation:
        tell(
            accounts.holders(Membership.Role.OFFICER, partnership.organisation),
            "partnership.invitation_withdrawn",
            subject=_("The invitation is withdrawn: %(title)s"),
            body=_(
                "%(lead)s has withdrawn its invitation to the plan “%(title)s”. There is"
                " nothing to do."
            ),
            values={"title": plan.title, "lead": plan.organisation},
            path=reverse("consortia:list"),
            key=f"partnership.invitation_withdrawn:{partnership.pk}",
            at=at,
        )
    return partnership


def _refuse_impossible(
    plan: Plan, organisation: Organisation | None, name: str, email: str
) -> None:
    if organisation is None:
        if not (name and email):
            raise CannotChangeConsortium(reason("consortia.name_and_mail"))
        live = plan.partnerships.filter(state__in=LIVE, email__iexact=email)
        if live.exists():
            raise CannotChangeConsortium(reason("consortia.already_invited", name=name))
        return
    if organisation.pk == plan.organisation_id:
        raise CannotChangeConsortium(reason("consortia.partner_of_itself"))
    if organisation.kind in NOT_PARTNERS:
        said = reason("consortia.no_partner", name=organisation.name_ja)
        raise CannotChangeConsortium(said)
    live = plan.partnerships.filter(state__in=LIVE, organisation=organisation)
    if live.exists():
        said = reason("consortia.already_invited", name=organisation.name_ja)
        raise CannotChangeConsortium(said)


def _hold_invited(partnership_id: int, by: Membership) -> Partnership:
    partnership = hold_partnership(partnership_id)
    if not plans.may_change(partnership.plan, by):
        raise CannotChangeConsortium(reason("consortia.lead_only"))
    if partnership.state != Partnership.State.INVITED:
        raise CannotChangeConsortium(
            reason("consortia.answered_already", name=partnership.name_ja)
        )
    return partnership


def _make_link(partnership: Partnership, by: Membership, at: datetime) -> Invitation:
    nonce = secrets.token_urlsafe(32)
    return Invitation.objects.create(
        partnership=partnership,
        nonce=nonce,
        digest=links.digest_of(links.token_of(nonce)),
        made_by=by,
        made_at=at,
        expires_at=links.end_of_link(at),
        is_mailed_outside=partnership.organisation_id is None,
    )


def _tell_invited(partnership: Partnership, at: datetime) -> None:
    """Registered people are told here; the worker mails the link to anybody else."""
    if partnership.organisation is None:
        return
    plan = partnership.plan
    tell(
        accounts.holders(Membership.Role.OFFICER, partnership.organisation),
        "partnership.invited",
        subject=_("You are invited to a plan: %(title)s"),
        body=_(
            "%(lead)s invites your organisation to carry the plan “%(title)s” together."
            " Please read what it is about, then accept or decline."
        ),
        values={"title": plan.title, "lead": plan.organisation},
        path=reverse("consortia:partnership", args=[partnership.pk]),
        key=f"partnership.invited:{partnership.pk}:{partnership.invitations.count()}",
        at=at,
    )
