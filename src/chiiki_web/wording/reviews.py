"""Words for reviews."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "reviews.already_assigned": _(
        "%(reviewer)s reviews application %(number)s already."
    ),
    "reviews.already_done": _(
        "This review is finished. Only the office can reopen it."
    ),
    "reviews.conflict_without_reason": _(
        "Write what connects you with the applicant or its partners."
    ),
    "reviews.declare_first": _(
        "Declare first whether anything connects you with the applicant."
    ),
    "reviews.due_in_the_past": _("The due date %(on)s is past already."),
    "reviews.ground_empty": _("Write a ground for “%(criterion)s”."),
    "reviews.not_accepted": _(
        "Application %(number)s has not been accepted for review."
    ),
    "reviews.not_a_criterion": _("This call does not score that."),
    "reviews.not_a_reviewer": _("%(reviewer)s is not a reviewer now."),
    "reviews.not_done": _("Only a finished review can be reopened."),
    "reviews.not_scored": _("“%(criterion)s” has no points yet."),
    "reviews.not_yours": _("Only the reviewer can write this review."),
    "reviews.offices_only": _("Only the office that runs the call can do this."),
    "reviews.opinion_empty": _("Write your opinion of the whole."),
    "reviews.own_organisation": _(
        "%(reviewer)s belongs to %(organisation)s, which takes part in application"
        " %(number)s."
    ),
    "reviews.reopened_without_ground": _("Write why the review is reopened."),
    "reviews.selection_made": _(
        "Application %(number)s has been through the selection already."
    ),
    "reviews.stepped_aside": _("The reviewer has stepped aside from this review."),
    "reviews.too_many_points": _(
        "“%(criterion)s” has at most %(most)s points; %(found)s were given."
    ),
}
EVENTS: dict[str, Promise] = {
    "review.assigned": _("A reviewer was assigned"),
    "review.cleared": _("A reviewer declared that there is no conflict"),
    "review.conflicted": _("A reviewer stepped aside because of a conflict"),
    "review.finished": _("A review was finished"),
    "review.reopened": _("A review was reopened"),
    "review.saved": _("A draft of a review was saved"),
}
DETAILS: dict[str, Promise] = {
    "due_on": _("due"),
    "points": _("points"),
    "reviewer": _("reviewer"),
    "scores": _("scores"),
}
