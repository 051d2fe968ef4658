"""Who appears in the sample: places, bodies, people and advisers, all made up."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib.resources import files
from typing import Any

from django.contrib.auth.hashers import make_password

from chiiki_web.accounts import actions as accounts
from chiiki_web.accounts.models import Membership, Organisation, User
from chiiki_web.advisers import actions as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.advisers.queries import said
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.schemes.models import Field

PASSWORD = "mihon-no-ichinen"
LONG_AGO = date(2015, 4, 1)
Rows = list[dict[str, Any]]


@dataclass(slots=True)
class Cast:
    """Bodies by name, members by mail address, and who stands for a body."""

    bodies: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Membership] = field(default_factory=dict)
    places: dict[str, Municipality] = field(default_factory=dict)
    advisers: list[Adviser] = field(default_factory=list)

    @property
    def office(self) -> Membership:
        return next(one for one in self.people.values() if one.role == "office")

    @property
    def colleague(self) -> Membership:
        """The second person of the office."""
        return [one for one in self.people.values() if one.role == "office"][-1]

    @property
    def reviewers(self) -> list[Membership]:
        return [one for one in self.people.values() if one.role == "reviewer"]

    @property
    def applicants(self) -> list[Organisation]:
        """Municipalities first, then the bodies that may apply."""
        may = {"municipality", "npo", "third_sector"}
        return [one for one in self.bodies.values() if one.kind in may]

    def officer_of(self, body: Organisation) -> Membership:
        return next(
            one
            for one in self.people.values()
            if one.organisation_id == body.pk and one.role == "officer"
        )


def read(name: str) -> dict[str, Any]:
    """One data file of the sample."""
    path = files("chiiki_web.sample") / "data" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def gather(at: datetime) -> Cast:
    """Put the sample prefecture, its bodies and its people into the database."""
    cast, places, people = Cast(), read("places"), read("people")
    prefecture = Prefecture.objects.create(is_sample=True, **places["prefecture"])
    _settle(cast, prefecture, places, at)
    _fill(cast, people, at)
    rows = [*people["advisers"], *read("advisers")["advisers"]]
    _register(cast, prefecture, rows, at)
    User.objects.update(password=make_password(PASSWORD))
    return cast


def sign_ins() -> list[tuple[str, str]]:
    """(role, mail address) of those who are named on the first screen."""
    named = [one for one in read("people")["people"] if one.get("signs_in")]
    return [(one["role"], one["email"]) for one in named]


def _settle(
    cast: Cast, prefecture: Prefecture, places: dict[str, Any], at: datetime
) -> None:
    for row in places["municipalities"]:
        head_title = row.pop("head_title")
        place = Municipality.objects.create(
            prefecture=prefecture, is_sample=True, **row
        )
        cast.places[place.name_ja] = place
        cast.bodies[place.name_ja] = accounts.register_organisation(
            by=None,
            at=at,
            name_ja=place.name_ja,
            name_en=f"{place.name_en} (sample)",
            kind=Organisation.Kind.MUNICIPALITY,
            municipality=place,
            prefecture=prefecture,
            head_title=head_title,
            is_sample=True,
        )
    for row in places["bodies"]:
        seat = row.pop("seat", None)
        cast.bodies[row["name_ja"]] = accounts.register_organisation(
            by=None,
            at=at,
            prefecture=prefecture,
            municipality=cast.places.get(seat),
            is_sample=True,
            **row,
        )


def _fill(cast: Cast, people: dict[str, Rows], at: datetime) -> None:
    for row in people["people"]:
        cast.people[row["email"]] = accounts.add_member(
            cast.bodies[row["organisation"]].pk,
            email=row["email"],
            name=row["name"],
            role=row["role"],
            since=LONG_AGO,
            by=None,
            at=at,
        )
    served = {one.organisation_id for one in cast.people.values()}
    for number, body in enumerate(cast.applicants, start=1):
        if body.pk not in served:
            email = f"officer-{number}@sample.example"
            cast.people[email] = accounts.add_member(
                body.pk,
                email=email,
                name=f"見本 担当{number}",
                role="officer",
                since=LONG_AGO,
                by=None,
                at=at,
            )


def _register(cast: Cast, prefecture: Prefecture, rows: Rows, at: datetime) -> None:
    panel = cast.bodies["見本アドバイザー会"]
    fields = {one.pk: one for one in Field.objects.all()}
    for row in rows:
        email, employer = row.pop("email"), row.pop("employer", None)
        vendors = row.pop("vendors", [])
        name, in_fields = row.pop("name", ""), row.pop("fields")
        member = cast.people.get(email) or accounts.add_member(
            panel.pk,
            email=email,
            name=name,
            role="adviser",
            since=LONG_AGO,
            by=None,
            at=at,
        )
        cast.people[email] = member
        made = advisers.register_adviser(
            member.pk,
            fields=[fields[code] for code in in_fields],
            employers=[cast.bodies[employer]] if employer else [],
            vendors=[said.body(one, ground="取引がある") for one in vendors],
            prefecture=prefecture,
            by=None,
            at=at,
            **row,
        )
        cast.advisers.append(made)
