"""The real server for proofs and measurements: imported once, forked for every start.

``chiiki site serve`` needs seconds to import everything. Here one process imports it all,
and a child of it becomes the web server, with the very words of the command that ``serve``
runs; a start takes a tenth of a second, so that a thousand kills fit into minutes.
"""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve()
PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 60.0
SETTINGS = "chiiki_web.settings.run"


class Server:
    """A server that can be started and killed again and again."""

    def __init__(self, parent: subprocess.Popen[str], port: int) -> None:
        self.parent, self.port = parent, port
        self.is_up = threading.Event()
        self.group = 0

    def start(self) -> None:
        self.group = int(self._ask("start"))
        wait_until(lambda: answers(self.port), "the server does not answer")
        self.is_up.set()

    def kill(self) -> None:
        """SIGKILL for the whole process group, and wait until nothing of it is left."""
        self.is_up.clear()
        os.killpg(self.group, signal.SIGKILL)
        self.group = 0
        self._ask("gather")

    def _ask(self, word: str) -> str:
        assert self.parent.stdin
        assert self.parent.stdout
        self.parent.stdin.write(f"{word}\n")
        self.parent.stdin.flush()
        told = self.parent.stdout.readline().strip()
        if not told:
            raise RuntimeError("the parent of the servers has ended")
        return told


@contextmanager
def warm_server(
    *, workers: int = 2, with_worker: bool = False, plug: str = "", port: int = 0
) -> Iterator[Server]:
    """A server on CHIIKI_DATA and CHIIKI_DATABASE_URL, not started yet.

    ``with_worker`` lets the background worker live and die with it; ``plug`` names a
    function ``module:name`` that is called before the first start (to break a guard).
    """
    port = port or free_port()
    words = [str(port), str(workers), "worker" if with_worker else "alone", plug]
    with subprocess.Popen(
        [sys.executable, HERE, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HERE.parent,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS},
    ) as parent:
        server = Server(parent, port)
        try:
            yield server
        finally:
            if server.group:
                server.kill()
            assert parent.stdin
            parent.stdin.close()


def answers(port: int) -> bool:
    """Whether somebody listens."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        found: int = one.getsockname()[1]
        return found


def wait_until(holds: Callable[[], bool], fault: str) -> None:
    latest = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > latest:
            raise TimeoutError(fault)
        time.sleep(0.005)


# The other side: the parent of the servers.


def _main(port: int, workers: int, company: str, plug: str) -> None:
    # Children of a killed server come to this process, which waits for their end.
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)
    from chiiki_web.command import start

    place = start.Place("127.0.0.1", port)
    place.export()
    words = start.server(place, workers)
    _import_everything(plug)
    for line in sys.stdin:
        if line == "start\n":
            _say(_fork(words, with_worker=company == "worker"))
        else:
            _gather()
            _say("gathered")


def _import_everything(plug: str) -> None:
    """What a worker of the server would import with its first requests."""
    import importlib

    import django
    import granian.cli  # noqa: F401

    django.setup()
    from chiiki_web import worker, wsgi  # noqa: F401

    if plug:
        module, _, name = plug.partition(":")
        getattr(importlib.import_module(module), name)()
    from django.db import connections
    from django.test import Client

    Client(headers={"host": "127.0.0.1"}).get("/accounts/login/")
    connections.close_all()


def _fork(words: list[str], *, with_worker: bool) -> int:
    """One group of processes: the server, its workers, and the background worker."""
    child = os.fork()
    if child:
        return child
    os.setsid()
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    if with_worker and not os.fork():
        from chiiki_web.command import tasks

        tasks.work()
        os._exit(0)
    import granian.cli

    sys.argv = ["granian", *words[words.index("granian") + 1 :]]
    granian.cli.entrypoint()
    os._exit(0)


def _gather() -> None:
    while True:
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _say(word: object) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    _main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4])
