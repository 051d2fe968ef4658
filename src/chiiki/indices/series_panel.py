"""From files of published series to a panel: one figure a cell, and where each is from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chiiki.errors import EngineError
from chiiki.indices.model import Specification
from chiiki.indices.panel import Observation, Panel, latest
from chiiki.indices.series import Series, Unit, Years
from chiiki.indices.series_layouts import Figure, SeriesFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where one cell came from: file, line, and the flag that its publisher gave it."""

    unit: str
    indicator: str
    year: int
    file: str
    line: int
    flag: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gathered:
    """A panel of published figures; ``origins`` holds one entry for each known cell."""

    panel: Panel
    origins: tuple[Origin, ...]


def gather(
    specification: Specification,
    files: Iterable[SeriesFile],
    *,
    units: Sequence[Unit] = (),
) -> Gathered:
    """The figures that the series of a specification name, by its rule of years.

    Columns by which indicators are divided are indicators of the panel too, so that their
    years are kept. Raises EngineError indices.no_units, indices.no_years, or
    indices.series_… with file and line.
    """
    among, years = tuple(units) or specification.units, specification.years
    if not among:
        raise EngineError("indices.no_units")
    if years is None:
        raise EngineError("indices.no_years")
    given = tuple(files)
    origins: list[Origin] = []
    found: list[Observation] = []
    codes = {one.code for one in among}
    for one in specification.series:
        chosen = _chosen(one, given, specification, codes, years)
        for (unit, year), (file, figure) in chosen.items():
            assert figure.value is not None
            found.append(
                Observation(
                    unit=unit, indicator=one.indicator, year=year, value=figure.value
                )
            )
            origins.append(
                Origin(
                    unit=unit,
                    indicator=one.indicator,
                    year=year,
                    file=file,
                    line=figure.line,
                    flag=figure.flag,
                )
            )
    panel = _panel(specification, among, found, years)
    return Gathered(panel=panel, origins=_kept(panel, origins))


Place = tuple[str, int]


def _chosen(
    series: Series,
    files: Sequence[SeriesFile],
    specification: Specification,
    units: set[str],
    years: Years,
) -> dict[Place, tuple[str, Figure]]:
    """The figures of one series by unit and year, one each."""
    found: dict[Place, tuple[str, Figure]] = {}
    is_known = False
    for file in files:
        if file.publisher is not series.publisher:
            continue
        _check_dimensions(file, series)
        for figure in file.figures:
            if not _is_of(figure, series):
                continue
            is_known = True
            unit = specification.unit_codes.get(figure.unit, figure.unit)
            if unit in units and figure.value is not None:
                _take(found, (unit, _year(file, figure)), file, figure, series, years)
    if not is_known:
        raise EngineError(
            "indices.series_none", of=series.indicator, series=series.code
        )
    _check_times(found.values(), series)
    return found


def _check_times(found: Iterable[tuple[str, Figure]], series: Series) -> None:
    """Thousands of one unit do not stand beside millions of another."""
    first = ""
    for file, figure in found:
        first = first or figure.times
        if figure.times != first:
            raise EngineError(
                "indices.series_times",
                file=file,
                line=figure.line,
                of=series.indicator,
                found=figure.times,
                other=first,
            )


def _take(
    found: dict[Place, tuple[str, Figure]],
    place: Place,
    file: SeriesFile,
    figure: Figure,
    series: Series,
    years: Years,
) -> None:
    unit, year = place
    if not years.first <= year <= years.last:
        return
    if place in found and found[place][1].value != figure.value:
        _file, other = found[place]
        differ = [
            one
            for one, value in figure.dimensions.items()
            if other.dimensions.get(one) != value
        ]
        raise EngineError(
            "indices.series_twice",
            file=file.name,
            line=figure.line,
            unit=unit,
            year=year,
            of=series.indicator,
            differ=", ".join(differ) or "–",
        )
    found[place] = (file.name, figure)


def _is_of(figure: Figure, series: Series) -> bool:
    """An SDMX dataflow may be called with agency and version, or without."""
    names = {figure.series, figure.series.split("(")[0].split(":")[-1].split("@")[-1]}
    is_named = not series.code or series.code in names
    return is_named and all(
        figure.dimensions.get(name) == value for name, value in series.where.items()
    )


def _check_dimensions(file: SeriesFile, series: Series) -> None:
    """A file that holds the series has every dimension that ``where`` asks for."""
    lacking = [name for name in series.where if name not in file.dimensions]
    if lacking and any(_is_of(one, replace(series, where={})) for one in file.figures):
        raise EngineError(
            "indices.series_dimension",
            file=file.name,
            of=series.indicator,
            column=lacking[0],
        )


def _year(file: SeriesFile, figure: Figure) -> int:
    if len(figure.period) == 4 and figure.period.isascii() and figure.period.isdigit():
        return int(figure.period)
    raise EngineError(
        "indices.series_period",
        file=file.name,
        line=figure.line,
        found=figure.period[:20],
    )


def _panel(
    specification: Specification,
    units: Sequence[Unit],
    found: Sequence[Observation],
    years: Years,
) -> Panel:
    divisors = sorted({one.per for one in specification.indicators if one.per})
    codes = [one.code for one in specification.indicators]
    names = [*codes, *(one for one in divisors if one not in codes)]
    panel = latest(
        found,
        units=[one.code for one in units],
        indicators=names,
        until=years.last,
        not_before=years.first,
    )
    by = specification.steps.missing_by
    return Panel(
        units=panel.units,
        indicators=panel.indicators,
        values=panel.values,
        years=panel.years,
        columns={one: panel.column(one) for one in divisors},
        groups={by: tuple(one.groups.get(by, "") for one in units)} if by else {},
    )


def _kept(panel: Panel, origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """Of several years of a cell the one that counts."""
    assert panel.years is not None
    rows: Mapping[str, int] = {one: at for at, one in enumerate(panel.units)}
    columns = {one: at for at, one in enumerate(panel.indicators)}
    return tuple(
        one
        for one in origins
        if one.indicator in columns
        and panel.years[rows[one.unit], columns[one.indicator]] == one.year
    )
