"""The engine's page runs as it stands; its codes and weights are the engine's."""

import sys
from pathlib import Path

from chiiki import matching
from engine_pages import codes_not_named, run_examples

PAGE = Path(__file__).parents[3] / "docs/engines/matching.md"
WEIGHTS = sys.modules[matching.rank_candidates.__module__].WEIGHTS


def test_the_worked_example_runs():
    failed, tried = run_examples("matching")

    assert tried > 4
    assert failed == 0


def test_the_page_names_every_code():
    assert codes_not_named(matching) == set()


def test_the_page_names_the_weights():
    page = PAGE.read_text(encoding="utf-8")

    for name, weight in WEIGHTS.items():
        assert f"| `{name}` | {weight} |" in page
