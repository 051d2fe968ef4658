"""The engine's page runs as it stands and names every reason."""

from chiiki import questionnaire
from engine_pages import codes_not_named, run_examples


def test_the_worked_example_runs():
    failed, tried = run_examples("questionnaire")

    assert tried > 4
    assert failed == 0


def test_the_page_names_every_code():
    assert codes_not_named(questionnaire) == set()
