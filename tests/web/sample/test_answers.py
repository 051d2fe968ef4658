"""What towns of the sample answer: sound, always the same, and steady over the years."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from chiiki.questionnaire import check, columns_of, published_questionnaire
from chiiki_web.sample.answers import answers_of_town

KINDS = ("designated_city", "city", "town", "village")


def towns(year):
    """Eighty towns as a frame of that year holds them."""
    survey = SimpleNamespace(code=f"sample-{year}", fiscal_year=year)
    return [
        SimpleNamespace(
            name_ja=f"見本{number:03}",
            number=number,
            size_class=KINDS[number % 4],
            survey=survey,
        )
        for number in range(80)
    ]


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_answer_is_sound_and_has_what_is_required(year):
    asked = published_questionnaire(f"sample_{year}")
    assert not [
        fault
        for town in towns(year)
        for fault in check(asked, answers_of_town(town, asked), whole=True)
    ]


def test_the_rule_gives_the_same_again():
    asked = published_questionnaire("sample_2026")
    first, again = ([answers_of_town(one, asked) for one in towns(2026)] for _ in "ab")
    assert first == again


def test_what_ran_runs_on():
    before, after = (published_questionnaire(f"sample_{one}") for one in (2025, 2026))
    pairs = zip(towns(2025), towns(2026), strict=True)
    for then, now in pairs:
        old = columns_of(before, answers_of_town(then, before))
        new = columns_of(after, answers_of_town(now, after))
        assert not [
            one for one in old if one.startswith("runs.") and old[one] and not new[one]
        ]
