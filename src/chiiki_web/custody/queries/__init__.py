"""What is stored, whether it can be read, and whether every promise holds."""

from chiiki_web.custody.queries.belonging import Belonging
from chiiki_web.custody.queries.belongings import (
    KEPT_IN,
    belongings_of,
    cases_of,
    pointing_here,
    without_owner,
)
from chiiki_web.custody.queries.promises import Look
from chiiki_web.custody.queries.reading import (
    LOOK_AGAIN,
    SLICE_EVERY,
    Holdings,
    half_time,
    holdings,
    last_check,
    last_pass,
    needs_attention,
    next_slice,
    open_faults,
    open_pass,
    still_to_read,
    to_look_at_again,
)
from chiiki_web.custody.queries.strays import (
    ASIDE,
    TEMPORARY,
    UNKNOWN,
    UNOWNED,
    Stray,
    is_rested,
    promised,
    strays,
)

__all__ = [
    "ASIDE",
    "KEPT_IN",
    "LOOK_AGAIN",
    "SLICE_EVERY",
    "TEMPORARY",
    "UNKNOWN",
    "UNOWNED",
    "Belonging",
    "Holdings",
    "Look",
    "Stray",
    "belongings_of",
    "cases_of",
    "half_time",
    "holdings",
    "is_rested",
    "last_check",
    "last_pass",
    "needs_attention",
    "next_slice",
    "open_faults",
    "open_pass",
    "pointing_here",
    "promised",
    "still_to_read",
    "strays",
    "to_look_at_again",
    "without_owner",
]
