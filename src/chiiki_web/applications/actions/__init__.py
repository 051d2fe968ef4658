"""Everything that can happen to an application."""

from chiiki_web.applications.actions.answering import (
    Pick,
    answer_questions,
    choose_answer,
)
from chiiki_web.applications.actions.examining import (
    CannotExamine,
    accept_application,
    check_completeness,
    comment,
    reject_application,
    return_application,
)
from chiiki_web.applications.actions.preparing import (
    CannotPrepare,
    attach_file,
    remove_attachment,
    set_amount,
    start_application,
)
from chiiki_web.applications.actions.receipting import make_receipt, make_receipts
from chiiki_web.applications.actions.submitting import (
    CannotSubmit,
    submit_application,
    withdraw_application,
)

__all__ = [
    "CannotExamine",
    "CannotPrepare",
    "CannotSubmit",
    "Pick",
    "accept_application",
    "answer_questions",
    "attach_file",
    "check_completeness",
    "choose_answer",
    "comment",
    "make_receipt",
    "make_receipts",
    "reject_application",
    "remove_attachment",
    "return_application",
    "set_amount",
    "start_application",
    "submit_application",
    "withdraw_application",
]
