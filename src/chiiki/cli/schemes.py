"""Schemes from a terminal: list, show, check, diff, and try one on many proposals."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn

from chiiki import rules
from chiiki.cli.report import write_report
from chiiki.cli.tables import bad_cells, groups, overview
from chiiki.cli.words import (
    INSTRUMENTS,
    NOT_STATED,
    SET_HERE,
    TERMS,
    Language,
    read_text,
    scheme_named,
)
from chiiki.errors import EngineError
from chiiki.rules.parquet import read_parquet

MOST_SHOWN = 20  # bad cells; the rest is counted
REPORTS = (".csv", ".json", ".xlsx")

app = typer.Typer(
    no_args_is_help=True, help="Schemes: the rules of programmes as data."
)
Lang = Annotated[Language, typer.Option("--lang")]
Named = Annotated[str, typer.Argument(help="kizuna, kizuna@2010 or a TOML file.")]


@app.command("list")
def list_schemes(language: Lang = Language.JA) -> None:
    """List every programme in its newest version."""
    for scheme in rules.published_schemes():
        kind = INSTRUMENTS[scheme.instrument].text(language)
        typer.echo(f"{scheme.code}@{scheme.version}  {kind}  {scheme.name(language)}")


@app.command()
def show(name: Named, language: Lang = Language.JA) -> None:
    """Show a scheme: requirements, stages, and what no text states."""
    scheme = scheme_named(name)
    for line in _shown(scheme, language):
        typer.echo(line)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Check the text of a scheme, and tell everything that is wrong with it."""
    text = read_text(file)
    problems = rules.problems_of(text, name=file.name)
    for one in problems:
        place = " ".join(filter(None, (one.part, one.rule, one.key)))
        known = {"scheme", "part", "rule", "key"}
        values = [f"{k}={v}" for k, v in one.values.items() if k not in known]
        typer.echo(f"{place}: {one.code} {', '.join(values)}".rstrip())
    if problems:
        raise EngineError("cli.scheme_has_problems", file=file, count=len(problems))
    scheme = rules.parse_scheme(text, name=file.name)
    typer.echo(f"{scheme.code}@{scheme.version}  {len(scheme.rules)}  {scheme.digest}")


@app.command()
def diff(before: Named, after: Named) -> None:
    """Tell what differs between two schemes; no difference, no line."""
    for one in rules.differences(scheme_named(before), scheme_named(after)):
        typer.echo(f"{one.part}: {_value(one.before)} → {_value(one.after)}")


@app.command()
def simulate(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    schemes: Annotated[list[str] | None, typer.Option("--scheme")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every programme.")] = False,
    draft: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    against: Annotated[str, typer.Option(help="What to compare with.")] = "",
    workers: Annotated[int, typer.Option(min=1, max=64)] = 1,
    out: Annotated[Path | None, typer.Option(help=".csv, .json or .xlsx")] = None,
    language: Lang = Language.JA,
) -> None:
    """Try schemes on the proposals of a CSV or Parquet file: who passes, what it costs."""
    if out is not None and out.suffix not in REPORTS:
        raise EngineError("cli.unknown_report", file=out)
    before = scheme_named(against) if against else None
    pairs = [(one, before) for one in _chosen(schemes or [], every, draft)]
    bad: list[rules.BadCell] = []
    found = _with_progress(file, pairs, workers, bad)
    console = Console()
    for one in found:
        console.print(overview(one, language))
        for group in ("region", "applicant"):
            console.print(groups(one, group, language))
    if out is not None:
        write_report(out, found)
    if bad:
        Console(stderr=True).print(bad_cells(bad[:MOST_SHOWN], language))
        raise EngineError("cli.bad_cells", file=file, count=len(bad))


def _with_progress(
    file: Path,
    pairs: list[tuple[rules.Scheme, rules.Scheme | None]],
    workers: int,
    bad: list[rules.BadCell],
) -> tuple[rules.Simulation, ...]:
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(file.name, total=None)
        found = rules.simulate_in_processes(
            _proposals(file, bad),
            pairs,
            workers=workers,
            done=lambda count: progress.advance(task, count),
        )
        progress.update(task, total=found[0].totals.count)
    return found


def _chosen(names: list[str], every: bool, draft: Path | None) -> list[rules.Scheme]:
    chosen = [scheme_named(name) for name in names]
    if every:
        chosen += rules.published_schemes()
    if draft is not None:
        chosen.append(scheme_named(str(draft)))
    if not chosen:
        raise EngineError("cli.no_scheme_chosen")
    return list(dict.fromkeys(chosen))


def _proposals(file: Path, bad: list[rules.BadCell]) -> Iterator[rules.Proposal]:
    if file.suffix == ".parquet":
        yield from read_parquet(file, bad)
        return
    with file.open("rb") as opened:
        yield from rules.read_csv(opened, bad)


def _shown(scheme: rules.Scheme, lang: Language) -> Iterator[str]:
    terms = scheme.terms
    kind = INSTRUMENTS[scheme.instrument].text(lang)
    yield f"{scheme.code}@{scheme.version}  {scheme.first_day.isoformat()}  {kind}"
    yield scheme.name(lang)
    if terms.legal is not None:
        yield f"  {terms.legal.words.text(lang)}"
    for rule in scheme.rules:
        marks = "※" * rule.assumed + "△" * rule.in_principle
        yield f"- {rule.id}{marks}: {rule.text(lang)} [{rule.clause(lang)}]"
    yield " → ".join(stage.words.text(lang) for stage in terms.stages)
    for mark, names in ((SET_HERE, terms.assumed()), (NOT_STATED, terms.not_stated())):
        if said := [TERMS[name].text(lang) for name in names]:
            yield f"{mark.text(lang)}: {', '.join(said)}"
    yield scheme.digest


def _value(value: object) -> str:
    return "–" if value is None else str(value)
