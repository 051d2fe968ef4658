"""Everything that can happen to a workbook that came back."""

from chiiki_web.workbooks.actions.checking import CannotKeep, DryRun, keep_dry_run
from chiiki_web.workbooks.actions.taking import (
    AnswersHaveChanged,
    CannotTake,
    take_upload,
)

__all__ = [
    "AnswersHaveChanged",
    "CannotKeep",
    "CannotTake",
    "DryRun",
    "keep_dry_run",
    "take_upload",
]
