"""The engine's page runs as it stands; its states and thresholds are the engine's."""

import doctest
import tomllib
from importlib.resources import files
from pathlib import Path

from chiiki.usage import State

PAGE = Path(__file__).parents[3] / "docs/engines/usage.md"
THRESHOLDS = files("chiiki.usage").joinpath("thresholds.toml").read_text("utf-8")


def test_the_worked_example_runs():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried > 8
    assert failed == 0


def test_the_page_names_every_state_and_threshold_as_it_is():
    page = PAGE.read_text(encoding="utf-8")

    assert [state for state in State if f"| `{state.value}` |" not in page] == []
    for name, threshold in tomllib.loads(THRESHOLDS).items():
        assert f"| `{name}` | {threshold['value']} |" in page


def test_every_threshold_says_why_it_is_what_it_is():
    for threshold in tomllib.loads(THRESHOLDS).values():
        assert threshold["value"] > 0
        assert threshold["reason_ja"].endswith("。")
        assert threshold["reason_en"].endswith(".")
        assert threshold["source"]
