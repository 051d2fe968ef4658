"""Words for reviews."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDING: dict[str, Promise] = {
    "reviews.already_assigned": _(
        "%(reviewer)s reviews application %(number)s already."
    ),
    "reviews.already_declared": _("The declaration was made already."),
    "reviews.already_selected": _(
        "Application %(number)s has been through the selection already."
    ),
    "reviews.closed": _("This review is closed. Only the office can open it again."),
    "reviews.conflict_without_ground": _(
        "Write what connects you with the applicant or its partners."
    ),
    "reviews.declare_first": _(
        "Declare first whether anything connects you with the applicant."
    ),
    "reviews.due_in_the_past": _("The due date %(on)s is past already."),
    "reviews.due_too_late": _(
        "The due date %(on)s lies more than a year ahead. Please check the year."
    ),
    "reviews.ground_missing": _("Write a reason for “%(criterion)s”."),
    "reviews.not_a_reviewer": _("%(reviewer)s is not a reviewer now."),
    "reviews.not_accepted_yet": _(
        "Application %(number)s has not been accepted for review."
    ),
    "reviews.not_done": _("Only a finished review can be opened again."),
    "reviews.not_yours": _("Only the reviewer can write this review."),
    "reviews.nothing_chosen": _("Choose at least one application and one reviewer."),
    "reviews.of_the_applicant": _(
        "%(reviewer)s belongs to %(organisation)s, which takes part in application"
        " %(number)s."
    ),
    "reviews.office_only": _("Only the office that runs the call can do this."),
    "reviews.opinion_missing": _("Write your opinion of the whole."),
    "reviews.points_missing": _("“%(criterion)s” has no points yet."),
    "reviews.points_out_of_range": _(
        "“%(criterion)s” has at most %(maximum)s points; %(found)s were given."
    ),
    "reviews.reopened_without_ground": _("Write why it should be looked at again."),
}
EVENTS: dict[str, Promise] = {
    "review.assigned": _("A reviewer was assigned"),
    "review.conflict_declared": _("A reviewer stepped aside because of a conflict"),
    "review.draft_kept": _("A draft of a review was kept"),
    "review.finished": _("A review was finished"),
    "review.no_conflict_declared": _(
        "A reviewer declared that there is no conflict of interest"
    ),
    "review.reopened": _("A review was opened again"),
}
DETAILS: dict[str, Promise] = {
    "due_on": _("due"),
    "points": _("points"),
    "reviewer": _("reviewer"),
    "scores": _("scores"),
}
