"""Read a design: hold the rows of a survey against its frame."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chiiki.errors import EngineError
from chiiki.survey.design import Design
from chiiki.survey.model import Codes, Floats, Frame
from chiiki.survey.stages import Lonely, Stages, build_stages
from chiiki.survey.sums import first_of
from chiiki.survey.table import Coded, Table, joined, read_table


def read_design(
    table: object,
    frame: Frame,
    *,
    strata: str | Sequence[str] = (),
    clusters: Sequence[str] = (),
    weights: str | None = None,
    later_strata: Sequence[str | None] = (),
    later_populations: Sequence[str | None] = (),
    finite: bool = True,
    lonely: Lonely = "fail",
) -> Design:
    """A design from rows: every unit that was drawn, whether it answered or not.

    ``strata`` are the columns whose values (joined by |) name the frame's strata, none where
    it has one; ``clusters`` the columns of the clusters, first stage first, none where rows
    were drawn. For each later stage, ``later_strata`` names the column of its strata and
    ``later_populations`` that of the number of clusters that could be drawn there; the last
    may stand for rows within clusters. Without ``weights`` each row weighs frame over drawn.
    ``finite`` False ignores the share that was drawn; ``lonely`` "adjust" lets a stratum
    with one cluster vary about the mean of all.

    Raises EngineError survey.unknown_stratum, survey.stratum_not_drawn, survey.bad_weight,
    survey.weights_needed, survey.stages_differ and those of :func:`build_stages`.
    """
    read = read_table(table)
    stratum = _strata(read, frame, strata)
    unit, stages = _stages(
        read,
        _frame_units(frame, stratum) if finite else None,
        stratum.codes,
        clusters,
        later_strata,
        later_populations if finite else [None] * len(later_populations),
        lonely,
    )
    return Design(
        frame=frame,
        table=read,
        stratum=stratum,
        stages=stages,
        unit=unit,
        weights=_weights(read, frame, stratum, clusters, weights),
        rows_in_frame=frame.rows if clusters or frame.rows else frame.size,
    )


def _strata(table: Table, frame: Frame, strata: str | Sequence[str]) -> Coded:
    names = (strata,) if isinstance(strata, str) else tuple(strata)
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
    table: Table,
    frame_units: Floats | None,
    stratum: Codes,
    clusters: Sequence[str],
    later_strata: Sequence[str | None],
    later_populations: Sequence[str | None],
    lonely: Lonely,
) -> tuple[Codes, Stages]:
    number = max(1, len(clusters), 1 + len(later_populations))
    if number > max(1, len(clusters)) + 1 or len(later_strata) >= number:
        raise EngineError("survey.stages_differ")
    rows = np.arange(table.rows)
    codes = [_cluster(table, name) for name in clusters]
    codes += [rows] * (number - len(codes))
    unit = _last_unit(codes)
    first = first_of(unit, int(unit.max()) + 1)
    populations: list[Floats | None] = [frame_units]
    strata = [stratum]
    for place in range(number - 1):
        named = later_populations[place] if place < len(later_populations) else None
        populations.append(table.numbers(named) if named else None)
        by = later_strata[place] if place < len(later_strata) else None
        strata.append(table.coded(by).codes if by else np.zeros_like(stratum))
    _refuse_two_strata(unit, first, strata)
    return unit, build_stages(
        [one[first] for one in codes],
        [one[first] for one in strata],
        [None if one is None else one[first] for one in populations],
        lonely=lonely,
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


def _weights(
    table: Table,
    frame: Frame,
    stratum: Coded,
    clusters: Sequence[str],
    named: str | None,
) -> Floats:
    if named:
        found = table.numbers(named)
        if not (np.isfinite(found) & (found > 0)).all():
            raise EngineError("survey.bad_weight", column=named)
        return found
    if len(clusters) > 1:
        raise EngineError("survey.weights_needed")
    drawn = stratum.codes
    if clusters:
        cluster = table.coded(clusters[0])
        drawn = stratum.codes[first_of(cluster.codes, len(cluster.labels))]
    counts = np.bincount(drawn, minlength=len(stratum.labels))
    return np.asarray(_frame_units(frame, stratum) / counts[stratum.codes])
