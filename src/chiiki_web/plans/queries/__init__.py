"""What can be read about plans: whose, how far, what they say, what they still lack."""

from chiiki_web.plans.queries.content import (
    SAID,
    HeadSum,
    costs_by_head,
    snapshot,
    unsaid,
)
from chiiki_web.plans.queries.rows import (
    Happened,
    history,
    may_change,
    partner_choices,
    stages,
    visible_to,
    with_parts,
)
from chiiki_web.plans.queries.verdicts import Checked, check, checks, readiness_of

__all__ = [
    "SAID",
    "Checked",
    "Happened",
    "HeadSum",
    "check",
    "checks",
    "costs_by_head",
    "history",
    "may_change",
    "partner_choices",
    "readiness_of",
    "snapshot",
    "stages",
    "unsaid",
    "visible_to",
    "with_parts",
]
