"""The engine's page runs as it stands."""

import doctest
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs/engines/retrieval.md"


def test_the_worked_example_runs():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried > 4
    assert failed == 0
