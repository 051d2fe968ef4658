"""Match a round of dispatch from a terminal: tables in, a proposal with its why out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from chiiki.cli.match_report import LEVELS, levels_of, write_html, write_xlsx
from chiiki.cli.match_tables import (
    BadCell,
    Wished,
    read_advisers,
    read_requests,
    read_wishes,
)
from chiiki.cli.match_words import said
from chiiki.cli.words import Language, read_text
from chiiki.errors import EngineError
from chiiki.matching import (
    Contradiction,
    Instance,
    Proposal,
    published_rules,
    read_rules,
    solve,
)
from chiiki.words import Words

WRITERS = {".xlsx": write_xlsx, ".html": write_html}
MOST_SHOWN = 20  # bad cells; the rest is counted
STEPS = {
    "read": Words("読み込み", "Reading"),
    "solve": Words("計算", "Solving"),
    "keep": Words("変更を減らす計算", "Moving as few as possible"),
    "check": Words("検査", "Checking"),
    "report": Words("報告書の作成", "Writing the report"),
}
CELLS = {
    "cli.cell_empty": Words("記入がありません。", "Nothing stands here."),
    "cli.not_a_number": Words("数ではありません。", "This is no number."),
    "cli.no_month": Words(
        "月は 2027-04 のように書いてください。", "Write a month like 2027-04."
    ),
    "cli.month_past": Words("過ぎた月です。", "This month is past."),
    "cli.unknown_code": Words("定めのない値です。", "This value is not known."),
}
FILES = {
    "cli.bad_cells": Words(
        "読めない欄が%(count)s件あります。案は作成していません。",
        "%(count)s cells cannot be read. No proposal was made.",
    ),
    "cli.unknown_column": Words(
        "%(file)s：「%(column)s」という列はありません。",
        "%(file)s: there is no column “%(column)s”.",
    ),
    "cli.column_missing": Words(
        "%(file)s：「%(column)s」の列がありません。",
        "%(file)s: the column “%(column)s” is missing.",
    ),
    "cli.column_twice": Words(
        "%(file)s：同じ列が2回あります。", "%(file)s: a column stands there twice."
    ),
    "cli.cannot_read": Words("%(file)sを読めません。", "%(file)s cannot be read."),
    "cli.cannot_write": Words(
        "%(file)sに書き込めません。", "%(file)s cannot be written."
    ),
    "cli.not_a_table": Words(
        "%(file)sを表として読めません（%(message)s）。",
        "%(file)s is no table (%(message)s).",
    ),
    "cli.unknown_report": Words(
        "報告書は .xlsx または .html にしてください（%(file)s）。",
        "A report ends in .xlsx or .html (%(file)s).",
    ),
}
TITLES = (
    Words("ファイル", "file"),
    Words("行", "row"),
    Words("列", "column"),
    Words("内容", "found"),
    Words("理由", "why"),
)
SERVED = Words("派遣", "served")
NOT_SERVED = Words("派遣なし", "not served")
COST = Words("費用（円）", "cost (yen)")
GAP = Words("最適値との差（最大）", "distance from the best (at most)")
MOVED = Words("変更", "moved")
DIGEST = Words("照合値", "digest")
Reports = Annotated[
    list[Path] | None,
    typer.Option(help="Write a report: .xlsx or .html. May be repeated."),
]
InFile = Annotated[Path, typer.Argument(exists=True, dir_okay=False)]


def match(
    advisers: InFile,
    requests: InFile,
    rules: Annotated[Path | None, typer.Option(help="A TOML file.")] = None,
    pins: Annotated[Path | None, typer.Option(help="Pins and bans, CSV.")] = None,
    report: Reports = None,
    today: Annotated[str, typer.Option(help="2027-04-01; else today.")] = "",
    language: Annotated[Language, typer.Option("--lang")] = Language.JA,
) -> None:
    """Propose whom to send to which request, with every reason, from CSV files."""
    try:
        _run(advisers, requests, rules, pins, report or [], today, language)
    except Contradiction as clash:
        typer.echo(f"chiiki: {_told(clash, language)}", err=True)
        for one in clash.reasons:
            typer.echo(f"  - {said(one, language)}", err=True)
        raise typer.Exit(1) from None
    except EngineError as fault:
        typer.echo(f"chiiki: {_told(fault, language)}", err=True)
        raise typer.Exit(1) from None


def _run(
    advisers: Path,
    requests: Path,
    rules: Path | None,
    pins: Path | None,
    reports: Sequence[Path],
    today: str,
    language: Language,
) -> None:
    for report in reports:
        if report.suffix.lower() not in WRITERS:
            raise EngineError("cli.unknown_report", file=report)
    first = (today or date.today().isoformat())[:7]  # noqa: DTZ011
    instance = _instance(advisers, requests, rules, pins, first, language)
    with _progress() as progress:
        task = progress.add_task("", total=len(STEPS))

        def told(step: str) -> None:
            progress.update(task, advance=1, description=STEPS[step].text(language))

        proposal = solve(instance, told=told)
        told("report")
        for report in reports:
            WRITERS[report.suffix.lower()](report, instance, proposal, language)
    Console().print(_summary(proposal, language))


def _instance(
    advisers: Path,
    requests: Path,
    rules: Path | None,
    pins: Path | None,
    first: str,
    language: Language,
) -> Instance:
    chosen = published_rules() if rules is None else read_rules(read_text(rules))
    bad: list[BadCell] = []
    wished = Wished()
    people = read_advisers(advisers, bad)
    asked = read_requests(requests, chosen, wished, bad, first=first)
    if pins is not None:
        read_wishes(pins, wished, bad)
    if bad:
        Console(stderr=True).print(_bad_cells(bad, language))
        raise EngineError("cli.bad_cells", count=len(bad))
    return Instance(
        advisers=tuple(people),
        requests=tuple(asked),
        rules=chosen,
        wishes=wished.wishes(),
        first_month=first,
    )


def _progress() -> Progress:
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _told(fault: EngineError, language: Language) -> str:
    if fault.code in FILES:
        return FILES[fault.code].text(language) % fault.values
    return said(fault, language)


def _bad_cells(bad: list[BadCell], language: Language) -> Table:
    table = Table()
    for title in TITLES:
        table.add_column(title.text(language), overflow="fold")
    for one in bad[:MOST_SHOWN]:
        why = CELLS[one.code].text(language)
        cells = (Text(one.file), str(one.row), one.column, Text(one.found), why)
        table.add_row(*cells)
    return table


def _summary(proposal: Proposal, language: Language) -> Table:
    table = Table(show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    rows = [
        (SERVED, f"{len(proposal.assignments):,}"),
        (NOT_SERVED, f"{len(proposal.unserved):,}"),
        (COST, f"{proposal.cost:,}"),
        *((LEVELS[name], f"{points:,}") for name, points in levels_of(proposal)),
        (GAP, f"{proposal.gap:.3%}"),
        (MOVED, f"{len(proposal.moved):,}"),
        (DIGEST, proposal.digest),
    ]
    for title, cell in rows:
        table.add_row(title.text(language), Text(cell))
    return table
