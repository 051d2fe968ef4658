"""Makes hostile and broken files from a seed, and reads them as the site does.

    .venv/bin/python tests/mutations.py --count 2000 --seed 1

prints what became of each kind of file, and the most that any child took. It fails when
the reader itself fails, or a child went past its limits.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random
from typing import IO

import django

from chiiki_web.sheets import inspecting, reading
from chiiki_web.sheets.formulas import compute
from chiiki_web.sheets.model import CannotRead
from mutants import RECIPES

CPU_SECONDS, MEGABYTES = 5.0, 512
SPENT: list[Spent] = []


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file, and what its children took."""

    recipe: str
    name: str
    said: str
    cpu: float
    megabytes: int
    wall: float


@dataclass(frozen=True, slots=True)
class Spent:
    """What one child took: seconds of processor, and its most memory."""

    cpu: float
    megabytes: int


def mutants(count: int, seed: int) -> list[tuple[str, Callable[[], tuple[str, bytes]]]]:
    """``count`` files, every recipe in turn; the same seed makes the same files."""
    made = []
    for number in range(count):
        recipe = RECIPES[number % len(RECIPES)]
        made.append((recipe.__name__, _maker(recipe, f"{seed}:{number}")))
    return made


def _maker(
    recipe: Callable[[Random], tuple[str, bytes]], seed: str
) -> Callable[[], tuple[str, bytes]]:
    return lambda: recipe(Random(seed))


def read(recipe: str, name: str, content: bytes) -> Outcome:
    """Inspect a file and read it, as an upload is; say what came of it."""
    began = time.perf_counter()
    file = BytesIO(content)
    SPENT.clear()
    try:
        inspecting.inspect(file, name)
        sheets = []
        if name.endswith(".xlsx"):
            sheets = list(reading.read_workbook(file, name))
        elif name.endswith(".csv"):
            sheets = [reading.read_table(file, name)]
        for sheet in sheets:
            for row, column in list(sheet.formulas)[:200]:
                compute(sheet, row, column)
        said = "taken"
    except CannotRead as refusal:
        said = refusal.reasons[0].code
    cpu = max((one.cpu for one in SPENT), default=0.0)
    megabytes = max((one.megabytes for one in SPENT), default=0)
    return Outcome(recipe, name, said, cpu, megabytes, time.perf_counter() - began)


def run_measured(task: str, copy: IO[bytes], answer: IO[bytes]) -> int:
    """What ``reading.run`` does, with what this child took written down."""
    child = reading.start(task, copy, answer)
    megabytes = _most_memory(child.pid)
    _pid, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    SPENT.append(Spent(used.ru_utime + used.ru_stime, megabytes))
    return child.returncode


def _most_memory(pid: int) -> int:
    """Watch a child until it ends; ``ru_maxrss`` would count what its parent holds."""
    most, ended = 0, os.WEXITED | os.WNOWAIT | os.WNOHANG
    while os.waitid(os.P_PID, pid, ended) is None:
        told = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
        peak = re.search(r"VmHWM:\s+(\d+) kB", told)
        most = max(most, int(peak[1]) // 1024 if peak else 0)
        time.sleep(0.002)
    return most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chiiki_web.settings.test")
    django.setup()
    reading.run = run_measured
    found = [read(recipe, *make()) for recipe, make in mutants(asked.count, asked.seed)]
    _report(found)


def _report(found: list[Outcome]) -> None:
    by_recipe: dict[str, Counter[str]] = {}
    for one in found:
        by_recipe.setdefault(one.recipe, Counter())[one.said] += 1
    for recipe, said in sorted(by_recipe.items()):
        outcomes = ", ".join(f"{code} {number}" for code, number in said.most_common())
        print(f"{recipe:<28} {outcomes}")  # noqa: T201
    cpu, wall = max(one.cpu for one in found), max(one.wall for one in found)
    megabytes = max(one.megabytes for one in found)
    slowest = max(found, key=lambda one: one.cpu)
    print(  # noqa: T201
        f"{len(found)} files, {len(by_recipe)} kinds; taken"
        f" {sum(one.said == 'taken' for one in found)}; most processor {cpu:.2f} s"
        f" ({slowest.recipe}: {slowest.said}); longest {wall:.2f} s;"
        f" most memory of a child {megabytes} MB"
    )
    if cpu > CPU_SECONDS + 1 or megabytes > MEGABYTES:
        sys.exit("a child went past its limits")


if __name__ == "__main__":
    main()
