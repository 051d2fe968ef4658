"""The seam to the surveys of this site: answers by unit become the figures of an index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chiiki.errors import EngineError
from chiiki.indices import Specification
from chiiki_web.indices.engine_input.figures import Figures, columns_of
from chiiki_web.indices.engine_input.units import known_units

PERCENT = 100


def figures_of(
    table: Mapping[str, Sequence[Any]],
    specification: Specification,
    kind: str,
    *,
    year: int,
    by: str = "unit",
    weight: str = "",
) -> Figures:
    """Means by unit, or by prefecture, of answers as ``results.table_of`` gives them.

    The code of an indicator is the name of its column; yes and no (1 and 0) become a
    percentage. Who did not answer an item counts in no mean of it. ``weight`` names a
    column of weights, which a mean over a sample needs. Raises EngineError
    indices.no_column.
    """
    wanted = columns_of(specification)
    for name in (by, *wanted, *([weight] if weight else [])):
        if name not in table:
            raise EngineError("indices.no_column", of="", column=name)
    codes = sorted({str(one) for one in table[by]})
    known = known_units(kind, codes)
    weights = table[weight] if weight else [1.0] * len(table[by])
    values = [
        [_mean(table, name, by, code, weights) for name in wanted] for code in codes
    ]
    return {
        "units": [
            {
                "code": known[one].code if one in known else one,
                "name_ja": known[one].name_ja if one in known else one,
                "name_en": known[one].name_en if one in known else one,
                "prefecture": known[one].prefecture if one in known else "",
                "groups": {},
            }
            for one in codes
        ],
        "indicators": wanted,
        "values": values,
        "years": [[0 if one is None else year for one in row] for row in values],
        "flags": [],
        "sources": {},
    }


def _mean(
    table: Mapping[str, Sequence[Any]],
    name: str,
    by: str,
    code: str,
    weights: Sequence[float],
) -> float | None:
    known = [
        (float(value), weight)
        for value, unit, weight in zip(table[name], table[by], weights, strict=True)
        if str(unit) == code and value is not None
    ]
    whole = sum(weight for _value, weight in known)
    if not whole:
        return None
    is_share = all(value in (0, 1) for value in table[name] if value is not None)
    mean = sum(value * weight for value, weight in known) / whole
    return mean * PERCENT if is_share else mean
