"""SQL statements and server time of every page, with many applications loaded.

    .venv/bin/python benchmarks/pages.py [--applications 10000] [--runs 5]

A database of its own is made in a temporary folder (CHIIKI_DATABASE_URL chooses another,
which must be empty), filled with the sample year and with so many applications more. Every
page that a role reaches by links is asked for several times through Django's test client:
server time without network. The goal for lists and detail pages: at most 20 statements
and 150 ms (median). Processor time stands beside the time on the clock: on SQLite, where
the database works in the same process, it is the steadier figure on a shared machine. The
last column compares processor time with that of the plainest page of the site in the same
run, which takes what Django itself takes.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

MOST_STATEMENTS, MOST_MS = 20, 150.0
PLAINEST = "dashboards:about"
ROLES = ("officer", "office", "reviewer", "adviser", "auditor", "admin")
LINK = re.compile(r'<a\s[^>]*?href="(/[^"#]*)"')
LEFT_OUT = ("/static/", "/accounts/logout/")


@dataclass(frozen=True, slots=True)
class Measured:
    """One page as one role sees it: median ms on the clock and of the processor, and SQL."""

    name: str
    role: str
    milliseconds: float
    cpu: float
    statements: int

    @property
    def is_within(self) -> bool:
        return self.milliseconds <= MOST_MS and self.statements <= MOST_STATEMENTS


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--applications", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHIIKI_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "chiiki_web.settings.run"
        _fill(options.applications)
        found = sorted(_measure(options.runs), key=lambda one: -one.milliseconds)
    _tell(found)
    return int(not all(one.is_within for one in found))


def _fill(applications: int) -> None:
    import django

    django.setup()
    from chiiki_web.command import tasks

    began = time.perf_counter()
    tasks.prepare(empty=False)
    tasks.load_many(applications)
    sys.stdout.write(
        f"sample and {applications:,} applications: {time.perf_counter() - began:.0f} s\n"
    )


def _measure(runs: int) -> Iterator[Measured]:
    from django.test import Client

    from chiiki_web.accounts.models import User

    for role in ("", *ROLES):
        client = Client(headers={"host": "127.0.0.1"})
        if role:
            client.force_login(User.objects.get(email=f"{role}@sample.example"))
        yield from _walk(client, role or "public", runs)


def _walk(client: object, role: str, runs: int) -> Iterator[Measured]:
    from django.urls import Resolver404, resolve

    waiting, seen, done = deque(["/", "/my/"]), {"/", "/my/"}, set()
    while waiting:
        path = waiting.popleft()
        try:
            name = resolve(path.partition("?")[0]).view_name
        except Resolver404:
            continue
        if name in done:
            continue
        answer = client.get(path)  # type: ignore[attr-defined]
        is_page = answer.get("Content-Type", "").startswith("text/html")
        if answer.status_code != 200 or not is_page:
            continue
        done.add(name)
        yield _time(client, path, name, role, runs)
        for link in LINK.findall(answer.content.decode()):
            link = link.replace("&amp;", "&")
            if link not in seen and not link.startswith(LEFT_OUT):
                seen.add(link)
                waiting.append(link)


def _time(client: object, path: str, name: str, role: str, runs: int) -> Measured:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    times, cpu = [], []
    for _ in range(runs):
        began, worked = time.perf_counter(), time.process_time()
        client.get(path)  # type: ignore[attr-defined]
        times.append(1000 * (time.perf_counter() - began))
        cpu.append(1000 * (time.process_time() - worked))
    with CaptureQueriesContext(connection) as queries:
        client.get(path)  # type: ignore[attr-defined]
    median = statistics.median
    return Measured(name, role, median(times), median(cpu), len(queries))


def _tell(found: list[Measured]) -> None:
    plain = min(one.cpu for one in found if one.name == PLAINEST)
    write = sys.stdout.write
    write(
        f"{'page':<32} {'role':<10} {'ms':>7} {'CPU ms':>7} {'SQL':>4} {'× plainest':>10}\n"
    )
    for one in found:
        mark = "" if one.is_within else "  ← over the goal"
        write(
            f"{one.name:<32} {one.role:<10} {one.milliseconds:7.1f}"
            f" {one.cpu:7.1f} {one.statements:4} {one.cpu / plain:10.1f}{mark}\n"
        )
    over = sum(not one.is_within for one in found)
    write(f"{len(found)} pages, {over} over the goal\n")


if __name__ == "__main__":
    sys.exit(main())
