"""The history as an auditor reads it: no codes, no raw numbers."""

from __future__ import annotations

import pytest
from django.utils import translation

from chiiki_web.dashboards.queries.said import Sayer

pytestmark = pytest.mark.django_db


def say(**details: object) -> dict[str, object]:
    return Sayer([details]).say(details)


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"amount": 21_000_000}, "21,000,000"),
        ({"fields": ["problem", "costs"]}, "地域の課題、経費の内訳"),
        ({"state": "not_yet"}, "これから"),
        ({"after": "far_below"}, "目標を大きく下回る"),
        ({"is_in_use": True}, "はい"),
        ({"on": "2026-11-24"}, "令和8年11月24日"),
        ({"until": "2026-11-24T14:00:00+09:00"}, "令和8年11月24日 14:00"),
        ({"fiscal_year": 2026}, "2026"),
        ({"sha256": "ab" * 32}, "abababababab…"),
        ({"ground": "2026年の大雨のため"}, "2026年の大雨のため"),
    ],
)
def test_a_detail_is_said_in_words(detail: dict[str, object], said: str) -> None:
    with translation.override("ja"):
        assert list(say(**detail).values()) == [said]


@pytest.mark.parametrize("empty", ["", None, [], {}])
def test_what_is_empty_is_left_out(empty: object) -> None:
    assert say(note=empty) == {}


def test_a_part_of_the_check_list_is_its_question() -> None:
    with translation.override("en"):
        (said,) = say(fields=["check:concrete_goal"]).values()
    assert str(said).startswith("Is it said what the ICT is to achieve")


def test_names_are_looked_up_once(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(2):
        sayer = Sayer([{"adviser": 1}, {"advisers": [1, 2]}, {"scores": {"need": 3}}])
        sayer.say({"adviser": 99})
