"""A PostgreSQL of our own for the length of a test run: own folder, unix socket only."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import psycopg

PLACES = "/usr/lib/postgresql/*/bin"
DURABLE = {"max_connections": "60", "listen_addresses": ""}  # the rest as it comes
QUICK = DURABLE | {  # nothing here has to outlive a power cut
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


def binaries() -> Path | None:
    """Return the folder with initdb and postgres, the newest version first."""
    found = [place / "initdb" for place in _newest_first()]
    if on_path := shutil.which("initdb"):
        found.append(Path(on_path).resolve())
    return next((path.parent for path in found if path.exists()), None)


@contextmanager
def running_postgres(options: Mapping[str, str] = QUICK) -> Iterator[str]:
    """Start a server, yield the address of a database to be, and end it again."""
    bin_folder = binaries()
    if bin_folder is None:
        raise FileNotFoundError("initdb")
    # initdb refuses root, and the postgres user must be able to reach the folder.
    folder = Path(tempfile.mkdtemp(prefix="chiiki-pg-", dir="/tmp"))
    data = folder / "data"
    as_user: list[str] = []
    if os.geteuid() == 0:
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
        shutil.chown(folder, "postgres", "postgres")
    try:
        subprocess.run(
            [
                *as_user,
                *(bin_folder / "initdb", "--pgdata", data, "--username=postgres"),
                *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            ],
            check=True,
            timeout=60,
            stdout=subprocess.DEVNULL,
            cwd="/",
        )
        settings = [f"--{name}={value}" for name, value in options.items()]
        log = (folder / "log").open("wb")
        with (
            log,
            subprocess.Popen(
                [
                    *as_user,
                    bin_folder / "postgres",
                    "-D",
                    data,
                    "-k",
                    folder,
                    *settings,
                ],
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
            ) as server,
        ):
            try:
                _wait_for(server, folder)
                yield f"postgresql://postgres@/chiiki?host={folder}"
            finally:
                server.send_signal(signal.SIGINT)  # "fast": do not wait for clients
                try:
                    server.wait(20)
                except subprocess.TimeoutExpired:
                    server.kill()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def make_database(url: str) -> None:
    """Make the database that an address names."""
    base, _, query = url.partition("?")
    server, _, name = base.rpartition("/")
    with psycopg.connect(f"{server}/postgres?{query}", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')


def _newest_first() -> list[Path]:
    places = list(Path("/").glob(PLACES.lstrip("/")))
    return sorted(places, key=lambda place: int(place.parent.name), reverse=True)


def _wait_for(server: subprocess.Popen[bytes], folder: Path) -> None:
    """Return when the server takes connections: its pid file says "ready" then."""
    pid_file = folder / "data" / "postmaster.pid"
    for _ in range(300):
        if server.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        if pid_file.exists() and "ready" in pid_file.read_text():
            return
        time.sleep(0.1)
    raise RuntimeError("PostgreSQL did not start within 30 seconds")
