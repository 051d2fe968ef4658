"""Kill the server at random while applications come in, and look for what was lost.

    .venv/bin/python tests/kills.py --database sqlite --kills 1000
    .venv/bin/python tests/kills.py --database postgresql --kills 1000

The server is the one of ``chiiki site serve`` with the background worker beside it, on a
data folder of its own; a crowd of officers signs in, attaches files and sends drafts. Each
kill is SIGKILL for the whole process group at a random moment. Whoever got no answer asks
again with the same key. After every kill database and disk are read: nothing acknowledged
is lost, nothing is there twice, every receipt has all its bytes, its event and its
messages, numbers have no gap; the chain of the history is verified every fifty kills.

At the end a guard is broken (``broken.py``), and the same kills must show the damage: a
proof whose control shows none is worth nothing.

What this cannot show: a kill leaves the page cache of the kernel alone, so it proves
nothing about power loss; against that stand fsync and the settings of the databases.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import postgres
from crowd import UNKNOWN, Draft, Officer, gather
from warm import SETTINGS, Server, wait_until, warm_server

if TYPE_CHECKING:
    from promises import Books

OFFICERS = 4
CONTROL = 20  # kills at most until the damage of a broken guard must have shown
DRAFTS_A_KILL = 15
LONGEST = 0.45  # seconds from the first answer after a start to the kill
TOLD = {"application.submitted": 1, "application.arrived": 1}
GUARDS = ("receipt_after_commit", "file_before_row", "one_transaction")
SIGNS_IN_AGAIN = 0.02
READS_RECEIPT = 0.1
PREPARES = 0.7  # the others press the button before their page has asked for it


@dataclass
class Tally:
    """What happened, for the report."""

    kills: int = 0
    received: int = 0
    unanswered: int = 0
    found_done: set[int] = field(default_factory=set)
    asked_again: int = 0
    signed_in: int = 0
    faults: dict[str, None] = field(default_factory=dict)  # in order, each once
    starts: list[float] = field(default_factory=list)

    def add(self, faults: Iterable[str]) -> None:
        self.faults |= dict.fromkeys(faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], required=True)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--control", choices=GUARDS, default=GUARDS[0])
    options = parser.parse_args()
    seed = random.randrange(1 << 30) if options.seed is None else options.seed
    began = time.monotonic()
    chance = random.Random(seed)
    with site(options.database):
        from promises import Books  # needs Django

        books, damage = Books(TOLD), Tally()
        tally = _run(options.kills, chance, books)
        took = time.monotonic() - began
        if not tally.faults:
            damage = _run(CONTROL, chance, books, options.control)
    _say(
        f"{options.database}, seed {seed}: {tally.kills} kills in"
        f" {took:.0f} s; {tally.received} received,"
        f" {tally.unanswered} without an answer (of which {len(tally.found_done)} were done),"
        f" {tally.signed_in} sign-ins; a start took"
        f" {1000 * sum(tally.starts) / max(1, len(tally.starts)):.0f} ms",
        *list(tally.faults)[:20],
        f"{len(tally.faults)} promises broken",
        f"control, without {options.control}: {len(damage.faults)} broken",
        *list(damage.faults)[:3],
    )
    return int(bool(tally.faults) or not damage.faults)


@contextmanager
def site(database: str) -> Iterator[None]:
    """A data folder and a database with tables and reference data, and Django on them."""
    folder = Path(tempfile.mkdtemp(prefix="chiiki-kills-"))
    os.environ["CHIIKI_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.environ.pop("CHIIKI_DATABASE_URL", None)
    try:
        if database == "sqlite":
            _prepare()
            yield
        else:
            with postgres.running_postgres(postgres.DURABLE) as url:
                os.environ["CHIIKI_DATABASE_URL"] = url
                postgres.make_database(url)
                _prepare()
                yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _prepare() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from chiiki_web.command import tasks

    tasks.migrate()
    tasks.load_reference()
    call_command("collectstatic", interactive=False, verbosity=0)


def _run(kills: int, chance: random.Random, books: Books, without: str = "") -> Tally:
    """So many kills, fewer when a promise breaks, and the last look at everything."""
    tally = Tally()
    officers = gather(
        OFFICERS, DRAFTS_A_KILL * (kills + 1) // OFFICERS + 1, chance=chance
    )
    drafts = [draft for officer in officers for draft in officer.drafts]
    plug = f"broken:without_{without}" if without else ""
    stop = threading.Event()
    with warm_server(with_worker=True, plug=plug) as server:
        threads = [
            threading.Thread(
                target=_officer_works, args=[one, server, stop, tally, seed]
            )
            for one, seed in ((o, random.Random(chance.random())) for o in officers)
        ]
        for one in threads:
            one.start()
        try:
            for count in range(kills):
                _kill_once(server, tally, chance)
                books.forget_tries()
                tally.add(books.broken(drafts))
                tally.found_done |= {
                    one.pk
                    for one in drafts
                    if one.is_sent and not one.is_received and one.pk in books.received
                }
                if count % 50 == 49:
                    tally.add(books.chain_is_whole())
                    _say(f"{tally.kills} kills, {tally.received} received")
                if tally.faults:
                    break
            if not tally.faults:
                _bring_to_an_end(server, drafts, stop)
        finally:
            stop.set()
            server.is_up.set()
            for one in threads:
                one.join()
    tally.add(books.broken(drafts) + books.chain_is_whole())
    return tally


def _kill_once(server: Server, tally: Tally, chance: random.Random) -> None:
    """Start, wait for the first application after it, and a random moment more."""
    began = time.monotonic()
    before = tally.received
    server.start()
    tally.starts.append(time.monotonic() - began)
    wait_until(lambda: tally.received > before, "nothing comes in")
    time.sleep(chance.uniform(0, LONGEST))
    server.kill()
    tally.kills += 1


def _bring_to_an_end(
    server: Server, drafts: list[Draft], stop: threading.Event
) -> None:
    """Who has no answer yet gets one before the last look."""
    for one in drafts:
        if not one.tries:
            one.is_over = True
    server.start()
    open_ones = [one for one in drafts if one.tries]
    wait_until(lambda: all(one.is_received for one in open_ones), "some have no answer")
    stop.set()
    server.kill()


def _officer_works(
    officer: Officer,
    server: Server,
    stop: threading.Event,
    tally: Tally,
    chance: random.Random,
) -> None:
    """One draft after the other; without an answer, the same again."""
    officer.port = server.port
    for draft in officer.drafts:
        while not (draft.is_received or draft.is_over or stop.is_set()):
            server.is_up.wait()
            try:
                _go_on(officer, draft, tally, chance)
            except UNKNOWN:
                tally.unanswered += 1
            except AssertionError as fault:
                tally.add([str(fault)])
                return


def _go_on(officer: Officer, draft: Draft, tally: Tally, chance: random.Random) -> None:
    """The next steps of one draft, as far as the server lives."""
    if "sessionid" not in officer.cookies or chance.random() < SIGNS_IN_AGAIN:
        officer.sign_in()
        tally.signed_in += 1
    draft.tries += 1
    if not draft.is_attached:
        status, place = officer.attach(draft)
        assert (status, place) == (302, f"/applications/{draft.pk}/"), (
            f"{status} {place}"
        )
        draft.is_attached = True
    if not draft.is_sent and chance.random() < PREPARES:
        officer.prepare(draft)
    was_sent = draft.is_sent
    draft.is_sent = True
    status, place = officer.submit(draft)
    wanted = (302, f"/applications/{draft.pk}/receipt/")
    assert (status, place) == wanted, f"{draft.pk}: {status} {place}"
    draft.is_received = True
    tally.received += 1
    tally.asked_again += was_sent
    if chance.random() < READS_RECEIPT:
        with suppress(*UNKNOWN):
            found = officer.hashes_on_receipt(draft)
            assert draft.sha256 in found, f"{draft.pk}: receipt without its file"


def _say(*lines: str) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
