"""Everything that can happen to a service."""

from chiiki_web.services.actions.locked import CannotChangeService
from chiiki_web.services.actions.running import (
    CannotRegister,
    change_service,
    end_service,
    register_service,
)
from chiiki_web.services.actions.uses import CannotReportUse, report_use
from chiiki_web.services.actions.warnings import (
    CannotAnswerWarning,
    answer_warning,
    assess_all,
    assess_service,
    close_warning,
)

__all__ = [
    "CannotAnswerWarning",
    "CannotChangeService",
    "CannotRegister",
    "CannotReportUse",
    "answer_warning",
    "assess_all",
    "assess_service",
    "change_service",
    "close_warning",
    "end_service",
    "register_service",
    "report_use",
]
