"""What pages ask: what fits a text, and the index that answers."""

from chiiki_web.finding.queries.rows import may_ask_for_requests
from chiiki_web.finding.queries.searching import (
    PER_PAGE,
    Answer,
    find,
    who_knows,
)
from chiiki_web.finding.queries.shelves import PUBLIC, REQUESTS, Shelf, refresh
from chiiki_web.finding.queries.showing import (
    Segment,
    Shown,
    Why,
    other_words,
)

__all__ = [
    "PER_PAGE",
    "PUBLIC",
    "REQUESTS",
    "Answer",
    "Segment",
    "Shelf",
    "Shown",
    "Why",
    "find",
    "may_ask_for_requests",
    "other_words",
    "refresh",
    "who_knows",
]
