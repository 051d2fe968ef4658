"""Everything that can happen between the award decision and the last yen."""

from chiiki_web.settlements.actions.fixing import (
    CannotSettle,
    fix_amount,
    record_payment,
    return_report,
)
from chiiki_web.settlements.actions.lettering import make_letter, make_letters
from chiiki_web.settlements.actions.reporting import (
    CannotReport,
    save_report,
    submit_report,
)
from chiiki_web.settlements.actions.spending import (
    CannotSpend,
    add_spending_line,
    strike_line,
)

__all__ = [
    "CannotReport",
    "CannotSettle",
    "CannotSpend",
    "add_spending_line",
    "fix_amount",
    "make_letter",
    "make_letters",
    "record_payment",
    "return_report",
    "save_report",
    "strike_line",
    "submit_report",
]
