"""What the office does: give applications to reviewers, and ask one to look again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import Reason, reason
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.models import Application
from chiiki_web.applications.queries import is_decided
from chiiki_web.audit import log
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal
from chiiki_web.reviews import queries
from chiiki_web.reviews.models import Review
from chiiki_web.ui import formats

# Whoever applied waits for the result: a year is more than any call leaves.
LONGEST_REVIEW = timedelta(days=366)


class CannotAssign(Refusal):
    """No reviewer was assigned; a review that was finished stays finished."""


@dataclass(slots=True)
class Assigned:
    """What became of several assignments: those made, and why others were not."""

    made: list[Review] = field(default_factory=list)
    refused: list[Reason] = field(default_factory=list)


@transaction.atomic
def assign_reviewers(
    application_ids: Collection[int],
    membership_ids: Collection[int],
    *,
    due_on: date,
    by: Membership,
    at: datetime,
) -> Assigned:
    """Give each of these applications to each of these reviewers, wherever it can be."""
    if not (application_ids and membership_ids):
        raise CannotAssign(reason("reviews.nothing_chosen"))
    found = Assigned()
    for application_id in application_ids:
        for membership_id in membership_ids:
            try:
                found.made.append(
                    assign_reviewer(
                        application_id, membership_id, due_on=due_on, by=by, at=at
                    )
                )
            except CannotAssign as refusal:
                found.refused += refusal.reasons
    return found


@transaction.atomic
def assign_reviewer(
    application_id: int,
    membership_id: int,
    *,
    due_on: date,
    by: Membership,
    at: datetime,
) -> Review:
    """Give an accepted application to a reviewer who takes no part in it."""
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("call", "plan", "organisation")
        .get(pk=application_id)
    )
    reviewer = Membership.objects.select_related("user").get(pk=membership_id)
    if by.role != "office" or by.organisation_id != application.call.office_id:
        raise CannotAssign(reason("reviews.office_only"))
    if problem := _problem(application, reviewer, due_on, at):
        raise CannotAssign(problem)
    review = Review.objects.create(
        application=application, reviewer=reviewer, due_on=due_on
    )
    log.record(
        "review.assigned",
        review,
        by=by,
        at=at,
        case=application.case,
        reviewer=reviewer.user.name,
        due_on=due_on,
    )
    tell(
        [reviewer],
        "review.assigned",
        subject=_("A review waits for you: %(number)s"),
        body=_(
            "“%(title)s” (%(organisation)s). Please declare whether you have a conflict of"
            " interest, then score by %(due)s."
        ),
        values={
            "number": application.number,
            "title": application.plan.title,
            "organisation": application.organisation,
            "due": lazy(formats.day, str)(due_on),
        },
        path=f"/reviews/{review.pk}/",
        key=f"review.assigned:{review.pk}",
        at=at,
    )
    return review


@transaction.atomic
def reopen_review(
    review_id: int, *, ground: str, by: Membership, at: datetime
) -> Review:
    """Ask a reviewer to look again; possible until the selection is made."""
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related(
            "application__call",
            "application__plan",
            "application__organisation",
            "reviewer__user",
        )
        .get(pk=review_id)
    )
    application = review.application
    if by.role != "office" or by.organisation_id != application.call.office_id:
        raise CannotAssign(reason("reviews.office_only"))
    if review.status != Review.Status.DONE:
        raise CannotAssign(reason("reviews.not_done"))
    if is_decided(application):
        raise CannotAssign(
            reason("reviews.already_selected", number=application.number)
        )
    if not ground.strip():
        raise CannotAssign(reason("reviews.reopened_without_ground"))
    review.status, review.done_at = Review.Status.OPEN, None
    review.save(update_fields=["status", "done_at"])
    log.record(
        "review.reopened", review, by=by, at=at, case=application.case, ground=ground
    )
    tell(
        [review.reviewer],
        "review.reopened",
        subject=_("Please look again at your review: %(number)s"),
        body=_(
            "“%(title)s” (%(organisation)s), due on %(due)s. The office writes: %(ground)s"
        ),
        values={
            "number": application.number,
            "title": application.plan.title,
            "organisation": application.organisation,
            "due": lazy(formats.day, str)(review.due_on),
            "ground": ground,
        },
        path=f"/reviews/{review.pk}/",
        key=f"review.reopened:{review.pk}:{at.isoformat()}",
        at=at,
    )
    return review


def _problem(
    application: Application, reviewer: Membership, due_on: date, at: datetime
) -> Reason | None:
    number, name = application.number, reviewer.user.name
    if application.status != Application.Status.ACCEPTED:
        return reason("reviews.not_accepted_yet", number=number or application.pk)
    if is_decided(application):
        return reason("reviews.already_selected", number=number)
    if not queries.is_reviewer(reviewer, timezone.localdate(at)):
        return reason("reviews.not_a_reviewer", reviewer=name)
    if due_on < timezone.localdate(at):
        return reason("reviews.due_in_the_past", on=due_on)
    if due_on > timezone.localdate(at) + LONGEST_REVIEW:
        return reason("reviews.due_too_late", on=due_on)
    if own := queries.own_organisation(reviewer.user_id, application):
        return reason(
            "reviews.of_the_applicant",
            reviewer=name,
            organisation=str(own),
            number=number,
        )
    if application.reviews.filter(reviewer=reviewer).exists():
        return reason("reviews.already_assigned", reviewer=name, number=number)
    return None
