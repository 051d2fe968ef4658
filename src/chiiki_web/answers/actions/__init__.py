"""Everything that can happen to the answers of a recipient."""

from chiiki_web.answers.actions.opening import open_page
from chiiki_web.answers.actions.sending import CannotSubmit, digest_of, submit_answers
from chiiki_web.answers.actions.taking import (
    CannotTake,
    DryRun,
    clashing,
    keep_dry_run,
    take_sheet,
)
from chiiki_web.answers.actions.writing import (
    CannotAnswer,
    OpenPart,
    Saved,
    Writer,
    mark,
    mark_pair,
    save_answers,
    settle,
)

__all__ = [
    "CannotAnswer",
    "CannotSubmit",
    "CannotTake",
    "DryRun",
    "OpenPart",
    "Saved",
    "Writer",
    "clashing",
    "digest_of",
    "keep_dry_run",
    "mark",
    "mark_pair",
    "open_page",
    "save_answers",
    "settle",
    "submit_answers",
    "take_sheet",
]
