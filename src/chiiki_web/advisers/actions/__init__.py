"""Everything that can happen in the register of advisers."""

from chiiki_web.advisers.actions.calendars import (
    CannotMark,
    as_marked,
    mark_month,
    mark_span,
)
from chiiki_web.advisers.actions.commissioning import (
    CannotCommission,
    commission_adviser,
    end_commission,
)
from chiiki_web.advisers.actions.deciding import (
    CannotDecide,
    accept_statement,
    decline_statement,
    return_statement,
)
from chiiki_web.advisers.actions.inviting import (
    CannotInvite,
    invite_adviser,
    join_by_link,
)
from chiiki_web.advisers.actions.lettering import make_letter, make_letters
from chiiki_web.advisers.actions.register import (
    CannotRegisterAdviser,
    change_adviser,
    register_adviser,
)
from chiiki_web.advisers.actions.stating import (
    CannotState,
    drop_statement,
    keep_typed,
    put_photo,
    recall_statement,
    see_entry_anew,
    send_statement,
    start_statement,
)

__all__ = [
    "CannotCommission",
    "CannotDecide",
    "CannotInvite",
    "CannotMark",
    "CannotRegisterAdviser",
    "CannotState",
    "accept_statement",
    "as_marked",
    "change_adviser",
    "commission_adviser",
    "decline_statement",
    "drop_statement",
    "end_commission",
    "invite_adviser",
    "join_by_link",
    "keep_typed",
    "make_letter",
    "make_letters",
    "mark_month",
    "mark_span",
    "put_photo",
    "recall_statement",
    "register_adviser",
    "return_statement",
    "see_entry_anew",
    "send_statement",
    "start_statement",
]
