"""Figures as they are stored: plain JSON, and the panel that the engine reads."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from chiiki.errors import EngineError
from chiiki.indices import Gathered, Panel, Specification, Unit
from chiiki_web.indices.engine_input.units import Known

Figures: TypeAlias = "dict[str, Any]"
"""``units`` (code, names, prefecture, groups), ``indicators``, and rows by unit of
``values``, ``years`` and ``flags``; ``sources`` by indicator, as far as they are known."""


def columns_of(specification: Specification) -> list[str]:
    """What an index wants of each unit: its indicators, and what they are divided by."""
    codes = [one.code for one in specification.indicators]
    divisors = sorted({one.per for one in specification.indicators if one.per})
    return [*codes, *(one for one in divisors if one not in codes)]


def panel_of(figures: Figures, specification: Specification) -> Panel:
    """The panel of stored figures. Raises EngineError indices.no_indicator or no_column."""
    names: list[str] = figures["indicators"]
    values = np.array(
        [
            [math.nan if one is None else one for one in row]
            for row in figures["values"]
        ],
        dtype=np.float64,
    ).reshape(len(figures["units"]), len(names))
    divisors = {one.per for one in specification.indicators if one.per}
    by = specification.steps.missing_by
    groups = [one["groups"].get(by, "") for one in figures["units"]]
    if by and not any(groups):
        raise EngineError("indices.no_column", of="", column=by)
    return Panel(
        units=tuple(one["code"] for one in figures["units"]),
        indicators=tuple(names),
        values=values,
        columns={one: values[:, names.index(one)] for one in divisors & set(names)},
        groups={by: tuple(groups)} if by else {},
        years=np.array(figures["years"], dtype=np.int64).reshape(values.shape),
    )


def figures_from_series(
    gathered: Gathered, units: Sequence[Unit], known: Mapping[str, Known]
) -> Figures:
    """What published series gave, with the file and the flag of each cell."""
    panel = gathered.panel
    assert panel.years is not None
    rows = {one: at for at, one in enumerate(panel.units)}
    columns = {one: at for at, one in enumerate(panel.indicators)}
    flags = [["" for _one in panel.indicators] for _unit in panel.units]
    sources: dict[str, str] = {}
    for one in gathered.origins:
        flags[rows[one.unit]][columns[one.indicator]] = one.flag
        sources[one.indicator] = one.file
    return {
        "units": [_unit(one, known.get(one.code)) for one in units],
        "indicators": list(panel.indicators),
        "values": [
            [None if math.isnan(one) else float(one) for one in row]
            for row in panel.values
        ],
        "years": panel.years.tolist(),
        "flags": flags,
        "sources": sources,
    }


def _unit(one: Unit, known: Known | None) -> dict[str, Any]:
    return {
        "code": one.code,
        "name_ja": one.name_ja or (known.name_ja if known else one.code),
        "name_en": one.name_en or (known.name_en if known else one.code),
        "prefecture": known.prefecture if known else "",
        "groups": dict(one.groups),
    }
