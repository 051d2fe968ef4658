"""Everything that can happen to people, organisations and their hats."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from chiiki.reasons import reason
from chiiki_web.accounts import queries
from chiiki_web.accounts.models import (
    ROLES_IN,
    FailedSignIn,
    Membership,
    Organisation,
    User,
)
from chiiki_web.audit import log
from chiiki_web.refusals import Refusal


class CannotChangeMembers(Refusal):
    """Nobody's hat changed."""


class CannotSignIn(Refusal):
    """The password was not even looked at."""


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
    """Give a person a hat; a person who is new here gets an account without a password.

    A hat that is given again after a pause counts from the new day; without a pause it
    goes on.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if role not in ROLES_IN[Organisation.Kind(organisation.kind)]:
        raise CannotChangeMembers(
            reason("accounts.role_does_not_fit", kind=organisation.get_kind_display())
        )
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
        log.record("user.registered", user, by=by, at=at)
    held = Membership.objects.filter(user=user, organisation=organisation, role=role)
    if member := held.first():
        if member.until is None:
            raise CannotChangeMembers(reason("accounts.already_member"))
        if since > member.until + timedelta(days=1):
            member.since = since
        member.until = None
        member.save(update_fields=["since", "until"])
    else:
        member = Membership.objects.create(
            user=user, organisation=organisation, role=role, since=since
        )
    log.record("membership.given", member, by=by, at=at, role=role, since=member.since)
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
def change_email(user_id: int, *, email: str, by: Membership, at: datetime) -> User:
    """Let a person sign in with another address from now on; the old one opens nothing."""
    user = User.objects.select_for_update().get(pk=user_id)
    if user.email == email:
        return user
    if User.objects.filter(email__iexact=email).exclude(pk=user.pk).exists():
        raise CannotChangeMembers(reason("accounts.email_taken"))
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).delete()  # allauth would still know the old
    log.record(
        "user.email_changed", user, by=by, at=at, before=before, after=user.email
    )
    return user


@transaction.atomic
def set_password(user: User, password: str, *, at: datetime) -> None:
    """Give a person the password that they chose; what was typed wrongly is forgotten."""
    user.set_password(password)
    user.save(update_fields=["password"])
    FailedSignIn.objects.filter(address=queries.digest_of(user.email)).delete()
    by = next(iter(queries.memberships_of(user)), None)
    log.record("user.password_set", user, by=by, at=at)


def try_to_sign_in(address: str, client: str, *, at: datetime) -> int:
    """Count a try as failed until it turns out right; refuse where there were too many.

    Counted first and looked at afterwards, so that tries side by side do not slip through.
    """
    made = FailedSignIn.objects.create(
        address=queries.digest_of(address), client=client, tried_at=at
    )
    if queries.has_tried_too_often(made):
        made.delete()
        raise CannotSignIn(reason("accounts.too_many_tries"))
    return made.pk


def forgive_tries(try_id: int) -> None:
    """The password was right: what this person typed wrongly here before counts no more."""
    made = FailedSignIn.objects.filter(pk=try_id).first()
    if made is not None:
        FailedSignIn.objects.filter(address=made.address, client=made.client).delete()


def forget_old_tries(at: datetime) -> None:
    """Throw away what no limit counts any more."""
    FailedSignIn.objects.filter(~Q(tried_at__gt=at - queries.LONGEST_MEMORY)).delete()


@transaction.atomic
def choose_language(user: User, language: str) -> None:
    """Remember the language in which a person reads and gets mail (not history)."""
    User.objects.filter(pk=user.pk).update(language=language)
