"""The page of an engine (docs/engines): its worked example, and the codes that it names."""

import doctest
import re
from pathlib import Path
from types import ModuleType

PAGES = Path(__file__).parents[1] / "docs/engines"


def run_examples(name: str) -> tuple[int, int]:
    """How many examples of a page failed, and how many were tried."""
    failed, tried = doctest.testfile(str(PAGES / f"{name}.md"), module_relative=False)
    return failed, tried


def codes_not_named(engine: ModuleType) -> set[str]:
    """Codes that the engine gives and its page does not name."""
    assert engine.__file__ is not None
    name = engine.__name__.rpartition(".")[2]
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    codes = {
        code
        for room in Path(engine.__file__).parent.glob("*.py")
        for code in re.findall(rf'"{name}\.([a-z_]+)"', room.read_text("utf-8"))
    }
    return {code for code in codes if f"`{code}`" not in page}
