"""Everything that can happen to a review."""

from chiiki_web.reviews.actions.assigning import (
    Assigned,
    CannotAssign,
    assign_reviewer,
    assign_reviewers,
    reopen_review,
)
from chiiki_web.reviews.actions.scoring import (
    CannotReview,
    declare_conflict,
    declare_no_conflict,
    finish_review,
    save_scores,
)

__all__ = [
    "Assigned",
    "CannotAssign",
    "CannotReview",
    "assign_reviewer",
    "assign_reviewers",
    "declare_conflict",
    "declare_no_conflict",
    "finish_review",
    "reopen_review",
    "save_scores",
]
