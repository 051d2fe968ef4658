"""What an operator can ask of the site. Nothing here imports Django: see ``tasks``."""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Annotated

import django
import typer

from chiiki_web.command import start

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The site, its worker and its data.",
)

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Host = Annotated[
    str, typer.Option(help="Address to listen on; the default is this machine only.")
]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of database, files, mail and key. [CHIIKI_DATA or var]"),
]
Database = Annotated[
    str | None,
    typer.Option(
        help="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME. "
        "[CHIIKI_DATABASE_URL or a file in the data folder]"
    ),
]


@app.command()
def run(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    data: Data = None,
    database: Database = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Start without the sample year.")
    ] = False,
) -> None:
    """Bring everything up to date, then start site and worker until Ctrl-C."""
    raise typer.Exit(start.everything(start.Place(host, port, data, database), empty))


@app.command()
def serve(
    port: Port = 8000,
    host: Host = "127.0.0.1",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; PostgreSQL only. [2]")
    ] = None,
) -> None:
    """Start the site alone, for an operator whose system minds the processes."""
    place = start.Place(host, port)
    place.export()
    command = start.server(place, workers)
    os.execv(command[0], command)


@app.command()
def worker() -> None:
    """Start the background worker alone: mail, reminders, sealing of the history."""
    _tasks().work()


@app.command()
def prepare(
    empty: Annotated[
        bool, typer.Option("--empty", help="A new database gets no sample year.")
    ] = False,
) -> None:
    """Bring database, reference data, translations and static files up to date."""
    _tasks().prepare(empty=empty)


@app.command()
def migrate() -> None:
    """Bring the tables up to date."""
    _tasks().migrate()


@app.command()
def load_reference() -> None:
    """Load municipalities, fields, programmes, calls and published figures."""
    _tasks().load_reference()


@app.command()
def load_sample() -> None:
    """Load the sample year: a made-up prefecture with cases in every stage."""
    _tasks().load_sample()


@app.command()
def load_many(
    number: Annotated[int, typer.Argument(min=1, help="How many applications.")],
) -> None:
    """Load so many made-up applications, to see how the site behaves under weight."""
    _tasks().load_many(number)


@app.command()
def update_municipalities(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Read a CSV of municipalities: what merged gets a last day and a successor."""
    raise typer.Exit(_tasks().update_municipalities(file))


@app.command()
def update_fiscal_strength(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
) -> None:
    """Read a CSV of published indices of fiscal strength: code, year, value, source."""
    raise typer.Exit(_tasks().update_fiscal_strength(file))


@app.command()
def add_administrator(
    email: str,
    name: Annotated[str, typer.Option(help="The person's name.")] = "管理者",
) -> None:
    """Give a person the administrator's role, with a new password, printed once."""
    typer.echo(_tasks().add_administrator(email, name))


@app.command()
def verify_history(
    anchor: Annotated[
        str | None,
        typer.Option(help="NUMBER:HASH of an earlier run, kept outside the database."),
    ] = None,
) -> None:
    """Check the chained history and name the first broken row."""
    if not _tasks().verify_history(anchor):
        raise typer.Exit(1)


@app.command()
def recheck_assessments() -> None:
    """Run every stored assessment again and name the first whose answer differs."""
    if not _tasks().recheck_assessments():
        raise typer.Exit(1)


@app.command()
def check_promises(
    language: Annotated[str, typer.Option(help="ja or en.")] = "ja",
) -> None:
    """Read every file of every receipt, and name each promise that does not hold."""
    if not _tasks().check_promises(language):
        raise typer.Exit(1)


@app.command()
def sweep(
    remove: Annotated[
        bool, typer.Option("--remove", help="Remove them; else they are only listed.")
    ] = False,
) -> None:
    """List what lies in the storage for more than a day and belongs to nothing."""
    _tasks().sweep(remove=remove)


def _tasks() -> ModuleType:
    """Let Django read its settings, then import what needs them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", start.SETTINGS)
    try:
        django.setup()
    except ValueError as fault:  # a database address that nobody can read
        sys.exit(f"chiiki: {fault}")
    return importlib.import_module("chiiki_web.command.tasks")
