"""Everything that can happen on the board of a round."""

from chiiki_web.placing.actions.boards import CannotMatch
from chiiki_web.placing.actions.running import (
    ask_for_matching,
    repeat_matching,
    run_waiting,
)
from chiiki_web.placing.actions.taking import take_over
from chiiki_web.placing.actions.weighing import ask_weighing, weigh_waiting
from chiiki_web.placing.actions.wishing import make_wish, take_back, undo_last

__all__ = [
    "CannotMatch",
    "ask_for_matching",
    "ask_weighing",
    "make_wish",
    "repeat_matching",
    "run_waiting",
    "take_back",
    "take_over",
    "undo_last",
    "weigh_waiting",
]
