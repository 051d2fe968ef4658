"""Child processes that live and die together."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

PRCTL = getattr(ctypes.CDLL(None), "prctl", None)
PR_SET_PDEATHSIG = 1
PAUSE = 0.05
PATIENCE = 10.0


def keep_running(
    commands: Mapping[str, Sequence[str]],
    *,
    is_ready: Callable[[], bool],
    on_ready: Callable[[], None],
) -> int:
    """Start the commands and wait for Ctrl-C, SIGTERM or the end of one of them.

    ``on_ready`` is called once, when ``is_ready`` first holds. Returns 0 when somebody
    asked for the end and everything ended by itself, 1 otherwise.
    """
    with _asked_to_stop() as asked:
        children = {
            name: subprocess.Popen(
                command, start_new_session=True, preexec_fn=_end_with_parent
            )
            for name, command in commands.items()
        }
        try:
            fallen = _watch(children, asked, is_ready, on_ready)
        finally:
            ended_well = _end(children)
    if fallen:
        code = children[fallen].returncode
        sys.stderr.write(f"chiiki: the {fallen} ended by itself (code {code})\n")
    return 0 if ended_well and not fallen else 1


def _end_with_parent() -> None:
    """Where Linux is, let the kernel end a child whose parent was killed outright."""
    if PRCTL is not None:
        PRCTL(PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C and SIGTERM set, instead of what they did before."""
    asked = threading.Event()
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {one: signal.signal(one, lambda *_: asked.set()) for one in signals}
    try:
        yield asked
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _watch(
    children: Mapping[str, subprocess.Popen[bytes]],
    asked: threading.Event,
    is_ready: Callable[[], bool],
    on_ready: Callable[[], None],
) -> str | None:
    """Wait; return the name of a child that ended although nobody asked."""
    ready = False
    while not asked.wait(PAUSE):
        for name, child in children.items():
            if child.poll() is not None:
                return name
        if not ready and is_ready():
            ready = True
            on_ready()
    return None


def _end(children: Mapping[str, subprocess.Popen[bytes]]) -> bool:
    """Ask every child to end, then make it; return whether asking was enough."""
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    latest = time.monotonic() + PATIENCE
    ended_well = True
    for child in children.values():
        try:
            child.wait(max(0.0, latest - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            ended_well = False
    return ended_well
