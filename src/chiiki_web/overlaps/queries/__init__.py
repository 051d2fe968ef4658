"""Reads of overlaps: of one application, and of a call."""

from chiiki_web.overlaps.queries.finding import (
    ENDED,
    Found,
    Pair,
    overlaps_of,
    pair,
    pairs_of,
    ruled_among,
    seen,
    sharing,
    with_sent,
)
from chiiki_web.overlaps.queries.listing import (
    Standing,
    findings_of,
    pairs_in,
    standing_of,
    told,
)

__all__ = [
    "ENDED",
    "Found",
    "Pair",
    "Standing",
    "findings_of",
    "overlaps_of",
    "pair",
    "pairs_in",
    "pairs_of",
    "ruled_among",
    "seen",
    "sharing",
    "standing_of",
    "told",
    "with_sent",
]
