"""The whole path of a submission against one bare insert, on one server in one run.

    .venv/bin/python benchmarks/submission.py --database postgresql
    .venv/bin/python benchmarks/submission.py --database sqlite

The server is the one of ``chiiki site serve`` (PostgreSQL: 2 processes with 4 threads;
SQLite: one writer) on a database that is safe against power cuts. Two client processes send
prepared requests over lines that are kept. *Bare* is a page that inserts one row of the
size of a snapshot and commits, for anybody; *the same, signed in* stands behind the door
through which every page of the site is reached: session, token of the form, person and hat.
*As shown* is the form of the site, sent from a page that was shown before: that door, form,
everything compared with what was checked and frozen for that page
(docs/decisions/0021-what-is-shown-is-sent.md), files looked for, number, receipt, event and
messages, one commit. *Checked anew* is the same form of a page that was not shown, or from
which anything has changed since: rules, files read back and snapshot besides. Rounds take
turns; a ratio is that of medians. Goal on PostgreSQL for what is sent as shown: 20 % of a
bare insert behind the same door; the ratio to one without a door is told beside it
(docs/operations.md). What a page costs that freezes it, before the button, is not in it; the
line *prepared* tells it.

CPU is the time of the server's processes (and PostgreSQL's) for one request: on a machine
that is shared it is the steadier figure.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

import kills  # noqa: E402
from crowd import Officer, gather  # noqa: E402
from warm import Server, warm_server  # noqa: E402

GOAL = 0.20
CLIENT_PROCESSES, LINES = 2, 4
SNAPSHOT = 2_000
BARE, INSIDE = "bare insert", "the same, signed in"
SHOWN, ANEW = "as shown", "checked anew"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Round:
    """Requests a second, CPU of one, and how long one took."""

    rate: float
    cpu_ms: float
    p50_ms: float
    p99_ms: float


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=["sqlite", "postgresql"], required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--most", type=int, default=250, help="submissions a second")
    options = parser.parse_args()
    known = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = f"{HERE}{os.pathsep}{known}"
    with kills.site(options.database):
        found = _measure(options.rounds, options.seconds, options.most)
    _tell(options.database, found)
    ratio = _median(found[SHOWN], "rate") / _median(found[INSIDE], "rate")
    return int(options.database == "postgresql" and ratio < GOAL)


def _measure(rounds: int, seconds: float, most: int) -> dict[str, list[Round]]:
    import bare

    bare.make_table()
    lines = CLIENT_PROCESSES * LINES
    each = int(most * seconds * (rounds + 1)) // lines
    chance = random.Random(1)
    shown = gather(lines, each, attached=True, chance=chance)
    anew = gather(lines, each // 3, attached=True, chance=chance)
    _say_prepared(shown)
    with warm_server(plug="bare:plug") as server:
        server.start()
        for one in (*shown, *anew):
            one.port = server.port
            one.sign_in()
        content = _request(server.port, "/bare/", "x" * SNAPSHOT, "")
        most = int(3_000 * seconds)
        sent = {
            BARE: [[content] * most] * lines,
            INSIDE: [[_inserted(one)] * most for one in shown],
            SHOWN: [list(_submissions(one)) for one in shown],
            ANEW: [list(_submissions(one)) for one in anew],
        }
        found: dict[str, list[Round]] = {kind: [] for kind in sent}
        for number in range(rounds + 1):
            for kind, requests in sent.items():
                one = _round(server, requests, seconds)
                if number:  # the first warms up
                    found[kind].append(one)
    return found


def _say_prepared(officers: Sequence[Officer]) -> None:
    """Freeze every draft as its page does, and say what one takes."""
    from chiiki_web.accounts.models import Membership
    from chiiki_web.applications import actions, queries

    began, count = time.process_time(), 0
    for officer in officers:
        member = Membership.objects.get(user__email=officer.email)
        for draft in officer.drafts:
            now = queries.database_now()
            assert actions.prepare_application(draft.pk, by=member, at=now)
            count += 1
    took = 1000 * (time.process_time() - began) / count
    sys.stdout.write(f"prepared {count}, each {took:.1f} ms of this process\n")


def _inserted(officer: Officer) -> bytes:
    token = {"csrfmiddlewaretoken": officer.cookies["csrftoken"]}
    body = urlencode(token | {"content": "x" * SNAPSHOT})
    return _request(officer.port, "/bare/officer/", body, _cookies(officer))


def _cookies(officer: Officer) -> str:
    return "; ".join(f"{name}={value}" for name, value in officer.cookies.items())


def _submissions(officer: Officer) -> Iterator[bytes]:
    for draft in officer.drafts:
        typed = {
            "csrfmiddlewaretoken": officer.cookies["csrftoken"],
            "key": str(draft.key),
            "requested": "12000000",
            "recommended_by": "",
        }
        path = f"/applications/{draft.pk}/submit/"
        yield _request(officer.port, path, urlencode(typed), _cookies(officer))


def _request(port: int, path: str, body: str, cookies: str) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookies}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\n\r\n{body}"
    ).encode()


def _round(server: Server, requests: list[list[bytes]], seconds: float) -> Round:
    """All lines at once for so many seconds; what was sent is taken off the lists."""
    context = multiprocessing.get_context("fork")
    results = context.SimpleQueue()
    cpu, began = _cpu(server), time.monotonic()
    clients = [
        context.Process(
            target=_client, args=(server.port, requests, start, seconds, results)
        )
        for start in range(CLIENT_PROCESSES)
    ]
    for one in clients:
        one.start()
    times: list[float] = []
    for _ in clients:
        for line, taken in results.get().items():
            times += taken
            requests[line] = requests[line][len(taken) :]
    took = time.monotonic() - began
    for one in clients:
        one.join()
    times.sort()
    return Round(
        rate=len(times) / took,
        cpu_ms=1000 * (_cpu(server) - cpu) / len(times),
        p50_ms=1000 * times[len(times) // 2],
        p99_ms=1000 * times[int(len(times) * 0.99)],
    )


def _client(
    port: int,
    requests: Sequence[Sequence[bytes]],
    start: int,
    seconds: float,
    results: object,
) -> None:
    taken: dict[int, list[float]] = {}
    end = time.monotonic() + seconds

    def run(line: int) -> None:
        taken[line] = _send_all(port, requests[line], end)

    lines = range(start, len(requests), CLIENT_PROCESSES)
    threads = [threading.Thread(target=run, args=[line]) for line in lines]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    results.put(taken)  # type: ignore[attr-defined]


def _send_all(port: int, requests: Sequence[bytes], end: float) -> list[float]:
    """One request after the other on one line; how long each took."""
    times = []
    with socket.create_connection(("127.0.0.1", port)) as line:
        for one in requests:
            began = time.monotonic()
            if began >= end:
                return times
            line.sendall(one)
            answer = line.recv(65536)
            while b"\r\n\r\n" not in answer:
                answer += line.recv(65536)
            times.append(time.monotonic() - began)
            if b" 302 " not in answer[:20] or not _leads_on(answer):
                raise AssertionError(answer.decode(errors="replace"))
    raise AssertionError("the drafts are used up: raise --most")


def _leads_on(answer: bytes) -> bool:
    return b"/receipt/\r\n" in answer or b"location: /\r\n" in answer


def _cpu(server: Server) -> float:
    """Seconds of processor time that server and PostgreSQL have used until now."""
    total, postgres = 0, _postgres_folder()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            text = (folder / "stat").read_text()
        except OSError:
            continue
        name, _, rest = text.partition("(")[2].rpartition(")")
        fields = rest.split()
        if int(fields[2]) == server.group or (
            name == "postgres" and _stands_in(folder) == postgres
        ):
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _postgres_folder() -> str:
    _, _, host = os.environ.get("CHIIKI_DATABASE_URL", "").partition("?host=")
    return f"{host}/data"


def _stands_in(folder: Path) -> str:
    try:
        return os.readlink(folder / "cwd")
    except OSError:
        return ""


def _median(rounds: Sequence[Round], name: str) -> float:
    return statistics.median(getattr(one, name) for one in rounds)


def _tell(database: str, found: dict[str, list[Round]]) -> None:
    write = sys.stdout.write
    write(f"{database:<20} {'a second':>9} {'p50 ms':>7} {'p99 ms':>7} {'CPU ms':>7}\n")
    for name, rounds in found.items():
        rate, p50, p99, cpu = (
            _median(rounds, one) for one in ("rate", "p50_ms", "p99_ms", "cpu_ms")
        )
        write(f"{name:<20} {rate:9.0f} {p50:7.1f} {p99:7.1f} {cpu:7.2f}\n")
    for name in (SHOWN, ANEW):
        for beside in (INSIDE, BARE):
            _tell_ratio(name, found[name], beside, found[beside])


def _tell_ratio(
    name: str, full: Sequence[Round], beside: str, bare: Sequence[Round]
) -> None:
    wall = _median(full, "rate") / _median(bare, "rate")
    cpu = _median(bare, "cpu_ms") / _median(full, "cpu_ms")
    each = ", ".join(f"{f.rate / b.rate:.0%}" for b, f in zip(bare, full, strict=True))
    sys.stdout.write(
        f"ratio {name} : {beside}: {wall:.0%} (rounds: {each}); by CPU {cpu:.0%}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
