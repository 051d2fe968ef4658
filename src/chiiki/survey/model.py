"""The nouns of a survey: the frame and whom it leaves out, one estimate, and a table of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Errors(StrEnum):
    """How a standard error is found: by linearisation, or from replicate weights."""

    TAYLOR = "taylor"
    REPLICATES = "replicates"


class Interval(StrEnum):
    """How an interval is drawn: ``AUTO`` is logit for proportions and linear for the rest."""

    AUTO = "auto"
    LINEAR = "linear"
    LOGIT = "logit"
    BETA = "beta"


class Finite(StrEnum):
    """Where the share of the population that was drawn lowers the variance."""

    IGNORED = "ignored"
    EVERY_STAGE = "every_stage"
    IN_FACTORS = "in_factors"
    IN_SCALES = "in_scales"
    AS_GIVEN = "as_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A part of the country that the frame leaves out, and why; ``units`` it has."""

    name: str
    reason: str
    units: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What was asked: a version, and the columns whose meaning it fixes."""

    version: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Whom a survey could have drawn: units of the first stage by stratum.

    ``rows`` is the number of rows in the whole frame where a unit has several (schools of
    a district, projects of a municipality), None where a unit is one row or nobody knows.
    """

    year: int
    scope: Scope
    units: Mapping[str, int]
    excluded: tuple[Excluded, ...] = ()
    rows: int | None = None

    @property
    def size(self) -> int:
        return sum(self.units.values())

    @property
    def left_out(self) -> int:
        return sum(one.units for one in self.excluded)

    @property
    def coverage(self) -> float:
        """Share of the country's units that stand in the frame."""
        return self.size / (self.size + self.left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRecord:
    """What an adjustment did: factors on the weights above 0, rounds that it took."""

    kind: str
    columns: tuple[str, ...]
    cells: int
    smallest: float
    largest: float
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One figure. ``value`` and what follows are None where it is suppressed or unknown.

    ``n`` rows gave it, which stand for ``population`` (N) rows; ``deff`` is its variance
    over that of a simple random sample of n; ``degrees`` are those of its interval.
    """

    item: str
    domain: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    value: float | None
    se: float | None
    low: float | None
    high: float | None
    n: int
    population: float | None
    deff: float | None
    degrees: int
    interval: Interval
    suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How the standard errors of a table were found, in full.

    ``scale`` and ``centre`` are those of the replicate weights, None with Taylor.
    """

    errors: Errors
    finite: Finite
    level: float
    smallest_cell: int
    replicates: int | None = None
    kind: str | None = None
    scale: float | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimates:
    """A table of estimates with all that is needed to read it.

    ``frame`` says whom the survey covers and whom not: nothing is weighted up to the units
    that it leaves out. ``covariance`` is (lines, lines), None where a line is suppressed.
    """

    statistic: str
    lines: tuple[Estimate, ...]
    frame: Frame
    steps: tuple[StepRecord, ...]
    method: Method
    covariance: Floats | None = None

    def __getitem__(self, place: int) -> Estimate:
        return self.lines[place]

    def columns(self) -> dict[str, list[object]]:
        """The table by column, as every dataframe takes it."""
        names = list(self.lines[0].domain) if self.lines else []
        found: dict[str, list[object]] = {
            name: [line.domain[name] for line in self.lines] for name in names
        }
        for name in (
            *("item", "value", "se", "low", "high", "n", "population"),
            *("deff", "degrees", "suppressed"),
        ):
            found[name] = [getattr(line, name) for line in self.lines]
        return found
