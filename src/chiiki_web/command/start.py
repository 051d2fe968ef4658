"""Site and worker as one command: started together, ended together."""

from __future__ import annotations

import fcntl
import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chiiki_web.command.prepared import Prepared, data_folder
from chiiki_web.command.processes import keep_running
from chiiki_web.settings.database import parse_database_url

SETTINGS = "chiiki_web.settings.run"
EVERYWHERE = {"0.0.0.0", "::"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site listens and where its data lies."""

    host: str
    port: int
    data: Path | None = None
    database: str | None = None

    @property
    def nearby(self) -> str:
        """The address by which this machine itself reaches the site."""
        return "127.0.0.1" if self.host in EVERYWHERE else self.host

    @property
    def address(self) -> str:
        name = f"[{self.nearby}]" if ":" in self.nearby else self.nearby
        return f"http://{name}:{self.port}"

    def export(self) -> Path:
        """Hand everything to the settings, here and in child processes."""
        folder = self.data.resolve() if self.data else data_folder()
        os.environ["CHIIKI_DATA"] = str(folder)
        if self.database:
            os.environ["CHIIKI_DATABASE_URL"] = self.database
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
        os.environ.setdefault("CHIIKI_ADDRESS", self.address)
        names = ["localhost", "127.0.0.1", "[::1]"]
        if self.host in EVERYWHERE:
            names.append(socket.gethostname())
        elif self.host not in names:
            names.append(self.host)
        os.environ.setdefault("CHIIKI_HOSTS", ",".join(names))
        return folder


def everything(place: Place, empty: bool) -> int:
    """Prepare, start site and worker, stay until asked to end; return the exit code."""
    folder = place.export()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "running").open("a") as lock:
        if fault := _fault(place, folder, lock):
            _say(f"chiiki: {fault}")
            return 1
        if not Prepared.of(folder).is_up_to_date():
            words = ["prepare", *(["--empty"] if empty else [])]
            if subprocess.run(_chiiki(*words), check=False).returncode:
                return 1
        welcome = _welcome(place, Prepared.of(folder), empty)
        return keep_running(
            {"site": server(place), "worker": _chiiki("worker")},
            is_ready=lambda: answers(place),
            on_ready=lambda: _say(welcome),
        )


def server(place: Place, workers: int | None = None) -> list[str]:
    """Return the command of the web server.

    SQLite has one writer: one process with one thread answered 425 full submissions a
    second, two with four threads each 169 (docs/decisions/0001-two-commands.md).
    """
    url = os.environ.get("CHIIKI_DATABASE_URL", "sqlite:")
    on_sqlite = url.startswith("sqlite:")
    options: Mapping[str, object] = {
        "--interface": "wsgi",
        "--http": "1",
        "--host": place.host,
        "--port": place.port,
        "--workers": 1 if on_sqlite else workers or 2,
        "--blocking-threads": 1 if on_sqlite else 4,
        "--workers-kill-timeout": 8,
        "--log-level": "warning",
    }
    flat = [str(part) for option in options.items() for part in option]
    return [
        *(sys.executable, "-m", "granian", "--no-ws", "--respawn-failed-workers"),
        *flat,
        "chiiki_web.wsgi:application",
    ]


def answers(place: Place) -> bool:
    """Whether the site says anything at all to a browser on this machine."""
    connection = http.client.HTTPConnection(place.nearby, place.port, timeout=5)
    with closing(connection):
        try:
            connection.request("GET", "/", headers={"Host": f"localhost:{place.port}"})
            return connection.getresponse().status > 0
        except (OSError, http.client.HTTPException):
            return False


def _fault(place: Place, folder: Path, lock: IO[str]) -> str:
    """Why the site cannot start here, or nothing."""
    try:
        parse_database_url(Prepared.of(folder).database)
    except ValueError as fault:
        return str(fault)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return f"another chiiki is running on the data in {folder}"
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((place.host, place.port))
        except OSError as fault:
            return (
                f"{place.host}:{place.port} cannot be used "
                f"({fault.strerror}); choose another with --port"
            )
    return ""


def _chiiki(*words: str) -> list[str]:
    return [sys.executable, "-m", "chiiki_web.command", *words]


def _welcome(place: Place, prepared: Prepared, empty: bool) -> str:
    lines = ["", f"  {place.address}/", "", prepared.welcome]
    if empty and prepared.notes.get("sample") == "loaded":
        lines += [
            "  この保存先には見本の1年が入っています。空で始めるには --data で別の場所を",
            "  These data have the sample year already; --data FOLDER starts elsewhere",
            "",
        ]
    return "\n".join([*lines, "  Ctrl-C: 終了 / end", ""])


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
