"""The figures of an index: one row a unit, one column an indicator, gaps as NaN."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from chiiki.errors import EngineError

Floats = NDArray[np.float64]
LARGEST_FIGURE = (
    1e20  # no country's money in any currency; squares stay far from the end
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One published figure; where a year has several the last one given counts."""

    unit: str
    indicator: str
    year: int
    value: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Panel:
    """Units by indicators, as published: ``values[unit, indicator]``, NaN where not known.

    ``columns`` are further figures of each unit by name (what indicators are divided by),
    ``groups`` labels of each unit by name (by which gaps are filled). ``years`` says from
    which year each value is, 0 where there is none or it is not said.
    """

    units: tuple[str, ...]
    indicators: tuple[str, ...]
    values: Floats
    columns: Mapping[str, Floats] = field(default_factory=dict)
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: NDArray[np.int64] | None = None

    def __post_init__(self) -> None:
        shape = (len(self.units), len(self.indicators))
        if self.values.shape != shape:
            raise EngineError("indices.shape", found=self.values.shape, wanted=shape)
        for codes in (self.units, self.indicators):
            if len(set(codes)) < len(codes):
                twice = next(one for one in codes if codes.count(one) > 1)
                raise EngineError("indices.code_twice", of=twice)
        if (large := np.abs(self.values) > LARGEST_FIGURE).any():
            unit, indicator = np.argwhere(large)[0]
            if np.isfinite(self.values[unit, indicator]):
                raise EngineError(
                    "indices.figure_large",
                    unit=self.units[unit],
                    indicator=self.indicators[indicator],
                    found=f"{self.values[unit, indicator]:g}",
                    most=f"{LARGEST_FIGURE:g}",
                )
        if np.isinf(self.values).any():
            unit, indicator = np.argwhere(np.isinf(self.values))[0]
            raise EngineError(
                "indices.not_finite",
                unit=self.units[unit],
                indicator=self.indicators[indicator],
            )

    def column(self, indicator: str) -> Floats:
        """The figures of one indicator; EngineError indices.no_indicator."""
        if indicator not in self.indicators:
            raise EngineError("indices.no_indicator", of=indicator)
        return self.values[:, self.indicators.index(indicator)]

    def with_value(self, unit: str, indicator: str, value: float) -> Panel:
        """The same panel with one figure in place of another."""
        values = self.values.copy()
        values[self.units.index(unit), self.indicators.index(indicator)] = value
        return Panel(
            units=self.units,
            indicators=self.indicators,
            values=values,
            columns=self.columns,
            groups=self.groups,
            years=self.years,
        )


def panel_of(
    rows: Iterable[Mapping[str, object]],
    *,
    unit: str,
    indicators: Sequence[str],
    columns: Sequence[str] = (),
    groups: Sequence[str] = (),
) -> Panel:
    """A panel from rows by column name; an empty text, "NA" and None are gaps.

    Raises EngineError indices.not_a_number with unit and column.
    """
    taken = list(rows)
    units = tuple(str(row[unit]) for row in taken)
    return Panel(
        units=units,
        indicators=tuple(indicators),
        values=_numbers(taken, units, indicators),
        columns={name: _numbers(taken, units, [name])[:, 0] for name in columns},
        groups={name: tuple(str(row[name]) for row in taken) for name in groups},
    )


def latest(
    observations: Iterable[Observation],
    *,
    units: Sequence[str],
    indicators: Sequence[str],
    until: int,
    not_before: int,
) -> Panel:
    """The newest figure of each unit and indicator between two years, both included."""
    row = {one: place for place, one in enumerate(units)}
    column = {one: place for place, one in enumerate(indicators)}
    values = np.full((len(units), len(indicators)), np.nan)
    years = np.zeros(values.shape, dtype=np.int64)
    for one in observations:
        if one.unit not in row or one.indicator not in column:
            continue
        here = row[one.unit], column[one.indicator]
        if not_before <= one.year <= until and one.year >= years[here]:
            values[here], years[here] = one.value, one.year
    return Panel(
        units=tuple(units), indicators=tuple(indicators), values=values, years=years
    )


def _numbers(
    rows: Sequence[Mapping[str, object]], units: Sequence[str], names: Sequence[str]
) -> Floats:
    return np.array(
        [
            [_number(row.get(name), unit, name) for name in names]
            for unit, row in zip(units, rows, strict=True)
        ],
        dtype=np.float64,
    ).reshape(len(units), len(names))


def _number(value: object, unit: str, name: str) -> float:
    if value is None or value in ("", "NA"):
        return float("nan")
    try:
        return float(str(value))
    except ValueError:
        raise EngineError(
            "indices.not_a_number", unit=unit, column=name, found=value
        ) from None
