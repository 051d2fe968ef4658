"""Every read of the register that is worth a name."""

from chiiki_web.advisers.queries.calendars import months_free
from chiiki_web.advisers.queries.commissions import commissioned, rate_classes
from chiiki_web.advisers.queries.register import (
    active,
    entries,
    entry_of,
    knowing,
    matching,
    said_of,
    without_entry,
)

__all__ = [
    "active",
    "commissioned",
    "entries",
    "entry_of",
    "knowing",
    "matching",
    "months_free",
    "rate_classes",
    "said_of",
    "without_entry",
]
