"""The desk with 10,000 applications: the list, and the export, beside plain peers.

    .venv/bin/python benchmarks/desk.py [--applications 10000] [--runs 7]

A database of its own is made in a temporary folder (CHIIKI_DATABASE_URL chooses another,
which must be empty), filled with the sample year and with so many applications more.

*The list*: first page, a page in the depth, and filters, each asked for through Django's
test client and held against the changelist of Django's admin over the same rows, with 50 a
page, the same columns, and the like of the filter (its search, its list filter). Both take
turns in one run; the ratio is that of the medians. Goal: at most 20 statements.

*The export*: what the desk streams as CSV and what it writes as a workbook, held against
``values_list`` with ``csv.writer``, and against a plain loop of xlsxwriter, with the same
columns of the same rows. Each runs in a child of its own with a thousand, and with all of
the rows: memory is the growth of the child's peak while it exports. Goal: flat.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_STATEMENTS = 20
MOST_GROWTH_MB = 12.0
HERE = Path(__file__).resolve()
OFFICE = "office@sample.example"
PAGES = {
    "first page": ("?all=1", ""),
    "page 150": ("?all=1&page=150", "?p=150"),
    "state": ("?state=submitted", "?status__exact=submitted"),
    "text": ("?q=0123", "?q=0123"),
    "text and state": (
        "?q=0123&state=submitted",
        "?q=0123&status__exact=submitted",
    ),
    "late, by day": ("?time=late&sort=due", "?status__exact=submitted&o=5"),
    "by amount": ("?sort=amount", "?o=-3"),
}
ADMIN = "/admin/applications/application/"
EXPORTS = ("desk csv", "plain csv", "desk xlsx", "plain xlsx")
FEW, WARM = "M000", "M00001"  # in the numbers: a thousand of the rows, ten of them
COLUMNS = (
    *("number", "plan__title", "organisation__name_ja", "call__name_ja"),
    *("requested", "submitted_at", "status", "assigned_to__user__name", "decide_by"),
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A page of the desk beside the peer's: medians in ms, and statements."""

    name: str
    ours: float
    peer: float
    statements: int
    peer_statements: int


@dataclass(frozen=True, slots=True)
class Exported:
    """What one export took: seconds, the growth of the peak in MB, and bytes."""

    seconds: float
    growth: float
    size: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--applications", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return _export_in_child(*options.child)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHIIKI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "chiiki_web.settings.run"
        _fill(options.applications)
        pages = [_compare(name, options.runs) for name in PAGES]
        _tell_pages(pages)
        is_flat = _exports(max(3, options.runs // 2))
    return int(not is_flat or any(one.statements > MOST_STATEMENTS for one in pages))


def _setup() -> None:
    """The site, with Django's admin beside it on an address of its own."""
    import django
    from django.conf import settings

    sys.path.insert(0, str(HERE.parent))
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "django.contrib.admin"]
    settings.ROOT_URLCONF = "admin_peer"
    django.setup()


def _fill(applications: int) -> None:
    _setup()
    from chiiki_web.command import tasks

    began = time.perf_counter()
    tasks.prepare(empty=False)
    tasks.load_many(applications)
    took = time.perf_counter() - began
    sys.stdout.write(f"sample and {applications:,} applications: {took:.0f} s\n")


def _compare(name: str, runs: int) -> Compared:
    """Both by turns, the first time to warm up."""
    desk, admin = PAGES[name]
    asks = [_asking(f"/desk/{desk}"), _asking(f"{ADMIN}{admin}")]
    taken: tuple[list[float], list[float]] = ([], [])
    for run in range(runs + 1):
        for kind, ask in enumerate(asks):
            began = time.perf_counter()
            ask()
            if run:
                taken[kind].append(1_000 * (time.perf_counter() - began))
    ours, peer = (statistics.median(one) for one in taken)
    return Compared(name, ours, peer, *(_statements(ask) for ask in asks))


def _asking(path: str) -> Callable[[], None]:
    from django.test import Client

    from chiiki_web.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=OFFICE))

    def ask() -> None:
        answer = client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)

    return ask


def _statements(ask: Callable[[], None]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def _exports(runs: int) -> bool:
    """Measure each export in children; say what they took, and whether memory is flat."""
    found = {}
    for kind in EXPORTS:
        few = _child(kind, FEW)
        every = [_child(kind, "") for _ in range(runs)]
        found[kind] = (few, every)
    _tell_exports(found)
    return all(
        statistics.median(one.growth for one in every) - few.growth <= MOST_GROWTH_MB
        for kind, (few, every) in found.items()
        if kind.startswith("desk")
    )


def _child(kind: str, text: str) -> Exported:
    command = [sys.executable, str(HERE), "--child", kind, text]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Exported(**json.loads(done.stdout.splitlines()[-1]))


def _export_in_child(kind: str, text: str) -> int:
    """Export once a little to warm up, then what is asked for, with the peak set back."""
    _setup()
    export = _exporting(kind)
    export(WARM)
    Path("/proc/self/clear_refs").write_text("5")
    before, began = _peak(), time.perf_counter()
    size = export(text)
    took = time.perf_counter() - began
    told = {"seconds": took, "growth": _peak() - before, "size": size}
    sys.stdout.write(f"{json.dumps(told)}\n")
    return 0


def _exporting(kind: str) -> Callable[[str], int]:
    if kind == "plain csv":
        return _plain_csv
    if kind == "plain xlsx":
        return _plain_xlsx
    from django.test import Client

    from chiiki_web.accounts.models import User

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(User.objects.get(email=OFFICE))

    def export(text: str) -> int:
        ending = kind.removeprefix("desk ")
        answer = client.get(f"/desk/export.{ending}", {"q": text})
        return sum(len(one) for one in answer)

    return export


def _plain_rows(text: str) -> Any:
    from chiiki_web.applications.models import Application

    found = Application.objects.filter(number__icontains=text)
    return found.values_list(*COLUMNS).iterator(2_000)


def _plain_csv(text: str) -> int:
    import csv

    with tempfile.TemporaryFile("w+", newline="") as file:
        csv.writer(file).writerows(_plain_rows(text))
        return file.tell()


def _plain_xlsx(text: str) -> int:
    from xlsxwriter import Workbook

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "remove_timezone": True}
        with Workbook(file, options) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(_plain_rows(text)):
                sheet.write_row(number, 0, row)
        return file.tell()


def _peak() -> float:
    """The most memory that this process has held since it was set back, in MB."""
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = (one for one in lines if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _tell_pages(found: Sequence[Compared]) -> None:
    write = sys.stdout.write
    write(
        f"{'list':<16} {'desk ms':>8} {'SQL':>4} {'admin ms':>9} {'SQL':>4} {'ratio':>6}\n"
    )
    for one in found:
        write(
            f"{one.name:<16} {one.ours:8.1f} {one.statements:4} {one.peer:9.1f}"
            f" {one.peer_statements:4} {one.ours / one.peer:6.2f}\n"
        )


def _tell_exports(found: dict[str, tuple[Exported, list[Exported]]]) -> None:
    write = sys.stdout.write
    write(f"{'export':<12} {'s':>6} {'MB more':>8} {'of 1,000':>9} {'kB':>7}\n")
    for kind, (few, every) in found.items():
        seconds = statistics.median(one.seconds for one in every)
        growth = statistics.median(one.growth for one in every)
        write(
            f"{kind:<12} {seconds:6.2f} {growth:8.1f} {few.growth:9.1f}"
            f" {every[0].size / 1_000:7.0f}\n"
        )


if __name__ == "__main__":
    sys.exit(main())
