"""Is the same thing asked for twice? Start at :func:`find_overlaps`."""

from chiiki.overlaps.alike import alike
from chiiki.overlaps.find import find_all_overlaps, find_overlaps
from chiiki.overlaps.model import (
    Case,
    Certainty,
    Cost,
    Overlap,
    OverlapKind,
    Thresholds,
)
from chiiki.overlaps.thresholds import published_thresholds

__all__ = [
    "Case",
    "Certainty",
    "Cost",
    "Overlap",
    "OverlapKind",
    "Thresholds",
    "alike",
    "find_all_overlaps",
    "find_overlaps",
    "published_thresholds",
]
