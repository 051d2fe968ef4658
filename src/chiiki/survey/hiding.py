"""Hide what would give away a small cell: lines beside it, in tables with their totals.

A line of few rows is hidden. Where its neighbours and the whole are shown, it follows by
subtraction; so more are hidden, those of fewest rows first, until what is left to reckon
with is a group of at least two lines and of ``smallest`` rows. Of such a group one may
know as much as of any line that is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import StrEnum

import numpy as np
from scipy.optimize import linprog

from chiiki.errors import EngineError
from chiiki.survey.model import Floats, Marks

NOTHING = 1e-6  # of the population of a cell: below this a bound leaves no room


class Hidden(StrEnum):
    """Why a line has no figures: ``BESIDE`` gives away another that rests on too FEW."""

    NO = ""
    FEW = "few"
    BESIDE = "beside"


def hide_lines(
    rows: Sequence[int], smallest: int, also: Collection[int] = ()
) -> tuple[Hidden, ...]:
    """What to hide of lines (by their rows) that add up to a whole that is shown.

    Lines of no rows hide nobody; ``also`` are places that are hidden in another table.
    Raises EngineError survey.smallest_cell_below_one.

    >>> [str(one) for one in hide_lines([3, 40, 9, 12], smallest=5)]
    ['few', '', 'beside', '']
    """
    _refuse(smallest)
    found = [
        Hidden.FEW if n < smallest else Hidden.BESIDE if place in also else Hidden.NO
        for place, n in enumerate(rows)
    ]
    open_lines = sorted(
        (place for place, one in enumerate(found) if one is Hidden.NO),
        key=lambda place: (rows[place], place),
    )
    while open_lines and not _covered(rows, found, smallest):
        found[open_lines.pop(0)] = Hidden.BESIDE
    return tuple(found)


def hide_cells(
    rows: Sequence[Sequence[int]],
    sums: Sequence[Sequence[float]],
    populations: Sequence[Sequence[float]],
    smallest: int,
) -> tuple[tuple[Hidden, ...], ...]:
    """What to hide of cells by row and column, of which every total is shown.

    ``sums`` lie between 0 and ``populations``. Each row and each column is treated as lines
    are; then every hidden cell is tried: what its totals leave it must be a range. Only a
    row or column that all or none of its hidden cells did says so of each.
    """
    _refuse(smallest)
    counts = np.asarray(rows, dtype=np.int64)
    found = np.where(counts < smallest, Hidden.FEW, Hidden.NO).astype(object)
    known = np.asarray(sums, dtype=np.float64), np.asarray(populations, dtype=float)
    while True:
        if _hide_along(counts, found, smallest) or _hide_along(
            counts.T, found.T, smallest
        ):
            continue
        given_away = _given_away(found != Hidden.NO, *known)
        if not _hide_for(given_away, counts, found):
            return tuple(tuple(line) for line in found)


def _refuse(smallest: int) -> None:
    if smallest < 1:
        raise EngineError("survey.smallest_cell_below_one", found=smallest)


def _covered(rows: Sequence[int], found: Sequence[Hidden], smallest: int) -> bool:
    """Whether nobody is hidden, or a group that is large enough."""
    hidden = [
        n for n, one in zip(rows, found, strict=True) if one is not Hidden.NO and n
    ]
    return not hidden or (len(hidden) > 1 and sum(hidden) >= smallest)


def _hide_along(counts: np.ndarray, found: np.ndarray, smallest: int) -> bool:
    """Hide one cell in the first row that needs it; False where none does."""
    for line, marks in zip(counts, found, strict=True):
        if _covered(line, marks, smallest):
            continue
        shown = [at for at in range(len(line)) if marks[at] == Hidden.NO and line[at]]
        if shown:
            marks[min(shown, key=lambda at: (line[at], at))] = Hidden.BESIDE
            return True
    return False


def _given_away(
    hidden: Marks, sums: Floats, populations: Floats
) -> list[tuple[int, int]]:
    """Hidden cells whose totals leave them one value, though their group may be anything."""
    places = [(int(r), int(c)) for r, c in np.argwhere(hidden & (populations > 0))]
    if not places:
        return []
    told, free = [], []
    for axis in (0, 1):
        for line in sorted({place[axis] for place in places}):
            members = [place for place in places if place[axis] == line]
            total = sum(sums[place] for place in members)
            room = sum(populations[place] for place in members)
            if NOTHING * room < total < (1 - NOTHING) * room:
                told.append(([float(place in members) for place in places], total))
                continue
            free += members
            told.append(([float(place in members) for place in places], total))
    matrix = np.array([line for line, _total in told])
    totals = np.array([total for _line, total in told])
    bounds = [(0.0, float(populations[place])) for place in places]
    found = []
    for number, place in enumerate(places):
        if place in free:
            continue
        ends = [
            linprog(
                sign * np.eye(len(places))[number],
                A_eq=matrix,
                b_eq=totals,
                bounds=bounds,
            ).fun
            for sign in (1.0, -1.0)
        ]
        if None not in ends and -ends[1] - ends[0] < NOTHING * populations[place]:
            found.append(place)
    return found


def _hide_for(
    given_away: Sequence[tuple[int, int]],
    counts: np.ndarray,
    found: np.ndarray,
) -> bool:
    """Hide the smallest cell beside one that is given away, or else the smallest of all."""
    if not given_away:
        return False
    shown = [tuple(one) for one in np.argwhere((found == Hidden.NO) & (counts > 0))]
    lines = {row for row, _column in given_away}
    columns = {column for _row, column in given_away}
    near = [one for one in shown if one[0] in lines or one[1] in columns] or shown
    if not near:
        return False
    found[min(near, key=lambda one: (counts[one], one))] = Hidden.BESIDE
    return True
