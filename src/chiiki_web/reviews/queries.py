"""What is asked about reviews: who may read them, and how an application stands."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, When
from django.utils.translation import get_language

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.applications.models import Application, Submission
from chiiki_web.reviews.models import Review, Score
from chiiki_web.schemes.models import Call, Criterion

SEES_ALL = {"auditor", "administrator"}
READABLE = {Review.Status.OPEN, Review.Status.DONE}


def visible_to(member: Membership) -> QuerySet[Review]:
    """A reviewer sees their own reviews; the office those of its calls; the auditor all."""
    rows = Review.objects.select_related(
        "application__plan",
        "application__organisation",
        "application__call__programme",
        "reviewer__user",
        "reviewer__organisation",
    )
    if member.role in SEES_ALL:
        return rows
    if member.role == "reviewer":
        return rows.filter(reviewer=member)
    if member.role == "office":
        return rows.filter(application__call__office=member.organisation_id)
    return rows.none()


def waiting_first(rows: QuerySet[Review], waiting: Collection[str]) -> QuerySet[Review]:
    """Those that wait, the next due first; then the others, the newest first."""
    is_waiting = Q(status__in=waiting)
    return rows.order_by(
        Case(When(is_waiting, then=0), default=1),
        Case(When(is_waiting, then="due_on")),
        "-due_on",
        "pk",
    )


def is_reviewer(member: Membership, on: date) -> bool:
    """Whether a person has the role of a reviewer on a day."""
    return (
        member.role == Membership.Role.REVIEWER
        and member.since <= on
        and (member.until is None or member.until >= on)
    )


def own_organisation(user_id: int, application: Application) -> Organisation | None:
    """The applicant or partner in which a person has or had a hat, if there is one."""
    bodies = {application.organisation_id}
    bodies |= set(application.plan.partners.values_list("pk", flat=True))
    own = bodies & accounts.organisation_ids_of(user_id)
    return Organisation.objects.filter(pk__in=own).first()


def criteria_of(review: Review) -> list[Criterion]:
    return list(review.application.call.criteria.all())


def name_of(criterion: Criterion) -> str:
    """A criterion in the reader's language; Japanese where there is no English."""
    japanese = (get_language() or "ja").startswith("ja")
    return criterion.name_ja if japanese else criterion.name_en or criterion.name_ja


def said_in(review: Review) -> dict[str, Any]:
    """What a review says, by the names of its form: points-7, ground-7, opinion."""
    scores = {one.criterion_id: one for one in review.scores.all()}
    said: dict[str, Any] = {"opinion": review.opinion}
    for one in criteria_of(review):
        score = scores.get(one.pk)
        said[f"points-{one.pk}"] = score.points if score else None
        said[f"ground-{one.pk}"] = score.ground if score else ""
    return said


def submission_of(application: Application) -> Submission | None:
    """What was sent last: this is what is reviewed, whatever the plan says now."""
    return application.submissions.order_by("-version").first()


def total_of(review: Review) -> int:
    return sum(one.points or 0 for one in review.scores.all())


def others_of(review: Review) -> list[Review]:
    """Finished reviews by others; nobody sees them before finishing their own."""
    if review.status != Review.Status.DONE:
        return []
    return list(
        Review.objects.filter(
            application=review.application_id, status=Review.Status.DONE
        )
        .exclude(pk=review.pk)
        .prefetch_related("scores")
        .order_by("pk")
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """One application on the board: its reviews, their mean, and how far they differ.

    ``mean`` and ``spread`` are points out of ``maximum``; None before any is done.
    """

    application: Application
    reviews: tuple[Review, ...]
    mean: Fraction | None
    spread: int | None
    maximum: int

    @property
    def done(self) -> int:
        return sum(one.status == Review.Status.DONE for one in self.reviews)

    @property
    def expected(self) -> int:
        return sum(one.status != Review.Status.CONFLICTED for one in self.reviews)

    @property
    def differs_widely(self) -> bool:
        wide = wide_disagreement() * self.maximum
        return self.spread is not None and self.spread > wide

    @property
    def points(self) -> float | None:
        return None if self.mean is None else float(self.mean)


def in_review(call: Call) -> QuerySet[Application]:
    """Every application of a call that goes or went through review, by number."""
    reviews = Review.objects.select_related("reviewer__user").prefetch_related(
        Prefetch("scores", queryset=Score.objects.order_by("pk"))
    )
    return (
        call.applications.filter(status=Application.Status.ACCEPTED)
        .select_related("plan", "organisation", "call", "award", "round")
        .prefetch_related(Prefetch("reviews", queryset=reviews.order_by("pk")))
        .order_by("number")
    )


def standings(
    call: Call, applications: Iterable[Application] | None = None
) -> list[Standing]:
    """How these applications of one call stand in their reviews; without them, all."""
    maximum = sum(one.max_points for one in call.criteria.all())
    chosen = in_review(call) if applications is None else applications
    return [_standing(one, maximum) for one in chosen]


@cache
def wide_disagreement() -> Fraction:
    """The share of the full points from which a spread is marked."""
    text = Path(__file__).with_name("thresholds.toml").read_text(encoding="utf-8")
    return Fraction(tomllib.loads(text)["wide_disagreement"])


def _standing(application: Application, maximum: int) -> Standing:
    reviews = tuple(application.reviews.all())
    totals = [total_of(one) for one in reviews if one.status == Review.Status.DONE]
    return Standing(
        application=application,
        reviews=reviews,
        mean=Fraction(sum(totals), len(totals)) if totals else None,
        spread=max(totals) - min(totals) if totals else None,
        maximum=maximum,
    )
