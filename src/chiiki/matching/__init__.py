"""The right person to the region that asks: :func:`solve` a round, or rank for one request."""

from chiiki.matching.check import check_proposal
from chiiki.matching.eligibility import Exclusion, exclusions
from chiiki.matching.model import (
    Adviser,
    Binding,
    Contradiction,
    FloorServed,
    Instance,
    Levels,
    Mode,
    Prices,
    Proposal,
    Request,
    Stage,
    Unserved,
    Wishes,
)
from chiiki.matching.rank import rank_candidates
from chiiki.matching.ranking import (
    Candidate,
    DispatchRequest,
    Excluded,
    Ranking,
    RegisterLine,
)
from chiiki.matching.rules import Rules, published_rules, read_rules
from chiiki.matching.scores import worth
from chiiki.matching.solve import solve

__all__ = [
    "Adviser",
    "Binding",
    "Candidate",
    "Contradiction",
    "DispatchRequest",
    "Excluded",
    "Exclusion",
    "FloorServed",
    "Instance",
    "Levels",
    "Mode",
    "Prices",
    "Proposal",
    "Ranking",
    "RegisterLine",
    "Request",
    "Rules",
    "Stage",
    "Unserved",
    "Wishes",
    "check_proposal",
    "exclusions",
    "published_rules",
    "rank_candidates",
    "read_rules",
    "solve",
    "worth",
]
