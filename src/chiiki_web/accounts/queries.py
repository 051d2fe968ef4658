"""Who is who: hats of a person, people of an organisation, names behind the history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from chiiki_web.accounts.models import FailedSignIn, Membership, Organisation, User
from chiiki_web.regions.models import Municipality
from chiiki_web.rows import Rows, ask
from chiiki_web.ui import formats

SAMPLE_KNOWN_FOR = 60
# Wrong passwords that are borne. One person at one place mistypes a few times; a whole
# town hall behind one client address shares the last figure and must not lock itself out;
# the middle one slows down guessing at one account from many places.
FROM_ONE_PLACE_FOR_ONE_ADDRESS = (5, timedelta(minutes=5))
FOR_ONE_ADDRESS = (50, timedelta(hours=1))
FROM_ONE_PLACE = (100, timedelta(minutes=5))
LONGEST_MEMORY = timedelta(hours=1)
HAT, BODY, PERSON = Rows(Membership), Rows(Organisation), Rows(User)
TOWN = Rows(Municipality)
WORN = "m.since <= %(today)s AND (m.until IS NULL OR m.until >= %(today)s)"


@dataclass(frozen=True, slots=True)
class Happened:
    """One event as a page shows it; ``who`` and ``hat`` are empty where the system did it."""

    at: datetime
    name: str
    who: str
    hat: str

    @property
    def by(self) -> str:
        return " · ".join(filter(None, (self.who, self.hat)))


def memberships_of(user: Any) -> list[Membership]:
    """The hats that a person may wear today, the oldest first."""
    if not user.is_authenticated:
        return []
    person = user if user.hats is not None else person_with_hats(user.pk)
    return list(person.hats or ()) if person else []


def person_with_hats(pk: int) -> User | None:
    """A person, with the hats of today in ``hats``; None where there is no such person."""
    rows = ask(
        f"SELECT {PERSON.columns('u')}, {HAT.columns('m')}, {BODY.columns('o')},"
        f" {TOWN.columns('t')} FROM accounts_user u"
        f" LEFT JOIN accounts_membership m ON m.user_id = u.id AND {WORN}"
        " LEFT JOIN accounts_organisation o ON o.id = m.organisation_id"
        " LEFT JOIN regions_municipality t ON t.code = o.municipality_id"
        " WHERE u.id = %(user)s ORDER BY m.id",
        {"user": pk, "today": HAT.said("since", timezone.localdate())},
    )
    if not rows:
        return None
    person, to_hat = PERSON.read(rows[0][: len(PERSON)]), len(PERSON)
    person.hats = [
        _hat(row[to_hat:], person) for row in rows if row[to_hat] is not None
    ]
    return person


def _hat(row: Sequence[Any], user: User) -> Membership:
    to_body, to_town = len(HAT), len(HAT) + len(BODY)
    hat, body = HAT.read(row[:to_body]), BODY.read(row[to_body:to_town])
    hat.user, hat.organisation = user, body
    if body.municipality_id is not None:
        body.municipality = TOWN.read(row[to_town:])
    return hat


def organisation_ids_of(user_id: int) -> set[int]:
    """Every organisation in which a person has or had a hat (for conflicts)."""
    return set(
        Membership.objects.filter(user_id=user_id).values_list(
            "organisation_id", flat=True
        )
    )


def holders(
    role: str, organisation: Organisation | None = None
) -> QuerySet[Membership]:
    """Present members in a role, in one organisation or in all."""
    today = timezone.localdate()
    found = (
        Membership.objects.filter(role=role, since__lte=today, user__is_active=True)
        .filter(Q(until__isnull=True) | Q(until__gte=today))
        .select_related("user", "organisation")
        .order_by("organisation__name_ja", "user__name", "pk")
    )
    return found if organisation is None else found.filter(organisation=organisation)


def organisations(text: str = "") -> QuerySet[Organisation]:
    """Organisations by name, each with how many people it has today."""
    today = timezone.localdate()
    present = Q(memberships__since__lte=today) & (
        Q(memberships__until__isnull=True) | Q(memberships__until__gte=today)
    )
    rows = Organisation.objects.select_related("municipality").annotate(
        people=Count("memberships__user", filter=present, distinct=True)
    )
    text = text.replace("\x00", "").strip()
    if text:
        rows = rows.filter(Q(name_ja__icontains=text) | Q(name_en__icontains=text))
    return rows.order_by("kind", "name_ja", "pk")


def same_organisation(values: Mapping[str, Any]) -> Organisation | None:
    """The one of the same name, kind, place and corporate number, if it is known."""
    return Organisation.objects.filter(
        name_ja=values["name_ja"],
        kind=values["kind"],
        municipality=values.get("municipality"),
        corporate_number=values.get("corporate_number", ""),
    ).first()


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """People of an organisation, those who left included."""
    return organisation.memberships.select_related("user").order_by(
        "until", "user__name", "pk"
    )


def names_behind(actors: Iterable[str], hats: Iterable[str]) -> dict[str, str]:
    """Names for the ``user:3`` and ``role@5`` strings that the history keeps."""
    user_ids = {int(one.removeprefix("user:")) for one in actors if one != "system"}
    organisation_ids = {int(hat.split("@")[1]) for hat in hats if hat}
    organisations = Organisation.objects.in_bulk(organisation_ids)
    roles = dict(Membership.Role.choices)
    names = {
        f"user:{pk}": user.name for pk, user in User.objects.in_bulk(user_ids).items()
    }
    for hat in hats:
        if hat:
            role, _, pk = hat.partition("@")
            organisation = formats.local(organisations[int(pk)], "name")
            names[hat] = f"{organisation} · {roles.get(role, role)}"
    return names


def happened(events: Iterable[Any]) -> list[Happened]:
    """Events with the names of who did them, the newest first."""
    told = list(events)[::-1]
    names = names_behind({one.actor for one in told}, {one.hat for one in told})
    return [
        Happened(
            one.happened_at,
            one.name,
            names.get(one.actor, ""),
            names.get(one.hat, ""),
        )
        for one in told
    ]


def digest_of(address: str) -> str:
    """What is kept of an address that somebody typed to sign in."""
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()


def has_tried_too_often(made: FailedSignIn) -> bool:
    """Whether a try, counted already, is one too many."""
    here, whose = Q(client=made.client), Q(address=made.address)
    limits = (
        (here & whose, FROM_ONE_PLACE_FOR_ONE_ADDRESS),
        (whose, FOR_ONE_ADDRESS),
        (here, FROM_ONE_PLACE),
    )
    return any(
        FailedSignIn.objects.filter(which, tried_at__gt=made.tried_at - window).count()
        > most
        for which, (most, window) in limits
    )


def shows_sample() -> bool:
    """Whether the sample year is loaded, so that every page can say so."""
    near = caches["near"]
    known: bool | None = near.get("shows_sample")
    if known is None:
        known = Organisation.objects.filter(is_sample=True).exists()
        near.set("shows_sample", known, SAMPLE_KNOWN_FOR)
    return known
