"""The nouns of an index: what is measured, the tree above it, and the steps in between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from chiiki.errors import EngineError
from chiiki.indices.series import Series, Unit, Years

MOST_LEVELS = 20  # from an indicator up to the index
LARGEST_WEIGHT = 1e9


class Missing(StrEnum):
    """What becomes of a value that is not there.

    ``refuse``: it is an error. ``average_the_rest``: means are taken over what is there,
    level by level. The others fill it in from the units that have one.
    """

    REFUSE = "refuse"
    AVERAGE_THE_REST = "average_the_rest"
    MEAN = "mean"
    MEDIAN = "median"
    GROUP_MEAN = "group_mean"


class Scale(StrEnum):
    """How an indicator is made comparable with the others."""

    T_SCORE = "t_score"
    MIN_MAX = "min_max"
    RANK = "rank"
    DISTANCE = "distance"


class Deviation(StrEnum):
    """Standard deviation of a whole panel (over n), or of a sample (over n - 1)."""

    POPULATION = "population"
    SAMPLE = "sample"


class Mean(StrEnum):
    """How the parts of a node become its score."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    HARMONIC = "harmonic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A field, an area or the index itself; ``parent`` is "" for the index alone."""

    code: str
    name_ja: str
    name_en: str
    parent: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What is measured. ``direction`` is 1 where more is better, -1 where less is.

    ``per`` names a column of the panel by which values are divided (population, GDP).
    """

    code: str
    name_ja: str
    name_en: str
    parent: str
    direction: int
    weight: float = 1.0
    unit: str = ""
    unit_en: str = ""
    per: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outliers:
    """Cut the ends of an indicator until it is no longer lopsided.

    An indicator is treated where its skewness is beyond ``skewness`` and its kurtosis
    above ``kurtosis`` (sample figures G1 and G2). At most ``most`` values at one end take
    the value of the next; where that is not enough, the logarithm of all is taken.
    OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 4.
    """

    skewness: float = 2.0
    kurtosis: float = 3.5
    most: int = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Normalisation:
    """``low`` and ``high`` are the ends of min-max; 50 and 10 make a T-score (偏差値)."""

    scale: Scale
    deviation: Deviation = Deviation.POPULATION
    low: float = 0.0
    high: float = 100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What is done to the figures, in this order; a step that cannot be done is an error."""

    missing: Missing
    missing_by: str = ""
    outliers: Outliers | None = None
    normalisation: Normalisation
    means: tuple[Mean, ...] = (Mean.ARITHMETIC,)
    """One mean for every level above the indicators, the lowest first, or one for all."""


@dataclass(frozen=True, kw_only=True)
class Specification:
    """An index as it is published: which edition, over which panel, built how.

    ``series``, ``years`` and ``units`` say where published figures come from, of which
    year, and of whom; ``unit_codes`` turns codes of a file into those of the panel.
    ``notes_en`` are the notes in English, where somebody wrote them.
    """

    code: str
    name_ja: str
    name_en: str
    panel_version: str
    indicators: tuple[Indicator, ...]
    nodes: tuple[Node, ...]
    steps: Steps
    source: str = ""
    notes: tuple[str, ...] = field(default=())
    notes_en: tuple[str, ...] = field(default=())
    series: tuple[Series, ...] = ()
    years: Years | None = None
    units: tuple[Unit, ...] = ()
    unit_codes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_codes(self.everything, self.nodes)
        _check_paths(self.nodes)
        _check_steps(self)
        _check_series(self)

    @cached_property
    def everything(self) -> tuple[Indicator | Node, ...]:
        """Indicators and nodes, in the order in which they are written."""
        return (*self.indicators, *self.nodes)

    @cached_property
    def top(self) -> str:
        return next(one.code for one in self.nodes if not one.parent)

    @cached_property
    def levels(self) -> tuple[tuple[Node, ...], ...]:
        """Nodes by height above the indicators, the lowest first; the index comes last."""
        height: dict[str, int] = {}
        for one in self.indicators:
            height[one.parent] = max(height.get(one.parent, 0), 1)
        parents = {one.code: one.parent for one in self.nodes}
        for _ in self.nodes:
            for code, parent in parents.items():
                if parent and code in height:
                    height[parent] = max(height.get(parent, 0), height[code] + 1)
        most = max(height.values())
        return tuple(
            tuple(one for one in self.nodes if height[one.code] == level)
            for level in range(1, most + 1)
        )

    @cached_property
    def parts(self) -> dict[str, tuple[str, ...]]:
        """Node → the codes of what stands directly below it."""
        found: dict[str, list[str]] = {one.code: [] for one in self.nodes}
        for one in self.everything:
            if one.parent:
                found[one.parent].append(one.code)
        return {code: tuple(below) for code, below in found.items()}

    def mean_at(self, level: int) -> Mean:
        """The mean of a level, counted from 0 above the indicators."""
        means = self.steps.means
        return means[0] if len(means) == 1 else means[level]


def _check_codes(
    everything: tuple[Indicator | Node, ...], nodes: tuple[Node, ...]
) -> None:
    """Every code once, one node on top, parents that are there, weights above 0."""
    codes, known = [one.code for one in everything], {one.code for one in nodes}
    if len(set(codes)) < len(codes):
        raise EngineError(
            "indices.code_twice", of=next(one for one in codes if codes.count(one) > 1)
        )
    tops = [one.code for one in nodes if not one.parent]
    if len(tops) != 1:
        raise EngineError("indices.one_top", found=len(tops))
    for one in everything:
        if one.parent and one.parent not in known:
            raise EngineError("indices.no_parent", of=one.code, parent=one.parent)
        if not 0 < one.weight <= LARGEST_WEIGHT:
            raise EngineError("indices.weight", of=one.code, weight=one.weight)
    if unused := known - {one.parent for one in everything}:
        raise EngineError("indices.empty_node", of=min(unused))


def _check_paths(nodes: tuple[Node, ...]) -> None:
    """Every node leads to the top."""
    parents = {one.code: one.parent for one in nodes}
    for start in parents:
        seen, code = set[str](), start
        while code:
            if code in seen:
                raise EngineError("indices.circle", of=start)
            if len(seen) > MOST_LEVELS:
                raise EngineError("indices.too_deep", of=start, most=MOST_LEVELS)
            seen.add(code)
            code = parents[code]


def _check_steps(spec: Specification) -> None:
    for one in spec.indicators:
        if one.direction not in {1, -1}:
            raise EngineError("indices.direction", of=one.code, found=one.direction)
    if len(spec.steps.means) not in {1, len(spec.levels)}:
        raise EngineError(
            "indices.means", found=len(spec.steps.means), levels=len(spec.levels)
        )
    if spec.steps.missing is Missing.GROUP_MEAN and not spec.steps.missing_by:
        raise EngineError("indices.no_group")


def _check_series(spec: Specification) -> None:
    """Every series fills something that is used, each of it once; no unit twice."""
    used = {one.code for one in spec.indicators} | {one.per for one in spec.indicators}
    filled = [one.indicator for one in spec.series]
    for code in filled:
        if code not in used - {""}:
            raise EngineError("indices.series_of_nothing", of=code)
    for codes in (filled, [one.code for one in spec.units]):
        if len(set(codes)) < len(codes):
            twice = next(one for one in codes if codes.count(one) > 1)
            raise EngineError("indices.code_twice", of=twice)
    if spec.series and spec.years is None:
        raise EngineError("indices.no_years")
