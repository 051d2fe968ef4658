"""The seam to the surveys of this site: what was published of one becomes figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiiki.errors import EngineError
from chiiki.indices import Specification
from chiiki.publication import Breakdown, Figure, TableCode, read_publication
from chiiki_web.indices.engine_input.figures import Figures, columns_of
from chiiki_web.indices.engine_input.units import Known, known_units

PERCENT = 100


def by_prefecture(
    content: Mapping[str, Any], specification: Specification, kind: str, *, year: int
) -> Figures:
    """The published shares of prefectures, in percent, of an edition of results.

    The code of an indicator is the name of a published item. What the edition hides has
    no figure here either, so that nobody can be reckoned back by way of an index. Raises
    EngineError indices.no_column.
    """
    shown = _shown(content)
    wanted = columns_of(specification)
    for name in wanted:
        if name not in shown:
            raise EngineError("indices.no_column", of="", column=name)
    codes = sorted({code for name in wanted for code in shown[name]})
    known, names = known_units(kind, codes), content["prefectures"]
    values = [[_percent(shown[name].get(code)) for name in wanted] for code in codes]
    return {
        "units": [_unit(one, known.get(one), names.get(one)) for one in codes],
        "indicators": wanted,
        "values": values,
        "years": [[0 if one is None else year for one in row] for row in values],
        "flags": [],
        "sources": {},
    }


def _shown(content: Mapping[str, Any]) -> dict[str, dict[str, Figure]]:
    """Figures of prefectures by item; of several bases the first, which pages show first."""
    publication = read_publication(content["publication"])
    found: dict[str, dict[str, Figure]] = {}
    for code in TableCode:
        for one in publication.table(code).figures:
            if one.by == Breakdown.PREFECTURE:
                found.setdefault(one.item, {}).setdefault(one.domain, one)
    return found


def _percent(figure: Figure | None) -> float | None:
    if figure is None or figure.value is None:
        return None
    return figure.value * PERCENT


def _unit(code: str, known: Known | None, names: list[str] | None) -> dict[str, Any]:
    ja, en = names or ("", "")
    return {
        "code": known.code if known else code,
        "name_ja": known.name_ja if known else ja or code,
        "name_en": known.name_en if known else en or ja or code,
        "prefecture": known.prefecture if known else "",
        "groups": {},
    }
