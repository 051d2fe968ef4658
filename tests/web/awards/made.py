"""Selections and awards for tests: reviewed at NOW, selected once the call is closed."""

from __future__ import annotations

from datetime import timedelta

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.awards import actions
from chiiki_web.awards.models import Award
from chiiki_web.schemes.models import Call
from web import make
from web.make import NOW
from web.reviews import made as reviews

CLOSED = NOW + timedelta(days=15)
DECIDED = NOW + timedelta(days=20)
ASKED = 12_000_000


def call(office: Membership, total: int = 30_000_000) -> Call:
    """A call with a budget: two and a half applications fit."""
    opened = make.call(office)
    make.fund(opened, total)
    return opened


def reviewed(
    to: Call, office: Membership, points: int, by: Membership | None = None
) -> Application:
    """An application with one finished review of 5 × ``points``."""
    application = make.accepted(to, office, by)
    reviews.finished(office, make.member("reviewer"), application, points)
    return application


def select(
    to: Call, office: Membership, chosen: list[Application], others: list[Application]
) -> list[Award]:
    """Select some with a ground for everybody."""
    return actions.select_applications(
        to.pk,
        chosen={one.pk: "見本の理由" for one in chosen},
        others={one.pk: "見本の理由" for one in others},
        by=office,
        at=CLOSED,
    )


def candidate(office: Membership, by: Membership | None = None) -> Award:
    """A selected application of a call with a budget of 30 million yen."""
    opened = call(office)
    application = reviewed(opened, office, 8, by)
    (award,) = select(opened, office, [application], [])
    return award


def decided(
    office: Membership, by: Membership | None = None, amount: int = ASKED
) -> Award:
    """The same, decided on."""
    return decide(candidate(office, by), office, amount)


def decide(award: Award, office: Membership, amount: int = ASKED) -> Award:
    return actions.decide_award(
        award.pk, amount=amount, conditions="見本の条件", by=office, at=DECIDED
    )
