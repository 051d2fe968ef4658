"""Everything that can happen to people, organisations and their hats."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts import queries
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal


class CannotChangeMembers(Refusal):
    """Nobody's hat changed."""


@transaction.atomic
def register_organisation(
    *, by: Membership | None, at: datetime, **values: object
) -> Organisation:
    """Put an organisation into the list; one that stands there already is given back."""
    if by is not None:  # what one person presses twice comes one after another
        Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if known := queries.same_organisation(values):
        return known
    organisation = Organisation.objects.create(**values)
    log.record(
        "organisation.registered", organisation, by=by, at=at, kind=organisation.kind
    )
    return organisation


@transaction.atomic
def add_member(
    organisation_id: int,
    *,
    email: str,
    name: str,
    role: str,
    since: date,
    by: Membership | None,
    at: datetime,
) -> Membership:
    """Give a person a hat; a person who is new here gets an account without a password."""
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        log.record("user.registered", user, by=by, at=at)
    held = Membership.objects.filter(user=user, organisation=organisation, role=role)
    if member := held.first():
        if member.until is None:
            raise CannotChangeMembers(reason("accounts.already_member"))
        member.until = None
        member.save(update_fields=["until"])
    else:
        member = Membership.objects.create(
            user=user, organisation=organisation, role=role, since=since
        )
    log.record("membership.given", member, by=by, at=at, role=role)
    return member


@transaction.atomic
def end_membership(
    membership_id: int, *, by: Membership, at: datetime, on: date
) -> None:
    """Let a day be the last of a hat. Nobody takes away the hat that they act in."""
    member = Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)
    if member.pk == by.pk:
        raise CannotChangeMembers(reason("accounts.own_membership"))
    if member.until == on:
        return
    if member.until is not None:
        raise CannotChangeMembers(reason("accounts.already_ended"))
    member.until = on
    member.save(update_fields=["until"])
    log.record("membership.ended", member, by=by, at=at, until=on)


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """Remember the language in which a person reads and gets mail (not history)."""
    User.objects.filter(pk=user.pk).update(language=language)
