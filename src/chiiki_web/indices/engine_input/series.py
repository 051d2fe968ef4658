"""Files of published series become figures of an index, or say what keeps them from it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chiiki.errors import EngineError
from chiiki.indices import Specification, gather, series_in
from chiiki.reasons import Reason, reason
from chiiki_web.indices.engine_input.figures import Figures, figures_from_series
from chiiki_web.indices.engine_input.units import known_units, listed_units
from chiiki_web.sheets.model import Cell, Row, Sheet


def read_series_files(
    files: Iterable[tuple[str, Sheet]], specification: Specification, kind: str
) -> tuple[Figures, list[Reason]]:
    """The figures that the series of a text name; the units of the text, else of a kind."""
    units = specification.units or listed_units(kind)
    known = known_units(kind, [one.code for one in units])
    ended = [one for one in known.values() if one.has_ended]
    if ended:
        return {}, [
            reason(
                "indices.unit_ended",
                place="[[unit]]",
                found=one.code,
                successor=one.successor or "–",
            )
            for one in ended
        ]
    try:
        read = [series_in(_lines(sheet.rows), name) for name, sheet in files]
        gathered = gather(specification, read, units=units)
    except EngineError as fault:
        return {}, [Reason(fault.code, fault.values)]
    return figures_from_series(gathered, units, known), []


def _lines(rows: Sequence[Row]) -> list[tuple[int, list[str]]]:
    return [(at, [_text(cell) for cell in row]) for at, row in enumerate(rows, 1)]


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()
