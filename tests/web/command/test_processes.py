"""Site and worker live and die together."""

from __future__ import annotations

import os
import signal
import sys
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
