"""The engine's page runs as it stands and names every reason."""

import doctest
import re
from pathlib import Path

from chiiki import indices

PAGE = Path(__file__).parents[3] / "docs/engines/indices.md"


def test_the_worked_example_runs():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried > 4
    assert failed == 0


def test_the_page_names_every_code():
    page = PAGE.read_text(encoding="utf-8")
    rooms = Path(indices.__file__).parent.glob("*.py")
    codes = {
        code
        for room in rooms
        for code in re.findall(r'"indices\.([a-z_]+)"', room.read_text("utf-8"))
    }

    assert {code for code in codes if f"`{code}`" not in page} == set()
