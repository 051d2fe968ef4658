"""Files of international series in the layouts of their publishers, told by their heads."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from chiiki.errors import EngineError
from chiiki.indices.series import Publisher

GAPS = {"", "..", ":", "na", "nan", "n/a", "-", "–"}
MOST_PREAMBLE = 12  # lines above the heads of a World Bank file
Line = tuple[int, Sequence[str]]
YEAR = re.compile(r"(\d{4})(?: \[YR\d{4}\])?")
WORLD_BANK = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
ITU = ("seriesCode", "entityIso", "dataYear", "dataValue")
SDMX = ("TIME_PERIOD", "OBS_VALUE")
AREAS = ("REF_AREA", "geo")
FLAGS = ("OBS_STATUS", "OBS_FLAG")
FLOWS = ("STRUCTURE_ID", "DATAFLOW")
TIMES = "UNIT_MULT"
NO_DIMENSIONS = {
    *(*SDMX, *AREAS, *FLAGS, *FLOWS),
    *("STRUCTURE", "STRUCTURE_NAME", "ACTION", "LAST UPDATE", "CONF_STATUS"),
    *(TIMES, "DECIMALS", "BASE_PER"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure as it was published, with its line; ``value`` is None for a gap.

    ``times`` is the power of ten that SDMX counts it in (UNIT_MULT), "0" where none is said.
    """

    unit: str
    series: str
    period: str
    value: float | None
    line: int
    flag: str
    dimensions: Mapping[str, str]
    times: str = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesFile:
    """Everything of one file. ``dimensions`` are the names that ``where`` may ask for."""

    name: str
    publisher: Publisher
    dimensions: tuple[str, ...]
    figures: tuple[Figure, ...]


def read_series(text: str, name: str) -> SeriesFile:
    """Read a file by its heads; ``name`` is how refusals call it.

    Raises EngineError indices.series_layout where no heads of a publisher stand in it,
    indices.series_broken, indices.series_column, indices.series_row or
    indices.series_number with the line.
    """
    return series_in(_lines(text, name), name)


def series_in(lines: Sequence[Line], name: str) -> SeriesFile:
    """The same of lines that somebody else has read: their numbers and their cells."""
    for place, (_number, cells) in enumerate(lines[:MOST_PREAMBLE]):
        below = [(at, row) for at, row in lines[place + 1 :] if any(row)]
        if set(cells) & {"Country Code", "Indicator Code"}:
            return _world_bank(name, _Heads(name, cells, WORLD_BANK), below)
        if set(cells) & {"entityIso", "seriesCode"}:
            return _itu(name, _Heads(name, cells, ITU), below)
        if set(cells) & {"OBS_VALUE", "TIME_PERIOD"}:
            return _sdmx(name, _Heads(name, cells, SDMX), below)
    found = ", ".join(lines[0][1][:6]) if lines else ""
    raise EngineError("indices.series_layout", file=name, found=found[:120])


class _Heads:
    """Where the columns of a file stand; those that are needed must be there."""

    def __init__(self, file: str, cells: Sequence[str], needed: Sequence[str]) -> None:
        self.file, self.names = file, tuple(cells)
        for one in needed:
            if one not in self.names:
                raise EngineError("indices.series_column", file=file, column=one)

    def one_of(self, names: Sequence[str]) -> str:
        for one in names:
            if one in self.names:
                return one
        raise EngineError(
            "indices.series_column", file=self.file, column=" / ".join(names)
        )

    def read(self, line: int, row: Sequence[str]) -> dict[str, str]:
        """Cells by head; a row may be longer by empty cells, never shorter."""
        if len(row) < len(self.names) or any(row[len(self.names) :]):
            raise EngineError(
                "indices.series_row",
                file=self.file,
                line=line,
                found=len(row),
                wanted=len(self.names),
            )
        return dict(zip(self.names, row, strict=False))

    def number(self, line: int, column: str, found: str) -> float | None:
        if found.lower() in GAPS:
            return None
        try:
            value = float(found)
        except ValueError:
            value = float("nan")
        if "_" in found or not abs(value) < float("inf"):
            raise EngineError(
                "indices.series_number",
                file=self.file,
                line=line,
                column=column,
                found=found[:40],
            )
        return value


def _world_bank(name: str, heads: _Heads, rows: Sequence[Line]) -> SeriesFile:
    years = {one: found[1] for one in heads.names if (found := YEAR.fullmatch(one))}
    if not years:
        raise EngineError("indices.series_column", file=name, column="2024")

    def figures() -> Iterator[Figure]:
        for line, row in rows:
            cells = heads.read(line, row)
            for column, year in years.items():
                yield Figure(
                    unit=cells["Country Code"],
                    series=cells["Indicator Code"],
                    period=year,
                    value=heads.number(line, column, cells[column]),
                    line=line,
                    flag="",
                    dimensions={},
                )

    return SeriesFile(
        name=name,
        publisher=Publisher.WORLD_BANK,
        dimensions=(),
        figures=tuple(figures()),
    )


def _itu(name: str, heads: _Heads, rows: Sequence[Line]) -> SeriesFile:
    def figures() -> Iterator[Figure]:
        for line, row in rows:
            cells = heads.read(line, row)
            yield Figure(
                unit=cells["entityIso"],
                series=cells["seriesCode"],
                period=cells["dataYear"],
                value=heads.number(line, "dataValue", cells["dataValue"]),
                line=line,
                flag=cells.get("dataNote", "")[:40],
                dimensions={},
            )

    return SeriesFile(
        name=name, publisher=Publisher.ITU, dimensions=(), figures=tuple(figures())
    )


def _sdmx(name: str, heads: _Heads, rows: Sequence[Line]) -> SeriesFile:
    """Codes stand below heads in capitals (Eurostat: small), labels beside them do not."""
    area, flow = heads.one_of(AREAS), heads.one_of(FLOWS)
    flag = next((one for one in FLAGS if one in heads.names), "")
    dimensions = tuple(
        one
        for one in heads.names
        if one and one not in NO_DIMENSIONS and (one.isupper() or one.islower())
    )

    def figures() -> Iterator[Figure]:
        for line, row in rows:
            cells = heads.read(line, row)
            yield Figure(
                unit=cells[area],
                series=cells[flow],
                period=cells["TIME_PERIOD"],
                value=heads.number(line, "OBS_VALUE", cells["OBS_VALUE"]),
                line=line,
                flag=cells.get(flag, ""),
                dimensions={one: cells[one] for one in dimensions},
                times=cells.get(TIMES, "") or "0",
            )

    return SeriesFile(
        name=name,
        publisher=Publisher.SDMX,
        dimensions=dimensions,
        figures=tuple(figures()),
    )


def _lines(text: str, name: str) -> list[Line]:
    """Rows with the numbers of their lines; a comma or a semicolon between cells."""
    text = text.removeprefix("\ufeff")
    between = ";" if text[:400].count(";") > text[:400].count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    found: list[Line] = []
    line = 1
    try:
        for row in reader:
            found.append((line, [cell.strip() for cell in row]))
            line = reader.line_num + 1
    except csv.Error as fault:
        raise EngineError(
            "indices.series_broken", file=name, line=line, found=str(fault)
        ) from None
    return found
