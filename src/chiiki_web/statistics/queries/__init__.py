"""The numbers of dispatches and placements, and the rows behind them."""

from chiiki_web.statistics.queries.cases import PARTS, Case, Chosen, cases, years
from chiiki_web.statistics.queries.hiding import LEAST, hide
from chiiki_web.statistics.queries.load import (
    Load,
    Share,
    adviser_names,
    load_of,
    never_asked,
)
from chiiki_web.statistics.queries.numbers import (
    Answers,
    Numbers,
    Waiting,
    answers,
    count_by,
    grounds,
    numbers,
    outcomes,
    waiting,
)
from chiiki_web.statistics.queries.places import Places, places
from chiiki_web.statistics.queries.stays import Stays, stays

__all__ = [
    "LEAST",
    "PARTS",
    "Answers",
    "Case",
    "Chosen",
    "Load",
    "Numbers",
    "Places",
    "Share",
    "Stays",
    "Waiting",
    "adviser_names",
    "answers",
    "cases",
    "count_by",
    "grounds",
    "hide",
    "load_of",
    "never_asked",
    "numbers",
    "outcomes",
    "places",
    "stays",
    "waiting",
    "years",
]
