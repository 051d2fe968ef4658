"""The engine's page runs as it stands; its codes and weights are the engine's."""

import doctest
import re
import sys
from pathlib import Path

from chiiki import matching

PAGE = Path(__file__).parents[3] / "docs/engines/matching.md"
WEIGHTS = sys.modules[matching.rank_candidates.__module__].WEIGHTS


def test_the_worked_example_runs():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried > 4
    assert failed == 0


def test_the_page_names_every_code():
    page = PAGE.read_text(encoding="utf-8")
    rooms = Path(matching.__file__).parent.glob("*.py")
    codes = {
        code
        for room in rooms
        for code in re.findall(r'"matching\.([a-z_]+)"', room.read_text("utf-8"))
    }

    assert {code for code in codes if f"`{code}`" not in page} == set()


def test_the_page_names_the_weights():
    page = PAGE.read_text(encoding="utf-8")

    for name, weight in WEIGHTS.items():
        assert f"| `{name}` | {weight} |" in page
