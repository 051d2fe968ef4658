"""What is stored about plans: what they say now, what they said before, what is half typed."""

from chiiki_web.plans.models.copied import CopiedPlan
from chiiki_web.plans.models.plan import (
    LIFELINE_ANSWERS,
    LIFELINES,
    NOT_A_LIFELINE,
    CheckAnswer,
    CostLine,
    Plan,
    Stakeholder,
)
from chiiki_web.plans.models.texts import EarlierText, WorkingCopy

__all__ = [
    "LIFELINES",
    "LIFELINE_ANSWERS",
    "NOT_A_LIFELINE",
    "CheckAnswer",
    "CopiedPlan",
    "CostLine",
    "EarlierText",
    "Plan",
    "Stakeholder",
    "WorkingCopy",
]
