"""Everything that can happen to a plan."""

from chiiki_web.plans.actions.checklist import answer_check
from chiiki_web.plans.actions.costs import Cost, set_costs
from chiiki_web.plans.actions.locked import CannotChangePlan, PlanHasChanged
from chiiki_web.plans.actions.people import (
    add_partner,
    add_stakeholder,
    remove_partner,
    remove_stakeholder,
)
from chiiki_web.plans.actions.writing import CannotStartPlan, change_plan, start_plan

__all__ = [
    "CannotChangePlan",
    "CannotStartPlan",
    "Cost",
    "PlanHasChanged",
    "add_partner",
    "add_stakeholder",
    "answer_check",
    "change_plan",
    "remove_partner",
    "remove_stakeholder",
    "set_costs",
    "start_plan",
]
