"""What can be asked of a survey: means, totals, ratios, proportions, tables of choices.

Every line is a sum over a sum, or a sum alone; :class:`Term` says what is summed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.model import Floats, Marks
from chiiki.survey.table import Table

Base = Literal["answered", "asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """What a row adds to a sum; 0 where ``given`` is not met.

    Without ``column`` a row adds 1, with ``category`` it adds 1 where the column holds it,
    with ``empty`` 1 where nothing stands, else the number that stands there. ``given`` are
    columns of which ``every`` one, or else any, is answered; ``asked`` must not be 0.
    """

    column: str | None = None
    category: str | None = None
    empty: bool = False
    given: tuple[str, ...] = ()
    every: bool = True
    asked: str | None = None

    @property
    def is_one(self) -> bool:
        """Whether every row adds 1."""
        return not (self.column or self.given or self.asked)

    @property
    def is_share(self) -> bool:
        """Whether a row adds 0 or 1 and nothing else."""
        return self.column is None or self.category is not None or self.empty

    def values(self, table: Table) -> Floats | None:
        """What each row adds (rows,); None where all add 1."""
        there = self._there(table)
        if self.column is None:
            return None if there is None else there.astype(np.float64)
        found = self._raw(table, self.column)
        if there is not None:
            found = np.where(there, found, 0.0)
        if np.isinf(found).any():
            raise EngineError("survey.not_numbers", column=self.column)
        return found

    def _raw(self, table: Table, column: str) -> Floats:
        if self.empty:
            return np.asarray(~table.answered(column), dtype=np.float64)
        if self.category is None:
            numbers = table.numbers(column)
            return np.where(np.isnan(numbers), 0.0, numbers)
        coded = table.coded(column)
        if self.category not in coded.labels:
            raise EngineError(
                "survey.no_category", column=column, category=self.category
            )
        ticked = coded.codes == coded.labels.index(self.category)
        return np.asarray(ticked, dtype=np.float64)

    def _there(self, table: Table) -> Marks | None:
        found: Marks | None = None
        if self.given:
            marks = np.array([table.answered(name) for name in self.given])
            found = np.asarray(marks.all(axis=0) if self.every else marks.any(axis=0))
        if self.asked is not None:
            asked = np.asarray(np.nan_to_num(table.numbers(self.asked)) != 0)
            found = asked if found is None else found & asked
        return None if found is None or found.all() else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``top`` over ``bottom``, or ``top`` alone; ``base`` are the rows that count."""

    label: str
    top: Term
    bottom: Term | None
    base: Term

    @property
    def is_simple(self) -> bool:
        """Whether top is 0 outside the base and bottom is the base: a mean, no ratio."""
        return self.bottom == self.base


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistic:
    """Lines that are estimated together; ``averaged`` gives their plain mean instead."""

    name: str
    lines: tuple[Line, ...]
    proportion: bool = False
    averaged: bool = False
    complete: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose meaning the answer depends on."""
        terms = [
            term
            for line in self.lines
            for term in (line.top, line.bottom or line.base, line.base)
        ]
        named = [name for term in terms for name in (term.column, *term.given)]
        return tuple(dict.fromkeys(name for name in named if name))


def mean(column: str) -> Statistic:
    """Mean of a column over those who answered; that of 0 and 1 is a proportion.

    >>> mean("projects").lines[0].base.given
    ('projects',)
    """
    return Statistic(name=f"mean of {column}", lines=(_mean(column),))


def proportion(column: str, *, base: Base = "answered") -> Statistic:
    """Share of those whose column is 1, of those who answered or of all who were asked."""
    return selected([column], base=base)


def total(column: str | None = None) -> Statistic:
    """Sum of a column over the population; without a column, the number of rows.

    A total over rows some of which are empty would be too small: it is refused.
    """
    base = Term()
    line = Line(label=column or "rows", top=Term(column=column), bottom=None, base=base)
    return Statistic(
        name=f"total of {column or 'rows'}",
        lines=(line,),
        complete=(column,) if column else (),
    )


def ratio(top: str, bottom: str) -> Statistic:
    """Sum of one column over the sum of another, where both are answered."""
    given = (top, bottom)
    line = Line(
        label=f"{top} / {bottom}",
        top=Term(column=top, given=given),
        bottom=Term(column=bottom, given=given),
        base=Term(given=given),
    )
    return Statistic(name=line.label, lines=(line,))


def categories(
    column: str, values: Sequence[str], *, missing: Literal["left", "category"] = "left"
) -> Statistic:
    """Share of each value of a column.

    Rows without an answer are left out of the base, or are a category of their own
    (``no_answer``), which is what is known without any assumption about them.
    """
    left = missing == "left"
    base = Term(given=(column,)) if left else Term()
    tops = [(str(one), Term(column=column, category=str(one))) for one in values]
    if not left:
        tops.append(("no_answer", Term(column=column, empty=True)))
    return Statistic(
        name=f"shares of {column}",
        lines=tuple(_share(label, top, base) for label, top in tops),
        proportion=True,
    )


def selected(
    columns: Sequence[str], *, base: Base = "answered", asked: str | None = None
) -> Statistic:
    """Share that ticked each option of a question with several answers.

    Who ticked or left open any option has answered; an empty cell beside one counts as not
    ticked. ``asked`` is a column of 0 and 1 where only some were asked.
    """
    given = tuple(columns) if base == "answered" else ()
    bottom = Term(given=given, every=False, asked=asked)
    tops = [
        Term(column=name, given=given, every=False, asked=asked) for name in columns
    ]
    return Statistic(
        name=f"ticked, of those who {'answered' if given else 'were asked'}",
        lines=tuple(
            _share(name, top, bottom) for name, top in zip(columns, tops, strict=True)
        ),
        proportion=True,
    )


def plain_mean(columns: Sequence[str]) -> Statistic:
    """The plain mean of the means of several columns, as of the rates of all fields."""
    return Statistic(
        name="plain mean",
        lines=tuple(_mean(column) for column in columns),
        averaged=True,
    )


def _mean(column: str) -> Line:
    return _share(column, Term(column=column, given=(column,)), Term(given=(column,)))


def _share(label: str, top: Term, base: Term) -> Line:
    return Line(label=label, top=top, bottom=base, base=base)
