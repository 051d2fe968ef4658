"""From rows, or groups of rows, and how they were drawn to a design."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.collapsed import Summed
from chiiki.survey.design import Design
from chiiki.survey.model import Codes, Floats, Frame
from chiiki.survey.stages import Lonely, Stages, build_stages
from chiiki.survey.sums import first_of
from chiiki.survey.table import Coded, Table, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How rows were drawn, by columns; as :func:`read_design` takes it."""

    strata: tuple[str, ...]
    clusters: tuple[str, ...]
    weights: str | None
    later_strata: tuple[str | None, ...]
    later_populations: tuple[str | None, ...]
    finite: bool
    lonely: Lonely

    @property
    def stages(self) -> int:
        return max(1, len(self.clusters), 1 + len(self.later_populations))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that say how a row was drawn, without that of its weight."""
        later = (*self.later_strata, *self.later_populations)
        return (*self.strata, *self.clusters, *(name for name in later if name))


def draw_design(
    table: Table, frame: Frame, drawn: Drawn, summed: Summed | None = None
) -> Design:
    """The design of rows; of groups of rows where these were ``summed`` before."""
    stratum = _strata(table, frame, drawn.strata)
    unit, stages = _stages(
        table,
        _frame_units(frame, stratum) if drawn.finite else None,
        stratum.codes,
        drawn,
    )
    if summed is None:
        weights = _weights(table, frame, stratum, drawn)
    else:
        if drawn.weights is None:
            summed = summed.times(_frame_over_drawn(table, frame, stratum, drawn))
        weights = summed.moments[()]
    return Design(
        frame=frame,
        table=table,
        stratum=stratum,
        stages=stages,
        unit=unit,
        weights=weights,
        rows_in_frame=frame.rows if drawn.clusters or frame.rows else frame.size,
        summed=summed,
    )


def _strata(table: Table, frame: Frame, names: Sequence[str]) -> Coded:
    found = joined(table, names)
    if not names:
        found = Coded(found.codes, tuple(frame.units)[:1])
    if (found.codes < 0).any():
        raise EngineError("survey.category_missing")
    for label in found.labels:
        if label not in frame.units:
            raise EngineError("survey.unknown_stratum", stratum=label)
    for label in frame.units:
        if label not in found.labels:
            raise EngineError("survey.stratum_not_drawn", stratum=label)
    return found


def _frame_units(frame: Frame, stratum: Coded) -> Floats:
    """Units in the frame's stratum of each row."""
    units = np.array([frame.units[label] for label in stratum.labels], dtype=float)
    return np.asarray(units[stratum.codes])


def _stages(
    table: Table, frame_units: Floats | None, stratum: Codes, drawn: Drawn
) -> tuple[Codes, Stages]:
    number, clusters = drawn.stages, drawn.clusters
    later = drawn.later_populations if drawn.finite else ()
    if number > max(1, len(clusters)) + 1 or len(drawn.later_strata) >= number:
        raise EngineError("survey.stages_differ")
    rows = np.arange(table.rows)
    codes = [_cluster(table, name) for name in clusters]
    codes += [rows] * (number - len(codes))
    unit = _last_unit(codes)
    first = first_of(unit, int(unit.max()) + 1)
    populations: list[Floats | None] = [frame_units]
    strata = [stratum]
    for place in range(number - 1):
        named = later[place] if place < len(later) else None
        populations.append(table.numbers(named) if named else None)
        by = drawn.later_strata[place] if place < len(drawn.later_strata) else None
        strata.append(table.coded(by).codes if by else np.zeros_like(stratum))
    _refuse_two_strata(unit, first, strata)
    _refuse_two_populations(unit, first, populations)
    return unit, build_stages(
        [one[first] for one in codes],
        [one[first] for one in strata],
        [None if one is None else one[first] for one in populations],
        lonely=drawn.lonely,
    )


def _cluster(table: Table, name: str) -> Codes:
    found = table.coded(name).codes
    if (found < 0).any():
        raise EngineError("survey.category_missing", columns=name)
    return found


def _last_unit(codes: Sequence[Codes]) -> Codes:
    """The cluster of the last stage of each row, told apart within those above."""
    found = codes[0]
    for one in codes[1:]:
        key = found * (int(one.max()) + 1) + one
        found = np.unique(key, return_inverse=True)[1].astype(np.int64)
    return found


def _refuse_two_strata(unit: Codes, first: Codes, strata: Sequence[Codes]) -> None:
    for number, codes in enumerate(strata, start=1):
        if (codes[first][unit] != codes).any():
            raise EngineError("survey.cluster_in_two_strata", stage=number)


def _refuse_two_populations(
    unit: Codes, first: Codes, populations: Sequence[Floats | None]
) -> None:
    for number, counts in enumerate(populations, start=1):
        if counts is not None and (counts[first][unit] != counts).any():
            raise EngineError("survey.population_differs", stage=number)


def _weights(table: Table, frame: Frame, stratum: Coded, drawn: Drawn) -> Floats:
    if drawn.weights is None:
        return _frame_over_drawn(table, frame, stratum, drawn)
    found = table.numbers(drawn.weights)
    if not (np.isfinite(found) & (found > 0)).all():
        raise EngineError("survey.bad_weight", column=drawn.weights)
    return found


def _frame_over_drawn(
    table: Table, frame: Frame, stratum: Coded, drawn: Drawn
) -> Floats:
    if len(drawn.clusters) > 1:
        raise EngineError("survey.weights_needed")
    codes = stratum.codes
    if drawn.clusters:
        cluster = table.coded(drawn.clusters[0])
        codes = codes[first_of(cluster.codes, len(cluster.labels))]
    counts = np.bincount(codes, minlength=len(stratum.labels))
    return np.asarray(_frame_units(frame, stratum) / counts[stratum.codes])
