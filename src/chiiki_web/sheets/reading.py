"""Read what a person sent in a process of its own, with limits, and never in this one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime, time
from typing import IO, Any, TypeAlias

from django.core.files.base import File

from chiiki.reasons import reason
from chiiki_web.sheets.model import CannotRead, Cell, Sheet, why_broken

WALL_SECONDS = 15  # a busy machine may give a child its 5 seconds of processor late
KILLED_FOR_TIME = {-24, -9}  # SIGXCPU, SIGKILL
SECONDS, MEGABYTES = 5, 512
MOST_NAMED = 20  # cells that are named at once
DATES: dict[str, Callable[[str], Cell]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}
Source: TypeAlias = "IO[bytes] | File[bytes]"


def read_workbook(file: Source, name: str) -> tuple[Sheet, ...]:
    """Read every sheet of an .xlsx file. Raises CannotRead in the reader's words."""
    found = _sheets(_ask("workbook", file, name), name)
    if not found:  # charts and macros are sheets of other kinds
        raise CannotRead(reason("sheets.no_sheet", name=name))
    return found


def read_table(file: Source, name: str) -> Sheet:
    """Read a CSV file (UTF-8, UTF-16 with its mark, or cp932) as one sheet."""
    return _sheets(_ask("table", file, name), name)[0]


def read_values(file: Source, name: str) -> Sheet:
    """Read a table of plain values: CSV, or the first sheet of an .xlsx file.

    Raises CannotRead also where a cell holds an error, or a formula without its result:
    read as blanks they would say that nothing stands there.
    """
    if not name.lower().endswith(".xlsx"):
        return read_table(file, name)
    sheet = read_workbook(file, name)[0]
    if broken := sorted(sheet.broken)[:MOST_NAMED]:
        raise CannotRead(*(why_broken(sheet, *place) for place in broken))
    return sheet


def read_picture_text(file: Source, name: str) -> str:
    """Read a photo and give it back written anew, in base64."""
    found = _ask("picture", file, name).get("picture")
    if not isinstance(found, str):
        raise CannotRead(reason("sheets.broken", name=name))
    return found


def look_into(file: Source, name: str, kind: str) -> None:
    """Refuse an Office file (xlsx, docx, pptx) that is broken, locked or dangerous."""
    _ask(kind, file, name)


def _ask(task: str, file: Source, name: str) -> dict[str, Any]:
    with tempfile.TemporaryFile() as copy, tempfile.TemporaryFile() as answer:
        file.seek(0)
        shutil.copyfileobj(file, copy)
        file.seek(0)
        copy.seek(0)
        ended = run(task, copy, answer)
        answer.seek(0)
        return _understood(ended, answer.read(), name)


def run(task: str, copy: IO[bytes], answer: IO[bytes]) -> int | None:
    """Read one file with a child; return how it ended, None when time was up."""
    with start(task, copy, answer) as child:
        try:
            return child.wait(WALL_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            return None


def start(task: str, copy: IO[bytes], answer: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a child over two files, without our settings, sockets or secrets."""
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "chiiki_web.sheets.child", task],
        stdin=copy,
        stdout=answer,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"PATH": os.defpath},
    )


def _understood(ended: int | None, content: bytes, name: str) -> dict[str, Any]:
    if ended is None or ended in KILLED_FOR_TIME:
        raise CannotRead(reason("sheets.took_too_long", name=name, limit=SECONDS))
    if ended < 0:  # the reader was stopped by its memory limit
        raise CannotRead(reason("sheets.took_too_much", name=name, limit=MEGABYTES))
    try:
        found: dict[str, Any] = json.loads(content)
    except ValueError as fault:
        raise CannotRead(reason("sheets.broken", name=name)) from fault
    if "code" in found:
        raise CannotRead(reason(found["code"], name=name, **found["values"]))
    return found


def _sheets(found: dict[str, Any], name: str) -> tuple[Sheet, ...]:
    try:
        return tuple(map(_sheet, found["sheets"]))
    except (KeyError, TypeError, ValueError) as fault:
        raise CannotRead(reason("sheets.broken", name=name)) from fault


def _sheet(found: dict[str, Any]) -> Sheet:
    return Sheet(
        name=str(found["name"]),
        rows=tuple(tuple(map(_cell, row)) for row in found["rows"]),
        formulas={(row, column): text for row, column, text in found["formulas"]},
        broken={(row, column): text for row, column, text in found.get("broken", ())},
        merged=tuple((one[0], one[1], one[2], one[3]) for one in found["merged"]),
        is_hidden=bool(found["is_hidden"]),
    )


def _cell(found: Any) -> Cell:
    if isinstance(found, dict):
        ((kind, text),) = found.items()
        return DATES[kind](text)
    plain: Cell = found
    return plain
