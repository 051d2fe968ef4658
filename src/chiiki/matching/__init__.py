"""The right person to the region that asks. Start at :func:`rank_candidates`."""

from chiiki.matching.model import (
    Adviser,
    Candidate,
    DispatchRequest,
    Excluded,
    Ranking,
)
from chiiki.matching.rank import rank_candidates

__all__ = [
    "Adviser",
    "Candidate",
    "DispatchRequest",
    "Excluded",
    "Ranking",
    "rank_candidates",
]
