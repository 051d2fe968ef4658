"""Everything that can happen to yearly status reports."""

from chiiki_web.followups.actions.opening import due_days, open_reports
from chiiki_web.followups.actions.reminding import remind
from chiiki_web.followups.actions.reporting import CannotReportStatus, submit_report

__all__ = [
    "CannotReportStatus",
    "due_days",
    "open_reports",
    "remind",
    "submit_report",
]
