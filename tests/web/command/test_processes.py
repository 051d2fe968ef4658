"""Site and worker live and die together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chiiki_web.command import processes

SLEEPER = [sys.executable, "-c", "import time; time.sleep(60)"]
FALLS = [sys.executable, "-c", "raise SystemExit(3)"]
DEAF = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(60)
"""


def _keep(
    *commands: list[str],
    then: Callable[[], None],
    when: Callable[[], bool] = lambda: True,
) -> int:
    named = {f"child {number}": command for number, command in enumerate(commands)}
    return processes.keep_running(named, is_ready=when, on_ready=then)


def _ask(number: signal.Signals = signal.SIGTERM) -> Callable[[], None]:
    return lambda: os.kill(os.getpid(), number)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_everything_when_it_is_asked_to(number: signal.Signals) -> None:
    assert _keep(SLEEPER, SLEEPER, then=_ask(number)) == 0


def test_it_ends_the_others_when_one_falls(capsys: pytest.CaptureFixture[str]) -> None:
    assert _keep(SLEEPER, FALLS, then=lambda: None) == 1
    assert "child 1 ended by itself (code 3)" in capsys.readouterr().err


def test_it_makes_a_deaf_child_end(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.5)
    deaf = tmp_path / "deaf"
    command = [sys.executable, "-c", DEAF, str(deaf)]
    assert _keep(command, then=_ask(), when=deaf.exists) == 1


def test_it_gives_the_signals_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    _keep(SLEEPER, then=_ask())
    assert signal.getsignal(signal.SIGTERM) == before


@pytest.mark.skipif(sys.platform != "linux", reason="a thing of the Linux kernel")
def test_a_child_ends_when_its_parent_is_killed(tmp_path: Path) -> None:
    noted = tmp_path / "pid"
    child = (
        f"import os, pathlib, time; pathlib.Path({str(noted)!r}).write_text(str(os.getpid()));"
        "time.sleep(60)"
    )
    parent = (
        "import sys; from chiiki_web.command.processes import keep_running;"
        f"keep_running({{'child': [sys.executable, '-c', {child!r}]}},"
        " is_ready=lambda: False, on_ready=lambda: None)"
    )
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", parent], env=env) as process:
        _wait_until(lambda: noted.exists() and noted.read_text() != "")
        process.kill()
    _wait_until(lambda: not _is_alive(int(noted.read_text())))


def _wait_until(holds: Callable[[], bool]) -> None:
    latest = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < latest
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except FileNotFoundError:
        return False
