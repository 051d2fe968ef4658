"""One look at the rows of a design: values, and the covariance that their errors come from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.collapsed import collapse, gaps_of
from chiiki.survey.influence import Influence, influence_of_units
from chiiki.survey.linearised import (
    Adjusted,
    Totals,
    adjust_collapsed,
    combined,
    totals,
)
from chiiki.survey.model import Codes, Errors, Finite, Floats, Marks
from chiiki.survey.replicating import replicated
from chiiki.survey.statistics import Statistic
from chiiki.survey.sums import first_of
from chiiki.survey.table import Coded, joined

if TYPE_CHECKING:
    from chiiki.survey.design import Design

TINY = 1e-9  # beyond 0 and 1, for a share


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Found:
    """What one look at the rows gives. Lines stand by domain, then by line of the statistic.

    ``values`` (lines,); ``domains`` is the code of each row; ``there`` (units, domains) marks
    units that have a row with a weight in a domain.
    """

    adjusted: Adjusted
    totals: Totals
    values: Floats
    domains: Coded
    there: Marks


def look(design: Design, statistic: Statistic, by: Sequence[str]) -> Found:
    """Collapse the rows of a design and add them up."""
    domains = joined(design.table, by)
    table = collapse(
        design.table,
        statistic,
        design.weights,
        design.unit,
        (design.cell, design.cells.number),
        (domains.codes, len(domains.labels)),
        design.summed,
    )
    adjusted = adjust_collapsed(
        table, design.cells.number, len(domains.labels), design.fitted
    )
    _refuse_gaps(adjusted, statistic)
    found = totals(adjusted, statistic)
    values = combined(found.values.reshape(1, -1), statistic, adjusted.domains)[0]
    if statistic.proportion:
        _refuse_no_share(values, statistic)
    return Found(
        adjusted=adjusted,
        totals=found,
        values=values,
        domains=domains,
        there=_there(adjusted, design.stages.units),
    )


def influence_of(design: Design, statistic: Statistic, found: Found) -> Influence:
    """Weighted influence of each unit on each line."""
    return influence_of_units(
        found.adjusted, statistic, found.totals, design.stages.units
    )


def covariance_of(
    design: Design, statistic: Statistic, found: Found, errors: Errors
) -> Floats:
    """Covariance (lines, lines), suppressed ones included."""
    stages = design.stages
    if errors is Errors.TAYLOR:
        influence = influence_of(design, statistic, found)
        return stages.covariance(influence.by_unit) + influence.added(stages.drawn)
    sets = design.needed_replicates
    each = replicated(found.adjusted, statistic, sets, stages.first.cluster)
    each = combined(each, statistic, found.adjusted.domains)
    spread = sets.covariance(each, found.values)
    if sets.finite in {Finite.AS_GIVEN, Finite.IGNORED}:
        return spread
    return spread + influence_of(design, statistic, found).added(stages.drawn)


def domains_of(
    design: Design, by: Sequence[str], coded: Coded
) -> Iterator[MappingProxyType[str, str]]:
    """The domains in order, each by column."""
    columns = [design.table.coded(name) for name in by]
    for row in first_of(coded.codes, len(coded.labels)):
        parts = [one.labels[one.codes[row]] for one in columns]
        yield MappingProxyType(dict(zip(by, parts, strict=True)))


def _there(adjusted: Adjusted, units: int) -> Marks:
    """Which units (units, domains) have a row with a weight in a domain."""
    table = adjusted.table
    found = np.zeros((units, adjusted.domains + 1), dtype=bool)
    counts: Codes = np.flatnonzero(adjusted.last[table.cell] > 0)
    found[table.unit[counts], table.domain[counts] + 1] = True
    return found[:, 1:]


def _refuse_gaps(adjusted: Adjusted, statistic: Statistic) -> None:
    """A total needs a value in every row that counts."""
    counts = adjusted.last[adjusted.table.cell] > 0
    for column in statistic.complete:
        missing = int(adjusted.table.rows[gaps_of(column)][counts].sum())
        if missing:
            raise EngineError("survey.values_missing", column=column, rows=missing)


def _refuse_no_share(values: Floats, statistic: Statistic) -> None:
    with np.errstate(invalid="ignore"):
        wrong = (values < -TINY) | (values > 1 + TINY)
    if wrong.any():
        raise EngineError("survey.not_a_share", statistic=statistic.name)
