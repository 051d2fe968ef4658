"""What is stored of a manager's months in a region."""

from chiiki_web.placements.models.abilities import Ability, Assessment
from chiiki_web.placements.models.lessons import KnowHow
from chiiki_web.placements.models.placement import Extension, Placement
from chiiki_web.placements.models.sides import Side
from chiiki_web.placements.models.work import Milestone, MilestoneChange, MonthlyLog

__all__ = [
    "Ability",
    "Assessment",
    "Extension",
    "KnowHow",
    "Milestone",
    "MilestoneChange",
    "MonthlyLog",
    "Placement",
    "Side",
]
