"""Everything that can happen to an application."""

from chiiki_web.applications.actions.answering import (
    Pick,
    answer_questions,
    choose_answer,
)
from chiiki_web.applications.actions.assigning import assign_application
from chiiki_web.applications.actions.counting import (
    CannotSetTime,
    set_processing_time,
)
from chiiki_web.applications.actions.examining import (
    accept_application,
    check_completeness,
    reject_application,
)
from chiiki_web.applications.actions.held import CannotExamine, hold_as_office
from chiiki_web.applications.actions.preparing import (
    CannotPrepare,
    attach_file,
    remove_attachment,
    set_amount,
    start_application,
)
from chiiki_web.applications.actions.readying import (
    KEPT_FOR,
    forget_prepared,
    prepare_application,
)
from chiiki_web.applications.actions.receipting import make_receipt, make_receipts
from chiiki_web.applications.actions.returning import return_application
from chiiki_web.applications.actions.submitting import (
    CannotSubmit,
    submit_application,
    withdraw_application,
)
from chiiki_web.applications.actions.talking import (
    comment,
    resolve_comment,
    tick_off,
)

__all__ = [
    "KEPT_FOR",
    "CannotExamine",
    "CannotPrepare",
    "CannotSetTime",
    "CannotSubmit",
    "Pick",
    "accept_application",
    "answer_questions",
    "assign_application",
    "attach_file",
    "check_completeness",
    "choose_answer",
    "comment",
    "forget_prepared",
    "hold_as_office",
    "make_receipt",
    "make_receipts",
    "prepare_application",
    "reject_application",
    "remove_attachment",
    "resolve_comment",
    "return_application",
    "set_amount",
    "set_processing_time",
    "start_application",
    "submit_application",
    "tick_off",
    "withdraw_application",
]
