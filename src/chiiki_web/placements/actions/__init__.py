"""Everything that can happen to a placement."""

from chiiki_web.placements.actions.agreeing import (
    add_ability,
    add_milestone,
    agree,
    change_milestone,
    change_terms,
    remove_ability,
    remove_milestone,
)
from chiiki_web.placements.actions.assessing import assess, name_next_step
from chiiki_web.placements.actions.ending import (
    end_early,
    extend_placement,
    finish_placement,
    publish_outcome,
)
from chiiki_web.placements.actions.handing import (
    change_know_how,
    publish_know_how,
    write_know_how,
)
from chiiki_web.placements.actions.holding import CannotPlaceManager
from chiiki_web.placements.actions.lettering import (
    make_letters,
    make_notice,
    make_statement,
)
from chiiki_web.placements.actions.milestones import (
    answer_change,
    propose_change,
    settle_milestone,
)
from chiiki_web.placements.actions.opening import open_placements
from chiiki_web.placements.actions.reminding import remind
from chiiki_web.placements.actions.writing import confirm_log, return_log, write_log

__all__ = [
    "CannotPlaceManager",
    "add_ability",
    "add_milestone",
    "agree",
    "answer_change",
    "assess",
    "change_know_how",
    "change_milestone",
    "change_terms",
    "confirm_log",
    "end_early",
    "extend_placement",
    "finish_placement",
    "make_letters",
    "make_notice",
    "make_statement",
    "name_next_step",
    "open_placements",
    "propose_change",
    "publish_know_how",
    "publish_outcome",
    "remind",
    "remove_ability",
    "remove_milestone",
    "return_log",
    "settle_milestone",
    "write_know_how",
    "write_log",
]
