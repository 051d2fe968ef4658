"""A survey from a terminal: a table of answers and its frame in, estimates out."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from chiiki.cli import survey_words as say
from chiiki.cli.index_picture import check_picture, write_picture
from chiiki.cli.survey_asked import Asked, Wanted, read_asked
from chiiki.cli.survey_database import table_in_database
from chiiki.cli.survey_picture import draw_estimates
from chiiki.cli.survey_tables import read_columns
from chiiki.cli.words import Language
from chiiki.errors import EngineError
from chiiki.survey import Errors, Estimate, Estimates, Frame

Result = TypeVar("Result")
app = typer.Typer(no_args_is_help=True, help="Estimates from a survey.")


@app.callback()
def survey() -> None:
    """Estimates from a survey."""


@app.command("estimate")
def estimate(
    answers: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV or Parquet.")
    ],
    frame: Annotated[
        Path,
        typer.Argument(
            exists=True, dir_okay=False, help="TOML: frame, design, statistics."
        ),
    ],
    mean: Annotated[
        list[str] | None, typer.Option("--mean", help="Mean of a column.")
    ] = None,
    proportion: Annotated[
        list[str] | None, typer.Option("--proportion", help="Share of 1 in a column.")
    ] = None,
    total: Annotated[
        list[str] | None, typer.Option("--total", help="Sum of a column.")
    ] = None,
    by: Annotated[
        list[str] | None, typer.Option("--by", help="In parts by this column.")
    ] = None,
    se: Annotated[Errors | None, typer.Option(help="How errors are found.")] = None,
    level: Annotated[float | None, typer.Option(help="Of intervals: 0.95.")] = None,
    smallest_cell: Annotated[
        int | None, typer.Option(min=1, help="Lines of fewer rows are suppressed.")
    ] = None,
    in_database: Annotated[
        bool,
        typer.Option("--in-database", help="Rows of the file stay in DuckDB."),
    ] = False,
    picture: Annotated[Path | None, typer.Option(help=".svg or .png")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For a program.")] = False,
    language: Annotated[Language, typer.Option("--lang")] = Language.JA,
) -> None:
    """Estimate means, shares and totals with their errors and whom they cover."""

    def run() -> list[Estimates]:
        if picture is not None:
            check_picture(picture)
        asked = _asked(frame, {"mean": mean, "proportion": proportion, "total": total})
        asked = replace(
            asked,
            se=asked.se if se is None else se,
            level=asked.level if level is None else level,
            smallest_cell=asked.smallest_cell
            if smallest_cell is None
            else smallest_cell,
        )
        wanted = [replace(one, by=tuple(by)) if by else one for one in asked.wanted]
        whole = replace(asked, wanted=tuple(wanted))
        if in_database:
            with table_in_database(answers) as table:
                found = whole.estimates(table)
        else:
            found = whole.estimates(read_columns(answers))
        if picture is not None:
            write_picture(picture, draw_estimates(found, language))
        return found

    found = _waited(run, language)
    if as_json:
        typer.echo(json.dumps(_machine(found), ensure_ascii=False))
        return
    for console, told in ((Console(), one) for one in found):
        console.print(_table(told, language))
    for line in _about(found, language):
        typer.echo(line)


def _asked(frame: Path, options: dict[str, list[str] | None]) -> Asked:
    asked = read_asked(frame)
    wanted = [
        Wanted(kind=kind, columns=(column,))
        for kind, columns in options.items()
        for column in columns or ()
    ]
    return replace(asked, wanted=tuple(wanted)) if wanted else asked


def _waited(run: Callable[[], Result], language: Language) -> Result:
    """Run with a bar on the error stream; a refusal is one line, and the code is 1."""
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with Progress(
            *columns, console=Console(stderr=True), transient=True
        ) as progress:
            progress.add_task(say.ESTIMATING.text(language), total=None)
            return run()
    except EngineError as fault:
        typer.echo(f"chiiki: {say.told(fault, language)}", err=True)
        raise typer.Exit(1) from None


def _table(found: Estimates, language: Language) -> Table:
    percent = f"{found.method.level * 100:g}"
    table = Table(
        title=Text(say.statistic(found.statistic, language)), title_justify="left"
    )
    table.add_column(say.ITEM.text(language), overflow="fold")
    domains = list(found.lines[0].domain) if found.lines else []
    for name in domains:
        table.add_column(Text(name), overflow="fold")
    for title in (say.VALUE, say.ERROR):
        table.add_column(title.text(language), justify="right")
    table.add_column(say.INTERVAL.text(language) % {"level": percent}, justify="right")
    for title in (say.ROWS, say.POPULATION, say.DEFF, say.DEGREES):
        table.add_column(title.text(language), justify="right")
    for line in found.lines:
        table.add_row(
            Text(say.item(line.item, language)),
            *(Text(line.domain[name]) for name in domains),
            *_cells(line, language),
        )
    return table


def _cells(line: Estimate, language: Language) -> list[str]:
    if line.suppressed:
        hidden = say.SUPPRESSED.text(language)
        return [hidden, "–", "–", str(line.n), "–", "–", "–"]
    ends = "–"
    if line.low is not None and line.high is not None:
        ends = f"{line.low:,.4g} – {line.high:,.4g}"
    return [
        _number(line.value, ",.4g"),
        _number(line.se, ".3g"),
        ends,
        f"{line.n:,}",
        _number(line.population, ",.0f"),
        _number(line.deff, ".2f"),
        str(line.degrees),
    ]


def _number(value: float | None, shape: str) -> str:
    return "–" if value is None else format(value, shape)


def _about(tables: list[Estimates], language: Language) -> list[str]:
    """Whom the estimates are about, whom not, and what was done to the weights."""
    found = tables[0]
    frame = found.frame
    lines = [
        say.FRAME.text(language)
        % {
            "year": frame.year,
            "units": f"{frame.size:,}",
            "coverage": f"{frame.coverage * 100:.1f}",
        }
    ]
    lines += [
        say.EXCLUDED.text(language)
        % {"name": one.name, "units": f"{one.units:,}", "reason": one.reason}
        for one in frame.excluded
    ]
    lines += [
        say.STEP.text(language)
        % {
            "step": say.step(one.kind, language),
            "columns": "、".join(one.columns)
            if language is Language.JA
            else ", ".join(one.columns),
            "smallest": f"{one.smallest:.2f}",
            "largest": f"{one.largest:.2f}",
        }
        for one in found.steps
    ]
    if any(line.suppressed for one in tables for line in one.lines):
        lines.append(
            say.WHY_SUPPRESSED.text(language) % {"n": found.method.smallest_cell}
        )
    return lines


def _machine(found: list[Estimates]) -> dict[str, object]:
    frame, method = found[0].frame, found[0].method
    return {
        "frame": _frame(frame),
        "steps": [
            {
                "kind": one.kind,
                "columns": list(one.columns),
                "smallest": one.smallest,
                "largest": one.largest,
            }
            for one in found[0].steps
        ],
        "errors": str(method.errors),
        "kind": method.kind,
        "replicates": method.replicates,
        "level": method.level,
        "tables": [
            {
                "statistic": one.statistic,
                "lines": [
                    dict(zip(columns, row, strict=True)) for columns, row in _rows(one)
                ],
            }
            for one in found
        ],
    }


def _rows(found: Estimates) -> list[tuple[list[str], tuple[object, ...]]]:
    columns = found.columns()
    return [([*columns], row) for row in zip(*columns.values(), strict=True)]


def _frame(frame: Frame) -> dict[str, object]:
    return {
        "year": frame.year,
        "scope": frame.scope.version,
        "units": dict(frame.units),
        "coverage": frame.coverage,
        "excluded": [
            {"name": one.name, "reason": one.reason, "units": one.units}
            for one in frame.excluded
        ],
    }
