"""A solver in a process of its own: OR-Tools and HiGHS crash when they share one."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO

from chiiki.errors import EngineError

LENGTH = 8  # bytes that say how long a message is
SECONDS = 900.0  # a guard against a solver that hangs; no answer depends on it
COMMAND = "from chiiki.matching.worker import serve; serve()"


class Worker:
    """A child process that answers calls of ``module:function``, one at a time."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._owner = os.getpid()

    def ask(self, function: str, *values: object, seconds: float = SECONDS) -> Any:
        """Return what the function answers. Raises EngineError and never half an answer:
        matching.solver_crashed, matching.solver_out_of_time, or what the function raised.
        """
        with self._lock:
            child = self._started()
            late = threading.Event()
            timer = threading.Timer(seconds, _stop, (child, late))
            timer.start()
            try:
                assert child.stdin is not None
                assert child.stdout is not None
                _send(child.stdin, (function, values))
                kind, answer = _receive(child.stdout)
            except (OSError, EOFError, pickle.UnpicklingError) as fault:
                raise self._failed(late.is_set(), seconds) from fault
            finally:
                timer.cancel()
        if kind == "fault":
            raise EngineError(answer["code"], **answer["values"])
        return answer

    def close(self) -> None:
        child, self._child = self._child, None
        if child is None or self._owner != os.getpid():
            return
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        child.kill()
        child.wait()

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._owner != os.getpid():
            self._owner = os.getpid()
            source = str(Path(__file__).parents[2])
            paths = [source, *filter(None, [os.environ.get("PYTHONPATH")])]
            self._child = subprocess.Popen(
                [sys.executable, "-c", COMMAND],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
            )
        return self._child

    def _failed(self, is_late: bool, seconds: float) -> EngineError:
        child = self._child
        code = None if child is None else child.wait()
        self.close()
        if is_late:
            return EngineError(
                "matching.solver_out_of_time", solver=self._name, seconds=seconds
            )
        return EngineError("matching.solver_crashed", solver=self._name, exit=code)


flow_worker = Worker("ortools")
program_worker = Worker("highs")
atexit.register(flow_worker.close)
atexit.register(program_worker.close)


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _send(pipe: BinaryIO | Any, message: object) -> None:
    content = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(content).to_bytes(LENGTH, "big"))
    pipe.write(content)
    pipe.flush()


def _receive(pipe: BinaryIO | Any) -> Any:
    length = pipe.read(LENGTH)
    if len(length) < LENGTH:
        raise EOFError
    content = pipe.read(int.from_bytes(length, "big"))
    return pickle.loads(content)


def _answer(function: str, values: tuple[object, ...]) -> tuple[str, Any]:
    module, _colon, name = function.partition(":")
    try:
        return "answer", getattr(importlib.import_module(module), name)(*values)
    except EngineError as fault:
        return "fault", {"code": fault.code, "values": dict(fault.values)}


def serve() -> None:
    """Answer until the parent closes the pipe. What solvers print goes nowhere."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    with contextlib.suppress(EOFError):
        while True:
            function, values = _receive(incoming)
            answer: Mapping[str, Any] | tuple[str, Any] = _answer(function, values)
            _send(outgoing, answer)
