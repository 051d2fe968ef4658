"""A solver that dies or hangs is an error; no two solvers share a process."""

from __future__ import annotations

import subprocess
import sys

import pytest

from chiiki.errors import EngineError
from chiiki.matching.worker import Worker


def test_a_solver_that_crashes_is_an_error_and_the_next_call_works() -> None:
    worker = Worker("test")

    with pytest.raises(EngineError) as refused:
        worker.ask("os:abort")

    assert refused.value.code == "matching.solver_crashed"
    assert worker.ask("math:gcd", 12, 18) == 6
    worker.close()


def test_a_solver_that_hangs_is_ended() -> None:
    worker = Worker("test")

    with pytest.raises(EngineError) as refused:
        worker.ask("time:sleep", 60, seconds=0.5)

    assert refused.value.code == "matching.solver_out_of_time"
    worker.close()


def test_the_parent_loads_no_solver() -> None:
    """Together in one process they crash; each has a process of its own."""
    program = (
        "import sys, chiiki.matching;"
        "print(sorted({'ortools', 'highspy'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
