"""Pages about placements of managers."""

from chiiki_web.placements.views.agreeing import (
    ability_add,
    ability_remove,
    agree,
    milestone_add,
    milestone_change,
    milestone_remove,
    terms,
)
from chiiki_web.placements.views.ending import end, extend, finish, outcome
from chiiki_web.placements.views.handing import (
    know_how_add,
    know_how_change,
    know_how_publish,
)
from chiiki_web.placements.views.opened import published, published_list
from chiiki_web.placements.views.reading import detail, listed, notice, statement
from chiiki_web.placements.views.seeing import assess, next_step
from chiiki_web.placements.views.working import (
    change_answer,
    log,
    log_confirm,
    log_return,
    milestone_settle,
)

__all__ = [
    "ability_add",
    "ability_remove",
    "agree",
    "assess",
    "change_answer",
    "detail",
    "end",
    "extend",
    "finish",
    "know_how_add",
    "know_how_change",
    "know_how_publish",
    "listed",
    "log",
    "log_confirm",
    "log_return",
    "milestone_add",
    "milestone_change",
    "milestone_remove",
    "milestone_settle",
    "next_step",
    "notice",
    "outcome",
    "published",
    "published_list",
    "statement",
    "terms",
]
