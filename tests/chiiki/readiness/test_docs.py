"""The engine's page runs as it stands and names every concern."""

import json
from pathlib import Path

from engine_pages import run_examples

PAGE = Path(__file__).parents[3] / "docs/engines/readiness.md"
CASES = Path(__file__).parent / "cases/concerns.json"


def test_the_worked_example_runs():
    failed, tried = run_examples("readiness")

    assert tried > 4
    assert failed == 0


def test_the_page_names_every_concern():
    rows = json.loads(CASES.read_text(encoding="utf-8"))["cases"]
    codes = {doubt[0].split(".")[1] for row in rows for doubt in row["concerns"]}
    page = PAGE.read_text(encoding="utf-8")

    assert {code for code in codes if f"`{code}`" not in page} == set()
