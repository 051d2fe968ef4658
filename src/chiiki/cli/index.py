"""An index from a terminal: a file that says what it is, a table of figures, ranks out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import numpy as np
import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from chiiki.cli import index_words as say
from chiiki.cli.index_figures import panel_from
from chiiki.cli.index_picture import check_picture, draw_ranks, write_picture
from chiiki.cli.words import Language, read_text
from chiiki.errors import EngineError
from chiiki.indices import (
    Choices,
    Mean,
    Missing,
    Normalisation,
    Replicates,
    Scale,
    Specification,
    published_indices,
    published_specification,
    read_specification,
    sensitivity,
    simulate,
)
from chiiki.words import Words

Result = TypeVar("Result")
app = typer.Typer(no_args_is_help=True, help="Composite indices.")
Spec = Annotated[str, typer.Argument(help="A TOML file, or ict_progress.")]
Figures = Annotated[
    list[Path],
    typer.Argument(
        exists=True,
        dir_okay=False,
        help="A CSV with a row a unit, or the files of [[series]] as published.",
    ),
]
Unit = Annotated[str, typer.Option(help="Column that names the units; else the first.")]
Weights = Annotated[
    float, typer.Option(help="Every weight may be more or less by this share.")
]
Scales = Annotated[
    list[Scale] | None, typer.Option("--scale", help="Another normalisation.")
]
Means = Annotated[list[Mean] | None, typer.Option("--mean", help="Another mean.")]
Gaps = Annotated[
    list[Missing] | None, typer.Option("--missing", help="Another way with gaps.")
]
Seed = Annotated[int, typer.Option(help="The same seed, the same draws.")]
Lang = Annotated[Language, typer.Option("--lang")]
AsJson = Annotated[bool, typer.Option("--json", help="For a program.")]


@app.command()
def rank(
    specification: Spec,
    figures: Figures,
    unit: Unit = "",
    weights: Weights = 0.25,
    scale: Scales = None,
    mean: Means = None,
    missing: Gaps = None,
    replicates: Annotated[int, typer.Option(min=1, max=1_000_000)] = 1_000,
    seed: Seed = 1,
    picture: Annotated[Path | None, typer.Option(help=".svg or .png")] = None,
    as_json: AsJson = False,
    language: Lang = Language.JA,
) -> None:
    """Rank units, and say between which ranks each would stand under other choices."""

    def run() -> Replicates:
        if picture is not None:
            check_picture(picture)
        spec = _specification(specification)
        choices = _choices(spec, weights, scale, mean, missing)
        found = simulate(
            spec,
            panel_from(spec, figures, unit),
            choices,
            replicates=replicates,
            seed=seed,
        )
        if picture is not None:
            rows = sorted(found.intervals(), key=lambda one: one.rank)
            write_picture(picture, draw_ranks(rows, _name(spec, language)))
        return found

    found = _waited(run, language)
    if as_json:
        typer.echo(json.dumps(_machine(found), ensure_ascii=False))
    else:
        Console().print(_ranks(found, language))


@app.command("sensitivity")
def share_out(
    specification: Spec,
    figures: Figures,
    unit: Unit = "",
    weights: Weights = 0.25,
    scale: Scales = None,
    mean: Means = None,
    missing: Gaps = None,
    draws: Annotated[int, typer.Option(min=2, max=1_000_000)] = 2_048,
    seed: Seed = 1,
    as_json: AsJson = False,
    language: Lang = Language.JA,
) -> None:
    """Say which choice moves the ranks, as shares of their variance."""

    def run() -> list[tuple[str, float, float, float]]:
        spec = _specification(specification)
        found = sensitivity(
            spec,
            panel_from(spec, figures, unit),
            _choices(spec, weights, scale, mean, missing),
            draws=draws,
            seed=seed,
        )
        figures_of = (found.shift_first, found.shift_total, found.spread)
        return [
            (name, *(float(one[at]) for one in figures_of))  # type: ignore[misc]
            for at, name in enumerate(found.inputs)
        ]

    rows = _waited(run, language)
    if as_json:
        keys = ("input", "first", "total", "spread")
        told = [dict(zip(keys, one, strict=True)) for one in rows]
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    table = _table(language, say.INPUT, say.FIRST, say.TOTAL, say.SPREAD)
    for name, *values in rows:
        cells = ("–" if np.isnan(one) else f"{one:.2f}" for one in values)
        table.add_row(Text(say.input_name(name, language)), *cells)
    Console().print(table)


def _specification(named: str) -> Specification:
    if named in published_indices():
        return published_specification(named)
    path = Path(named)
    if not path.exists():
        raise EngineError("indices.no_specification", of=named)
    return read_specification(read_text(path))


def _choices(
    spec: Specification,
    weights: float,
    scales: list[Scale] | None,
    means: list[Mean] | None,
    missing: list[Missing] | None,
) -> Choices:
    """What is specified, and what was named beside it."""
    steps = spec.steps
    return Choices(
        weights_within=weights,
        normalisations=_beside(
            steps.normalisation,
            [Normalisation(scale=one, low=1) for one in scales or ()],
        ),
        means=_beside(steps.means, [(one,) for one in means or ()]),
        missing=_beside(steps.missing, missing or []),
    )


def _beside(usual: Result, others: list[Result]) -> tuple[Result, ...]:
    return (usual, *(one for one in others if one != usual)) if others else ()


def _waited(run: Callable[[], Result], language: Language) -> Result:
    """Run with a bar on the error stream; a refusal is one line, and the code is 1."""
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    try:
        with Progress(
            *columns, console=Console(stderr=True), transient=True
        ) as progress:
            progress.add_task(say.DRAWN.text(language), total=None)
            return run()
    except EngineError as fault:
        typer.echo(f"chiiki: {say.told(fault, language)}", err=True)
        raise typer.Exit(1) from None


def _ranks(found: Replicates, language: Language) -> Table:
    table = _table(language, say.RANK, say.UNIT, say.SCORE, say.INTERVAL, say.TIER)
    tiers = {unit: at for at, one in enumerate(found.tiers(), 1) for unit in one}
    scores = found.index.total
    rows = sorted(enumerate(found.intervals()), key=lambda pair: pair[1].rank)
    for at, one in rows:
        table.add_row(
            str(one.rank),
            Text(one.unit),
            f"{scores[at]:.1f}",
            f"{one.low}–{one.high}",
            str(tiers[one.unit]),
        )
    return table


def _machine(found: Replicates) -> list[dict[str, object]]:
    scores = found.index.total
    return [
        {
            "unit": one.unit,
            "rank": one.rank,
            "score": float(scores[at]),
            "low": one.low,
            "high": one.high,
        }
        for at, one in enumerate(found.intervals())
    ]


def _table(language: Language, *titles: Words) -> Table:
    table = Table()
    for title in titles:
        is_text = title in (say.UNIT, say.INPUT)
        table.add_column(
            title.text(language),
            justify="left" if is_text else "right",
            overflow="fold",
        )
    return table


def _name(spec: Specification, language: Language) -> str:
    return spec.name_ja if language is Language.JA else spec.name_en
