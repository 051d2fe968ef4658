"""The engine's page runs as it stands, and its tables say what the files say."""

import doctest
from pathlib import Path

import pytest

from chiiki import rules

PAGE = Path(__file__).parents[3] / "docs/engines/rules.md"


def test_the_worked_example_runs():
    failed, tried = doctest.testfile(str(PAGE), module_relative=False)

    assert tried > 5
    assert failed == 0


@pytest.mark.parametrize("scheme", rules.published_schemes(), ids=lambda s: s.code)
def test_the_table_of_a_programme_is_the_one_in_its_file(scheme):
    section = PAGE.read_text(encoding="utf-8").split(f"`{scheme.code}`, version")[1]
    rows = section.split("\n### ")[0].strip().splitlines()[4:]

    expected = [
        f"| `{rule.id}`{'※' * rule.assumed}{'△' * rule.in_principle} "
        f"| {rule.text('en')} | {rule.text('ja')} | {rule.clause('ja')} |"
        for rule in scheme.rules
    ]

    assert rows == expected
