"""The engine's page runs as it stands and names what the engine offers."""

from pathlib import Path

from chiiki.survey import Interval, statistics
from engine_pages import run_examples

PAGE = Path(__file__).parents[3] / "docs/engines/survey.md"
STATISTICS = (
    *("mean", "proportion", "total", "ratio", "categories", "selected"),
    "plain_mean",
)


def test_the_worked_example_runs():
    failed, tried = run_examples("survey")

    assert tried > 12
    assert failed == 0


def test_the_page_names_every_statistic_and_kind_of_replicate():
    page = PAGE.read_text(encoding="utf-8")
    named = [*STATISTICS, "bootstrap", "jackknife", "brr", "with_replicates"]

    assert [name for name in STATISTICS if not hasattr(statistics, name)] == []
    assert [name for name in named if f"`{name}" not in page] == []
    assert Interval.BETA.value in page
