"""What a statistic needs of rows in a database, as one Ibis expression: groups and their sums.

Ibis writes it as the SQL of DuckDB, Spark, ClickHouse, Trino or whatever holds the table.
Nothing here imports Ibis: whoever hands in one of its tables has it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import and_, mul, or_
from typing import Any, TypeVar

from chiiki.errors import EngineError
from chiiki.survey.collapsed import ONE, Moment, counts_of, moments_of
from chiiki.survey.drawing import Drawn
from chiiki.survey.statistics import Statistic, Term

One = TypeVar("One")


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Grouped:
    """An Ibis expression of groups, and what each of its columns is."""

    rows: Any
    keys: dict[str, str]
    moments: dict[str, Moment]
    counts: dict[str, Term]


def grouped(
    table: Any, drawn: Drawn, columns: Iterable[str], statistic: Statistic | None
) -> Grouped:
    """Group a table of Ibis by unit, by ``columns`` and by what else a statistic tells apart.

    Shares of categories come as groups by the column that holds them; everything else as
    sums, weighted, and as counts of rows.
    """
    by, moments, counts = _needed(statistic)
    keys = _named("key", [*drawn.columns, *columns, *by])
    sums, rows = _named("sum", moments), _named("rows", counts)
    terms = [*(term for moment in moments for term in moment), *counts]
    values = _named("value", [term for term in terms if not term.is_one])
    names = {term: name for name, term in values.items()}
    seen = {key: column_of(table, name) for key, name in keys.items()}
    if drawn.weights:
        seen["weight"] = number_of(table, drawn.weights)
    told = table.select(
        **seen, **{name: _value(table, term) for name, term in values.items()}
    )

    def summed(factors: Iterable[str], terms: Iterable[Term]) -> Any:
        """The sum of a product of columns; rows, where there are none."""
        found = [*factors, *(names[term] for term in terms if not term.is_one)]
        return (
            reduce(mul, (told[name] for name in found)).sum() if found else told.count()
        )

    weight = ["weight"] if drawn.weights else []
    groups = told.group_by(list(keys)).aggregate(
        **{name: summed(weight, moment) for name, moment in sums.items()},
        **{name: summed([], [term]) for name, term in rows.items()},
    )
    return Grouped(rows=groups, keys=keys, moments=sums, counts=rows)


def _needed(
    statistic: Statistic | None,
) -> tuple[tuple[str, ...], list[Moment], list[Term]]:
    """Columns to group by, moments and counts to sum."""
    if statistic is None:
        return (), [()], [ONE]
    moments = [*moments_of(statistic)]
    if any(term.category is not None for moment in moments for term in moment):
        return statistic.columns, [()], [ONE]
    told = [one for one in moments if not all(term.is_one for term in one)]
    counts = [term for term in counts_of(statistic) if not term.is_one]
    return (), [(), *told], [ONE, *counts]


def _named(prefix: str, things: Iterable[One]) -> dict[str, One]:
    return {f"{prefix}_{at}": one for at, one in enumerate(dict.fromkeys(things))}


def column_of(table: Any, name: str) -> Any:
    if name not in table.columns:
        raise EngineError("survey.no_column", column=name)
    return table[name]


def number_of(table: Any, name: str) -> Any:
    column = column_of(table, name)
    kind = column.type()
    if not (kind.is_numeric() or kind.is_boolean() or kind.is_null()):
        raise EngineError("survey.not_numbers", column=name)
    return column.cast("float64")


def _answered(table: Any, name: str) -> Any:
    """Where something stands; NaN is nothing."""
    column = column_of(table, name)
    there = column.notnull()
    return there & ~is_nan(column) if column.type().is_floating() else there


def is_nan(column: Any) -> Any:
    """Whether a float is NaN, told by way of its text.

    DuckDB 2.0.1 takes the bounds of a Parquet column, which leave NaN out, for all that it
    holds, and answers ``isnan`` of it by False without a look (duckdb issue 25521).
    """
    return column.cast("string").cast("float64").isnan()


def _value(table: Any, term: Term) -> Any:
    """What each row adds, as :meth:`Term.values` says it of rows in memory."""
    there = [_answered(table, name) for name in term.given]
    terms = [reduce(and_ if term.every else or_, there)] if there else []
    if term.asked is not None:
        terms += [_answered(table, term.asked), number_of(table, term.asked) != 0]
    if term.column is None or term.empty:
        if term.column:
            terms.append(~_answered(table, term.column))
        return reduce(and_, terms).ifelse(1.0, 0.0)
    if not (term.every and term.column in term.given):
        terms.append(_answered(table, term.column))
    return reduce(and_, terms).ifelse(number_of(table, term.column), 0.0)
