"""Everything that can happen to a service."""

from chiiki_web.services.actions.services import (
    CannotChangeService,
    CannotRegister,
    CannotReportUse,
    change_service,
    end_service,
    register_service,
    report_use,
)
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
