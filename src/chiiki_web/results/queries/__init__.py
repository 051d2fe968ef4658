"""Which editions there are, and what their figures say in words."""

from chiiki_web.results.queries.editions import (
    earlier_inputs,
    edition_of,
    english_names,
    in_preparation,
    inputs_compared,
    keeps,
    newest_published,
    next_number,
    published,
    published_with_repeats,
    reads,
)
from chiiki_web.results.queries.lines import Line, Wish, lines, wish_of
from chiiki_web.results.queries.read import Read, read

__all__ = [
    "Line",
    "Read",
    "Wish",
    "earlier_inputs",
    "edition_of",
    "english_names",
    "in_preparation",
    "inputs_compared",
    "keeps",
    "lines",
    "newest_published",
    "next_number",
    "published",
    "published_with_repeats",
    "read",
    "reads",
    "wish_of",
]
