"""Which missing facts an undecided rule still asks for."""

import pytest

from chiiki.rules.probe import facts_that_matter


@pytest.mark.parametrize(
    ("expression", "known", "asked"),
    [
        (
            "plan.creates_jobs && plan.trains_people",
            {},
            ["plan.creates_jobs", "plan.trains_people"],
        ),
        (
            "plan.creates_jobs && plan.trains_people",
            {"plan.creates_jobs": True},
            ["plan.trains_people"],
        ),
        (
            "plan.creates_jobs ? plan.trains_people : plan.trains_people && costs.total > 0",
            {"costs.total": 1},
            ["plan.trains_people"],
        ),
        (
            "plan.is_education ? plan.school_count > 2 : costs.total > 9",
            {"plan.is_education": False},
            ["costs.total"],
        ),
        (
            "costs.people + costs.system == costs.total",
            {"costs.total": 7_654_321},
            ["costs.people", "costs.system"],
        ),
    ],
)
def test_it_asks_for_what_can_still_change_the_answer(expression, known, asked):
    found = facts_that_matter(expression, known)

    assert list(found) == asked
