"""Is a plan sound, and are its targets sane. Start at :func:`review_plan`."""

from chiiki.readiness.checklist import (
    COST_HEADS,
    ITEMS,
    PLAN_FACTS,
    STAKEHOLDER_KINDS,
    THRESHOLDS,
)
from chiiki.readiness.model import (
    Answer,
    Item,
    ItemResult,
    PlanFacts,
    Readiness,
    State,
    Threshold,
)
from chiiki.readiness.review import review_plan

__all__ = [
    "COST_HEADS",
    "ITEMS",
    "PLAN_FACTS",
    "STAKEHOLDER_KINDS",
    "THRESHOLDS",
    "Answer",
    "Item",
    "ItemResult",
    "PlanFacts",
    "Readiness",
    "State",
    "Threshold",
    "review_plan",
]
