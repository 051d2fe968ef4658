"""Everything that can happen to an award."""

from chiiki_web.awards.actions.deciding import (
    CannotDecide,
    cancel_award,
    decide_award,
    decline_award,
)
from chiiki_web.awards.actions.lettering import make_letter, make_letters
from chiiki_web.awards.actions.selecting import CannotSelect, select_applications

__all__ = [
    "CannotDecide",
    "CannotSelect",
    "cancel_award",
    "decide_award",
    "decline_award",
    "make_letter",
    "make_letters",
    "select_applications",
]
