"""`chiiki site run` as a person meets it: a real server, a real worker, real signals."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once
ROOT = Path(__file__).parents[3]
PATIENCE = 60
Start = Callable[..., subprocess.Popen[str]]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """A function that starts the site with its data in one folder."""
    running = []
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CHIIKI_", "DJANGO_"))
    }

    def run(port: int, *more: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [
                *(
                    sys.executable,
                    "-m",
                    "chiiki_web.command",
                    "run",
                    "--port",
                    str(port),
                ),
                *("--data", str(tmp_path / "data"), *more),
            ],
            env=env | {"PYTHONPATH": str(ROOT / "src")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running.append(process)
        return process

    yield run
    for process in running:
        if process.poll() is None:
            _end(process, signal.SIGTERM)
        if process.stdout:
            process.stdout.close()


def _wait_for(process: subprocess.Popen[str], port: int) -> int:
    """The status of the first page, once there is one."""
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/")
            return connection.getresponse().status
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
        finally:
            connection.close()
    pytest.fail(f"no answer: {_end(process, signal.SIGTERM)}")


def _end(process: subprocess.Popen[str], number: signal.Signals) -> str:
    process.send_signal(number)
    output, _ = process.communicate(timeout=30)
    return output


def _people(folder: Path) -> list[tuple[str, str]]:
    connection = sqlite3.connect(folder / "data" / "chiiki.sqlite3")
    try:
        return connection.execute(
            "SELECT email, password FROM accounts_user"
        ).fetchall()
    finally:
        connection.close()


def test_it_starts_once_ends_and_finds_its_data_again(
    start: Start, tmp_path: Path
) -> None:
    port = _free_port()
    first = start(port, "--empty")
    assert _wait_for(first, port) == 200
    _refuses_another(start, beside=first)
    first_words = _end(first, signal.SIGINT)
    assert first.returncode == 0
    people = _people(tmp_path)
    assert [email for email, _ in people] == ["admin@chiiki.localhost"]

    second = start(port)
    assert _wait_for(second, port) == 200
    second_words = _end(second, signal.SIGTERM)
    assert second.returncode == 0
    assert _people(tmp_path) == people
    for words in (first_words, second_words):
        assert f"http://127.0.0.1:{port}/" in words
        assert re.search(r"administrator +admin@chiiki\.localhost +\S{12,}", words)
        assert "Traceback" not in words


def _refuses_another(start: Start, beside: subprocess.Popen[str]) -> None:
    """Two starts on one folder refuse each other; the one that runs goes on."""
    another = start(_free_port())
    output, _ = another.communicate(timeout=30)
    assert another.returncode == 1
    assert "another chiiki is running on the data" in output
    assert beside.poll() is None


def test_a_port_in_use_is_said_in_one_line(start: Start) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(taken.getsockname()[1])
        output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert "choose another with --port" in output
    assert output.count("\n") == 1


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://x@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_is_said_in_one_line(
    start: Start, url: str
) -> None:
    process = start(_free_port(), "--database", url)
    output, _ = process.communicate(timeout=30)
    assert process.returncode == 1
    assert output.startswith("chiiki: ")
    assert "database" in output
    assert "Traceback" not in output
