"""The engine's page runs as it stands, and its tables say what the files say."""

from dataclasses import fields
from pathlib import Path

import pytest

from chiiki import rules
from engine_pages import run_examples

PAGE = Path(__file__).parents[3] / "docs/engines/rules.md"


def test_the_worked_example_runs():
    failed, tried = run_examples("rules")

    assert tried > 20
    assert failed == 0


@pytest.mark.parametrize("scheme", rules.published_schemes(), ids=lambda s: s.code)
def test_the_table_of_a_programme_is_the_one_in_its_file(scheme):
    section = PAGE.read_text(encoding="utf-8").split(f"`{scheme.code}`, version")[1]
    lines = section.split("\n### ")[0].splitlines()
    rows = [line for line in lines if line.startswith("| `")]

    expected = [
        f"| `{rule.id}`{'※' * rule.assumed}{'△' * rule.in_principle} "
        f"| {rule.text('en')} | {rule.text('ja')} | {rule.clause('ja')} |"
        for rule in scheme.rules
    ]

    assert rows == expected


def test_every_programme_has_a_worked_example():
    page = PAGE.read_text(encoding="utf-8")

    for scheme in rules.published_schemes():
        assert f'said("{scheme.code}"' in page


def _mark(terms, name):
    if name in terms.not_stated():
        return "–"
    return "※" if name in set(terms.assumed()) else "●"


@pytest.mark.parametrize("term", [one.name for one in fields(rules.Terms)])
def test_what_the_seven_state_is_what_their_files_state(term):
    marks = [_mark(scheme.terms, term) for scheme in rules.published_schemes()]

    assert f"| {term} | {' | '.join(marks)} |" in PAGE.read_text(encoding="utf-8")
