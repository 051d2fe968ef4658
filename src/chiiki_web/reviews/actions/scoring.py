"""What a reviewer does: declares first, keeps drafts, and finishes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web import stale
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.reviews import queries
from chiiki_web.reviews.models import Review, Score
from chiiki_web.schemes.models import Criterion


class CannotReview(Refusal):
    """The review stays as it was; what was typed is kept by the page."""


@transaction.atomic
def declare_no_conflict(review_id: int, *, by: Membership, at: datetime) -> Review:
    """Declare that nothing stands in the way of a fair view; a second time is no change."""
    review = _own(review_id, by)
    if review.status == Review.Status.OPEN:
        return review
    if review.status != Review.Status.ASSIGNED:
        raise CannotReview(reason("reviews.already_declared"))
    if own := queries.own_organisation(by.user_id, review.application):
        raise CannotReview(
            reason(
                "reviews.of_the_applicant",
                reviewer=by.user.name,
                organisation=str(own),
                number=review.application.number,
            )
        )
    review.status, review.declared_at = Review.Status.OPEN, at
    review.save(update_fields=["status", "declared_at"])
    log.record("review.no_conflict_declared", review, by=by, at=at, case=review.case)
    return review


@transaction.atomic
def declare_conflict(
    review_id: int, *, ground: str, by: Membership, at: datetime
) -> Review:
    """Step aside, with the ground; the office is told and chooses another."""
    review = _own(review_id, by)
    if review.status not in {Review.Status.ASSIGNED, Review.Status.OPEN}:
        raise CannotReview(reason("reviews.already_declared"))
    if not ground.strip():
        raise CannotReview(reason("reviews.conflict_without_ground"))
    review.status, review.declared_at = Review.Status.CONFLICTED, at
    review.conflict_reason = ground
    review.save(update_fields=["status", "declared_at", "conflict_reason"])
    log.record(
        "review.conflict_declared",
        review,
        by=by,
        at=at,
        case=review.case,
        ground=ground,
    )
    application = review.application
    tell(
        accounts.holders("office", application.call.office),
        "review.conflict_declared",
        subject=_("A reviewer steps aside: %(number)s"),
        body=_("%(name)s has a conflict of interest. Please choose another reviewer."),
        values={"number": application.number, "name": by.user.name},
        path=f"/reviews/board/?call={application.call_id}",
        key=f"review.conflict_declared:{review.pk}",
        at=at,
    )
    return review


@transaction.atomic
def save_scores(
    review_id: int,
    *,
    points: Mapping[int, int | None],
    grounds: Mapping[int, str],
    opinion: str,
    seen: str | None = None,
    by: Membership,
    at: datetime,
) -> Review:
    """Keep a draft: criterion id → points (or None) and ground; the rest is left alone.

    ``seen`` is the stamp of what the writer saw: see ``stale``.
    """
    review = _open(review_id, by)
    criteria = {one.pk: one for one in queries.criteria_of(review)}
    too_many = [
        reason(
            "reviews.points_out_of_range",
            criterion=queries.name_of(criteria[pk]),
            found=value,
            maximum=criteria[pk].max_points,
        )
        for pk, value in points.items()
        if pk in criteria
        and value is not None
        and not 0 <= value <= criteria[pk].max_points
    ]
    if too_many:
        raise CannotReview(*too_many)
    stored = queries.said_in(review)
    said = stored | stale.changes(
        seen, _typed(criteria, points, grounds) | {"opinion": opinion}, stored
    )
    for pk in [one for one in criteria if one in points or one in grounds]:
        Score.objects.update_or_create(
            review=review,
            criterion_id=pk,
            defaults={"points": said[f"points-{pk}"], "ground": said[f"ground-{pk}"]},
        )
    review.opinion = said["opinion"]
    review.save(update_fields=["opinion"])
    log.record("review.draft_kept", review, by=by, at=at, case=review.case)
    return review


@transaction.atomic
def finish_review(review_id: int, *, by: Membership, at: datetime) -> Review:
    """Close a review: every criterion has points and a ground, and there is an opinion."""
    review = _open(review_id, by)
    missing = list(_missing(review))
    if missing:
        raise CannotReview(*missing)
    review.status, review.done_at = Review.Status.DONE, at
    review.save(update_fields=["status", "done_at"])
    log.record(
        "review.finished",
        review,
        by=by,
        at=at,
        case=review.case,
        points=queries.total_of(review),
        scores={one.criterion.code: one.points for one in review.scores.all()},
    )
    return review


def _typed(
    criteria: Mapping[int, Criterion],
    points: Mapping[int, int | None],
    grounds: Mapping[int, str],
) -> dict[str, Any]:
    """Points and grounds by the names of the form."""
    return {
        f"{name}-{pk}": value
        for name, values in (("points", points), ("ground", grounds))
        for pk, value in values.items()
        if pk in criteria
    }


def _missing(review: Review) -> Iterator[Reason]:
    scored = {one.criterion_id: one for one in review.scores.all()}
    for criterion in queries.criteria_of(review):
        score, name = scored.get(criterion.pk), queries.name_of(criterion)
        if score is None or score.points is None:
            yield reason("reviews.points_missing", criterion=name)
        if score is None or not score.ground.strip():
            yield reason("reviews.ground_missing", criterion=name)
    if not review.opinion.strip():
        yield reason("reviews.opinion_missing")


def _own(review_id: int, by: Membership) -> Review:
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("application__call__office", "application__plan")
        .get(pk=review_id)
    )
    if review.reviewer_id != by.pk:
        raise CannotReview(reason("reviews.not_yours"))
    return review


def _open(review_id: int, by: Membership) -> Review:
    review = _own(review_id, by)
    if review.status == Review.Status.ASSIGNED:
        raise CannotReview(reason("reviews.declare_first"))
    if review.status != Review.Status.OPEN:
        raise CannotReview(reason("reviews.closed"))
    return review
