"""Published figures agree with each other, and with what was transcribed beside them."""

from __future__ import annotations

from math import isclose

import pytest

from chiiki import reference
from chiiki.money import parse_yen

SURVEY = reference.load_survey()
AUDIT = reference.load_audit()


def test_the_shares_of_the_survey_are_shares() -> None:
    figures = (
        *SURVEY.difficulties,
        *SURVEY.effects_running,
        *SURVEY.effects_not_running,
    )
    assert len({one.code for one in figures}) == len(figures)
    assert all(0 < one.percent < 100 for one in figures)
    for effects in (SURVEY.effects_running, SURVEY.effects_not_running):
        assert sum(one.percent for one in effects) < 100


def test_the_answers_of_runners_add_up_to_what_slide_5_says() -> None:
    found = {one.code: one.percent for one in SURVEY.effects_running}
    assert isclose(found["as_expected"] + found["partly"], 75.8)


def test_two_fields_are_unknown_and_their_sum_is_what_the_mean_leaves() -> None:
    fields = {one.code for one in reference.load_fields()}
    assert fields - set(SURVEY.by_field) == {"welfare", "community"}
    left = SURVEY.mean_of_fields * len(fields) - sum(SURVEY.by_field.values())
    assert isclose(left, 58.9, abs_tol=0.05)
    assert "58.9" in SURVEY.note.ja
    assert "58.9" in SURVEY.note.en


def test_difficulties_are_in_the_order_of_slide_4() -> None:
    found = [one.percent for one in SURVEY.difficulties]
    assert found == [55.3, 55.2, 47.5, 42.0, 38.2, 29.4, 6.2]


def test_the_trend_stands_apart_from_the_mean_on_another_scope() -> None:
    assert SURVEY.trend.values == {2010: 7.1, 2011: 9.2}
    assert "27.4" in SURVEY.trend.scope.ja
    assert "27.4" in SURVEY.trend.scope.en


def test_the_strata_of_2016_add_up() -> None:
    last = reference.load_other_surveys()[-1]
    assert last.year == 2016
    assert sum(one.frame for one in last.strata) == last.frame == 1788
    assert sum(one.answered for one in last.strata) == last.valid == 1104
    assert last.rate == round(100 * 1104 / 1788, 1)


def test_2010_orders_all_25_countries_and_2011_the_first_ten() -> None:
    first, second = reference.load_index()
    assert (first.year, len(first.order), first.countries) == (2010, 25, 25)
    assert (second.year, len(second.order), second.countries) == (2011, 10, 30)
    assert first.names[first.order[24]].ja == "インド"
    assert [second.names[code].ja for code in second.order[:3]] == [
        "韓国",
        "スウェーデン",
        "日本",
    ]


def test_japan_stands_where_the_order_puts_it() -> None:
    for edition in reference.load_index():
        assert edition.order.index("JPN") + 1 == edition.japan["overall"]
        assert set(edition.rank_words) == set(edition.japan)
        assert all(1 <= rank <= edition.countries for rank in edition.japan.values())


def test_the_audit_adds_up() -> None:
    assert sum(number for _words, number in AUDIT.by_body) == AUDIT.bodies == 82
    assert round(100 * AUDIT.without_enough_effect / AUDIT.inspected) == 51
    assert AUDIT.projects == 404
    assert AUDIT.amount == parse_yen("200億円")
    assert AUDIT.without_enough_effect_amount == parse_yen("48億円")
    assert len(AUDIT.causes) == 5
    assert len(AUDIT.remedies) == 3
    assert len(AUDIT.irregularities) == 7


@pytest.mark.parametrize("one", AUDIT.observations, ids=lambda one: str(one.code))
def test_the_words_of_an_observation_hold_its_numbers(
    one: reference.Observation,
) -> None:
    plain = one.words.ja.replace(",", "").replace("約4割", "40").replace("約7割", "70")
    for number in one.numbers.values():
        written = {f"{number}", f"{number / 100_000_000:g}億円"}
        assert any(text in plain for text in written), number
