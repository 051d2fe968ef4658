"""What the desk asks: the list, saved views, batches, processing times, columns."""

from chiiki_web.desk.queries.batches import (
    MOST_AT_ONCE,
    batches_of,
    chosen,
    lines_of,
)
from chiiki_web.desk.queries.listing import (
    LATE,
    ME,
    NOBODY,
    OPEN,
    ORDERS,
    SOON,
    TICKED,
    Filter,
    find,
    in_order,
    late,
    stamp,
)
from chiiki_web.desk.queries.processing import CallTimes, calls_to_set, times
from chiiki_web.desk.queries.views import default_of, views_of

__all__ = [
    "LATE",
    "ME",
    "MOST_AT_ONCE",
    "NOBODY",
    "OPEN",
    "ORDERS",
    "SOON",
    "TICKED",
    "CallTimes",
    "Filter",
    "batches_of",
    "calls_to_set",
    "chosen",
    "default_of",
    "find",
    "in_order",
    "late",
    "lines_of",
    "stamp",
    "times",
    "views_of",
]
