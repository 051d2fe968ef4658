"""Is a service used as promised? Early warning. Start at :func:`assess_use`."""

from chiiki.usage.assess import assess_use
from chiiki.usage.model import (
    MonthlyUse,
    SeriesPoint,
    ServiceLife,
    State,
    Thresholds,
    UseState,
    UseTarget,
    YearShare,
)
from chiiki.usage.survive import surviving
from chiiki.usage.thresholds import published_thresholds

__all__ = [
    "MonthlyUse",
    "SeriesPoint",
    "ServiceLife",
    "State",
    "Thresholds",
    "UseState",
    "UseTarget",
    "YearShare",
    "assess_use",
    "published_thresholds",
    "surviving",
]
