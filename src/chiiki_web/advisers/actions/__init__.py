"""Everything that can happen in the register of advisers."""

from chiiki_web.advisers.actions.commissioning import (
    CannotCommission,
    commission_adviser,
    end_commission,
)
from chiiki_web.advisers.actions.register import (
    CannotRegisterAdviser,
    change_adviser,
    change_own_entry,
    register_adviser,
)

__all__ = [
    "CannotCommission",
    "CannotRegisterAdviser",
    "change_adviser",
    "change_own_entry",
    "commission_adviser",
    "end_commission",
    "register_adviser",
]
