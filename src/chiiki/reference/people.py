"""How many advisers and managers there were, and where advisers came from."""

from __future__ import annotations

from functools import cache

from chiiki.reference.files import read_toml, source_of, words_of
from chiiki.reference.model import AdviserFigure
from chiiki.words import Words


@cache
def load_adviser_figures() -> tuple[AdviserFigure, ...]:
    """Advisers, dispatches and managers in the years for which a number was found."""
    data = read_toml("advisers.toml")
    return tuple(
        AdviserFigure(
            row["what"],
            Words(*data["what"][row["what"]]),
            row["fiscal_year"],
            row["number"],
            source_of(row, data),
        )
        for row in data["figures"]
    )


@cache
def load_adviser_affiliations() -> tuple[Words, ...]:
    """The kinds of body that advisers come from (slide 13); shares were not found."""
    return tuple(map(words_of, read_toml("advisers.toml")["affiliations"]))
