"""The seam to the surveys of this site: answers by unit become the figures of an index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from chiiki.errors import EngineError
from chiiki.indices import Specification
from chiiki_web.indices.engine_input.figures import Figures, columns_of
from chiiki_web.indices.engine_input.units import Known, known_units
from chiiki_web.results.engine_input import table_of
from chiiki_web.surveys.models import Survey

Names: TypeAlias = "Mapping[str, tuple[str, str]]"
PERCENT = 100
FEWEST = 5  # answers behind one figure
WEIGHT = "weight of the answer"


def figures_of(
    table: Mapping[str, Sequence[Any]],
    specification: Specification,
    kind: str,
    *,
    year: int,
    by: str = "unit",
    weight: str = "",
    least: int = 1,
    names: Names | None = None,
) -> Figures:
    """Means by unit, or by prefecture, of answers as ``results.table_of`` gives them.

    The code of an indicator is the name of its column; yes and no (1 and 0) become a
    percentage. Who did not answer an item counts in no mean of it. ``weight`` names a
    column of weights, which a mean over a sample needs; of fewer answers than ``least``
    no figure is told. Raises EngineError indices.no_column.
    """
    wanted = columns_of(specification)
    for name in (by, *wanted, *([weight] if weight else [])):
        if name not in table:
            raise EngineError("indices.no_column", of="", column=name)
    codes = sorted({str(one) for one in table[by]})
    known = known_units(kind, codes)
    weights = table[weight] if weight else [1.0] * len(table[by])
    values = [
        [_mean(table, name, by, code, weights, least) for name in wanted]
        for code in codes
    ]
    return {
        "units": [_unit(one, known.get(one), names or {}) for one in codes],
        "indicators": wanted,
        "values": values,
        "years": [[0 if one is None else year for one in row] for row in values],
        "flags": [],
        "sources": {},
    }


def by_prefecture(survey: Survey, specification: Specification, kind: str) -> Figures:
    """Figures of prefectures from a survey: who answered stands for their stratum.

    A prefecture of which fewer than ``FEWEST`` answered an item has no figure of it, so
    that nobody is known by it.
    """
    columns, frame = table_of(survey)
    answered = [at for at, one in enumerate(columns.get("answered", ())) if one]
    table = {name: [cells[at] for at in answered] for name, cells in columns.items()}
    there = Counter(table.get("stratum", ()))
    table[WEIGHT] = [
        frame.units.get(one, there[one]) / there[one]
        for one in table.get("stratum", ())
    ]
    return figures_of(
        table,
        specification,
        kind,
        year=survey.fiscal_year,
        by="prefecture",
        weight=WEIGHT,
        least=FEWEST,
        names=_names(survey),
    )


def _unit(code: str, known: Known | None, names: Names) -> dict[str, Any]:
    ja, en = names.get(code, ("", ""))
    return {
        "code": known.code if known else code,
        "name_ja": known.name_ja if known else ja or code,
        "name_en": known.name_en if known else en or ja or code,
        "prefecture": known.prefecture if known else "",
        "groups": {},
    }


def _names(survey: Survey) -> Names:
    """The prefectures of those who were asked, as the frame calls them."""
    rows = survey.recipients.exclude(prefecture_code="").order_by()
    return {
        code: (ja, en)
        for code, ja, en in rows.values_list(
            "prefecture_code", "prefecture_ja", "prefecture_en"
        ).distinct()
    }


def _mean(
    table: Mapping[str, Sequence[Any]],
    name: str,
    by: str,
    code: str,
    weights: Sequence[float],
    least: int,
) -> float | None:
    known = [
        (float(value), weight)
        for value, unit, weight in zip(table[name], table[by], weights, strict=True)
        if str(unit) == code and value is not None
    ]
    whole = sum(weight for _value, weight in known)
    if not whole or len(known) < least:
        return None
    is_share = all(value in (0, 1) for value in table[name] if value is not None)
    mean = sum(value * weight for value, weight in known) / whole
    return mean * PERCENT if is_share else mean
