"""Everything that can happen to a plan."""

from chiiki_web.plans.actions.checklist import answer_check
from chiiki_web.plans.actions.choosing import (
    UNREAD,
    Pick,
    choose_text,
    edit_further,
    restore_text,
)
from chiiki_web.plans.actions.copying import close_copy, copy_plan
from chiiki_web.plans.actions.costs import Cost, lines_of, set_costs
from chiiki_web.plans.actions.drafting import (
    Outcome,
    Typed,
    save_check,
    save_costs,
    save_step,
)
from chiiki_web.plans.actions.keeping import (
    beginning,
    beginnings,
    most_kept,
    without_nul,
)
from chiiki_web.plans.actions.locked import (
    CannotChangePlan,
    OpenForm,
    PlanHasChanged,
)
from chiiki_web.plans.actions.people import add_stakeholder, remove_stakeholder
from chiiki_web.plans.actions.writing import CannotStartPlan, change_plan, start_plan

__all__ = [
    "CannotChangePlan",
    "CannotStartPlan",
    "Cost",
    "OpenForm",
    "Outcome",
    "Pick",
    "PlanHasChanged",
    "Typed",
    "UNREAD",
    "add_stakeholder",
    "answer_check",
    "beginning",
    "beginnings",
    "change_plan",
    "most_kept",
    "without_nul",
    "choose_text",
    "close_copy",
    "copy_plan",
    "edit_further",
    "lines_of",
    "remove_stakeholder",
    "restore_text",
    "save_check",
    "save_costs",
    "save_step",
    "set_costs",
    "start_plan",
]
