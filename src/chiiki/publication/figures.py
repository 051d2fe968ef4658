"""Figures of a statistic in all and in parts, and what of them is hidden."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from chiiki.publication.model import WHOLE, Base, Breakdown, Choices, Figure
from chiiki.survey import Design, Hidden, Statistic, hide_lines

Part = tuple[Breakdown, str]
TOLD_BY_ANSWERS = (Base.RUNNING, Base.RUNNING_KNOWN, Base.NOT_RUNNING)
"""Bases of which the number of rows is itself an answer: how many run something."""
PARTS = (Breakdown.WHOLE, Breakdown.SIZE_CLASS, Breakdown.PREFECTURE)


def figures_of(
    design: Design,
    statistic: Statistic,
    items: Sequence[str],
    base: Base,
    choices: Choices,
    parts: Iterable[Breakdown] = PARTS,
) -> Iterator[Figure]:
    """Every line of a statistic under the names ``items``, nothing hidden yet."""
    for part in parts:
        columns = [] if part == WHOLE else [str(part)]
        found = design.estimate(
            statistic, by=columns, level=choices.level, smallest_cell=1
        )
        units = _units(design, statistic, part)
        for number, line in enumerate(found.lines):
            domain = "".join(line.domain.values())
            yield Figure(
                item=items[number % len(items)],
                base=base,
                by=part,
                domain=domain,
                value=line.value,
                se=line.se,
                low=line.low,
                high=line.high,
                n=line.n,
                units=line.n if units is None else units.get(domain, 0),
                population=line.population,
                deff=line.deff,
                degrees=line.degrees,
            )


def hide(
    figures: Iterable[Figure], choices: Choices, beside: Collection[Part] = ()
) -> tuple[Figure, ...]:
    """The figures without those of few rows, and those that would give them away.

    A part is shown or hidden in a table with all its items, by the item that fewest
    answered: so the mean of all fields gives no field away. ``beside`` are parts that
    another table hides, of which this one would tell.
    """
    given = tuple(figures)
    hidden = _hidden_parts(given, choices.smallest_cell, beside)
    return tuple(_without(one, hidden[one.by, one.domain]) for one in given)


def hidden_parts(figures: Iterable[Figure]) -> frozenset[Part]:
    """The parts that figures hide."""
    return frozenset((one.by, one.domain) for one in figures if one.hidden)


def hide_items(figures: Iterable[Figure], choices: Choices) -> tuple[Figure, ...]:
    """For fields side by side, of which the mean is shown: a field is a part of it."""
    given = tuple(figures)
    marks = hide_lines([one.units or 0 for one in given], choices.smallest_cell)
    return tuple(_without(one, mark) for one, mark in zip(given, marks, strict=True))


def _units(
    design: Design, statistic: Statistic, part: Breakdown
) -> dict[str, int] | None:
    """Municipalities by part, where one has several rows; None where it is one row."""
    if "field" not in design.table.columns:
        return None
    table, (base, *_others) = design.table, [one.base for one in statistic.lines]
    values = base.values(table)
    there = np.ones(table.rows, dtype=bool) if values is None else values > 0
    units = table.coded("unit").codes
    if part == WHOLE:
        return {"": len(np.unique(units[there]))}
    domain = table.coded(str(part))
    return {
        label: len(np.unique(units[there & (domain.codes == code)]))
        for code, label in enumerate(domain.labels)
    }


def _hidden_parts(
    figures: Sequence[Figure], smallest: int, beside: Collection[Part]
) -> dict[Part, Hidden]:
    rows: dict[Breakdown, dict[str, int]] = defaultdict(dict)
    for one in figures:
        known = rows[one.by]
        units = one.units or 0
        known[one.domain] = min(units, known.get(one.domain, units))
    found = {}
    for by, known in rows.items():
        also = [at for at, domain in enumerate(known) if (by, domain) in beside]
        marks = hide_lines(list(known.values()), smallest, also)
        for domain, mark in zip(known, marks, strict=True):
            found[by, domain] = mark
    return found


def _without(figure: Figure, hidden: Hidden) -> Figure:
    if hidden is Hidden.NO or figure.hidden is not Hidden.NO:
        return figure
    if figure.base in TOLD_BY_ANSWERS:
        figure = replace(figure, n=None, units=None, degrees=None)
    return replace(
        figure,
        value=None,
        se=None,
        low=None,
        high=None,
        population=None,
        deff=None,
        hidden=hidden,
    )
