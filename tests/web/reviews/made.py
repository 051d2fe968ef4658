"""Reviews for tests: given at NOW, declared, scored and finished as the site does it."""

from __future__ import annotations

from datetime import timedelta

from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.reviews import actions
from chiiki_web.reviews.models import Review
from web import make
from web.make import NOW

DUE = (NOW + timedelta(days=20)).date()


def application(office: Membership, by: Membership | None = None) -> Application:
    """An application that the office has accepted for review."""
    return make.accepted(make.call(office), office, by)


def review(office: Membership, by: Membership, of: Application | None = None) -> Review:
    """A review given to a person, who has declared nothing yet."""
    subject = of or application(office)
    return actions.assign_reviewer(subject.pk, by.pk, due_on=DUE, by=office, at=NOW)


def opened(office: Membership, by: Membership, of: Application | None = None) -> Review:
    """The same, declared to be free of any conflict."""
    given = review(office, by, of)
    return actions.declare_no_conflict(given.pk, by=by, at=NOW)


def scores(review: Review, points: int = 7) -> dict[str, object]:
    """The same points and a ground for every criterion, and an opinion."""
    pks = [one.pk for one in review.application.call.criteria.all()]
    return {
        "points": dict.fromkeys(pks, points),
        "grounds": dict.fromkeys(pks, "調査に基づく。"),
        "opinion": "続け方が示されている。",
    }


def finished(
    office: Membership, by: Membership, of: Application | None = None, points: int = 7
) -> Review:
    """A review with every point and ground, finished."""
    scored = opened(office, by, of)
    actions.save_scores(scored.pk, by=by, at=NOW, **scores(scored, points))
    return actions.finish_review(scored.pk, by=by, at=NOW)
