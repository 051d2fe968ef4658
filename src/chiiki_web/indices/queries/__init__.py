"""Which indices somebody sees and keeps, and what a published edition says."""

from chiiki_web.indices.queries.keeping import (
    digest_of_run,
    inputs_now,
    is_address,
    keeps,
    kept_by,
    may_keep,
    newest_definition,
    newest_runs,
    next_year,
    published_editions,
    readable_by,
    specification_now,
    surveys_to_take,
)
from chiiki_web.indices.queries.moving import Moved, moves
from chiiki_web.indices.queries.raising import Raised, raised
from chiiki_web.indices.queries.reading import (
    Read,
    Standing,
    decimals_of,
    read_edition,
    read_run,
)

__all__ = [
    "Moved",
    "Raised",
    "Read",
    "Standing",
    "decimals_of",
    "digest_of_run",
    "inputs_now",
    "is_address",
    "keeps",
    "kept_by",
    "may_keep",
    "moves",
    "newest_definition",
    "next_year",
    "newest_runs",
    "published_editions",
    "raised",
    "read_edition",
    "read_run",
    "readable_by",
    "specification_now",
    "surveys_to_take",
]
