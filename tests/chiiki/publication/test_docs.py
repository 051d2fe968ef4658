"""The engine's page runs as it stands."""

from engine_pages import run_examples


def test_the_worked_example_runs():
    failed, tried = run_examples("publication")

    assert tried > 8
    assert failed == 0
