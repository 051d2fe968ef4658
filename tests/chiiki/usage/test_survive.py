"""The share still in use after the money, against published answers and another way."""

import json
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki.usage import ServiceLife, survive, surviving

LUNG = json.loads((Path(__file__).parent / "cases/lung.json").read_text("utf-8"))
MONEY = date(2020, 3, 31)


def _life(ended_on=None, funding_ended_on=MONEY):
    return ServiceLife(funding_ended_on=funding_ended_on, ended_on=ended_on)


def _shares(lives, as_of, **more):
    return [(one.year, one.share) for one in surviving(lives, as_of, **more)]


def test_it_agrees_with_survfit_of_r_on_published_data():
    # No leap day between the earliest and the last day: every year has 365 days.
    as_of = date(2003, 12, 31)
    lives = [
        _life(as_of if ended else None, as_of - timedelta(days=days))
        for days, ended in LUNG["lives"]
    ]

    found = {one.year: one for one in surviving(lives, as_of)}

    assert float(found[1].share) == pytest.approx(LUNG["survfit"]["365"], abs=1e-12)
    assert float(found[2].share) == pytest.approx(LUNG["survfit"]["730"], abs=1e-12)
    assert found[1].at_risk == sum(days >= 365 for days, _ in LUNG["lives"])
    assert max(found) == 2


def test_it_agrees_with_an_estimate_worked_out_by_hand():
    # Five services whose money ended on 31 March 2020, and one a year later.
    lives = [
        _life(date(2020, 9, 30)),
        _life(date(2021, 12, 31)),
        _life(date(2023, 1, 31)),
        _life(),
        _life(),
        _life(funding_ended_on=date(2021, 3, 31)),
    ]

    found = surviving(lives, date(2023, 3, 31))

    # 5/6 after the first end, then 4/5 of it; the youngest is watched for two years, so
    # that three remain when the last one ends: 2/3 of it.
    assert [(one.year, one.at_risk, one.share) for one in found] == [
        (0, 6, 1),
        (1, 5, Fraction(5, 6)),
        (2, 4, Fraction(5, 6) * Fraction(4, 5)),
        (3, 2, Fraction(5, 6) * Fraction(4, 5) * Fraction(2, 3)),
    ]


@pytest.mark.parametrize(
    ("last_day", "share"),
    [
        (date(2021, 3, 30), Fraction(1, 2)),
        (date(2021, 3, 31), Fraction(1, 2)),
        (date(2021, 4, 1), Fraction(1)),
    ],
)
def test_a_service_lives_a_year_when_it_runs_past_the_day(last_day, share):
    assert _shares([_life(), _life(last_day)], date(2021, 4, 30))[1] == (1, share)


@pytest.mark.parametrize(
    ("as_of", "years"), [(date(2021, 3, 30), 1), (date(2021, 3, 31), 2)]
)
def test_a_year_is_told_once_it_is_over(as_of, years):
    assert len(surviving([_life()], as_of)) == years


@pytest.mark.parametrize(
    ("as_of", "years"),
    [(date(2021, 2, 28), 1), (date(2021, 3, 1), 2), (date(2024, 2, 29), 5)],
)
def test_money_that_ended_on_a_leap_day_has_its_year_on_the_first_of_march(
    as_of, years
):
    lives = [_life(funding_ended_on=date(2020, 2, 29))]

    assert len(surviving(lives, as_of)) == years


@pytest.mark.parametrize(
    ("last_day", "share"), [(date(2021, 3, 1), 0), (date(2021, 3, 2), 1)]
)
def test_after_a_leap_day_too_a_service_lives_a_year_when_it_runs_past_it(
    last_day, share
):
    life = _life(last_day, funding_ended_on=date(2020, 2, 29))

    assert _shares([life], date(2021, 4, 1))[1] == (1, share)


@pytest.mark.parametrize("ended_on", [date(2019, 1, 1), MONEY])
def test_a_service_that_ended_with_the_money_or_before_counts_from_the_start(ended_on):
    assert _shares([_life(), _life(ended_on)], date(2020, 5, 1)) == [
        (0, Fraction(1, 2))
    ]


def test_an_end_that_has_not_come_yet_is_not_told():
    found = surviving([_life(date(2025, 3, 31))], date(2021, 4, 1))

    assert [(one.year, one.share) for one in found] == [(0, 1), (1, 1)]


def test_when_all_have_ended_it_says_nought_and_does_not_fall_silent():
    lives = [_life(date(2020, 9, 30)), _life(date(2020, 12, 31))]

    found = surviving(lives, date(2023, 4, 1))

    assert [(one.year, one.at_risk, one.share) for one in found] == [
        (0, 2, 1),
        (1, 0, 0),
        (2, 0, 0),
        (3, 0, 0),
    ]


def test_where_nobody_was_watched_that_long_it_stops():
    lives = [_life(date(2020, 9, 30)), _life(funding_ended_on=date(2022, 3, 31))]

    assert [year for year, _ in _shares(lives, date(2023, 4, 1))] == [0, 1]


def test_money_that_has_not_ended_is_left_out():
    assert surviving([_life(funding_ended_on=date(2030, 1, 1))], date(2026, 1, 1)) == ()
    assert surviving([], date(2026, 1, 1)) == ()


def test_it_tells_no_more_years_than_asked_for():
    assert len(surviving([_life()], date(2040, 1, 1))) == 6
    assert len(surviving([_life()], date(2040, 1, 1), years=2)) == 3


def _young_and_old():
    """Ten old services of which half ended in the third year, and ninety young ones."""
    old = [_life() for _ in range(5)] + [_life(date(2022, 9, 30)) for _ in range(5)]
    return old + [_life(funding_ended_on=date(2023, 1, 1)) for _ in range(90)]


def test_young_services_do_not_make_old_ones_look_better():
    assert _shares(_young_and_old(), date(2023, 4, 1))[-1] == (3, Fraction(1, 2))


def test_if_the_young_were_not_left_out_it_would_look_better(monkeypatch):
    as_of = date(2023, 4, 1)
    monkeypatch.setattr(
        survive,
        "_years_and_days",
        lambda first, last: (9, 0) if last == as_of else (2, 183),
    )

    assert _shares(_young_and_old(), as_of)[3] == (3, Fraction(95, 100))


START = st.integers(0, 2500).map(lambda n: date(2016, 1, 1) + timedelta(days=n))
LIVES = st.lists(
    st.tuples(START, st.none() | st.integers(-30, 2500)).map(
        lambda one: _life(
            None if one[1] is None else one[0] + timedelta(days=one[1]), one[0]
        )
    ),
    max_size=12,
)
AS_OF = st.integers(0, 3500).map(lambda n: date(2016, 1, 1) + timedelta(days=n))


def _anniversary(day, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _position(first, last):
    """Years as a number: where ``last`` stands between two anniversaries."""
    years = 0
    while _anniversary(first, years + 1) <= last:
        years += 1
    return years + Fraction((last - _anniversary(first, years)).days, 1_000)


def _redistributed(watched, year):
    """Efron (1967): each life weighs the same; one that is lost to sight leaves its
    weight in equal parts to those watched for longer. What is left of the weights past
    a year is the Kaplan-Meier estimate. None where no weight can be placed."""
    rows = sorted(watched, key=lambda one: (one[0], not one[1]))
    weights = [Fraction(1, len(rows))] * len(rows)
    for place, (moment, ended) in enumerate(rows):
        if ended or moment >= year:
            continue
        after = len(rows) - place - 1
        if not after:
            return None
        for later in range(place + 1, len(rows)):
            weights[later] += weights[place] / after
        weights[place] = Fraction(0)
    return sum(
        weight
        for weight, (moment, ended) in zip(weights, rows, strict=True)
        if moment > year or (moment == year and not ended)
    )


@given(LIVES, AS_OF)
def test_it_agrees_with_redistribution_to_the_right(lives, as_of):
    begun = [life for life in lives if life.funding_ended_on <= as_of]
    watched = []
    for life in begun:
        ended = life.ended_on is not None and life.ended_on <= as_of
        last = max(life.ended_on if ended else as_of, life.funding_ended_on)
        watched.append((_position(life.funding_ended_on, last), ended))

    found = surviving(lives, as_of, years=8)

    for one in found:
        assert one.share == _redistributed(watched, one.year)
        assert one.at_risk == sum(moment >= one.year for moment, _ in watched)


@given(LIVES, AS_OF)
def test_shares_fall_from_year_to_year_and_stay_shares(lives, as_of):
    shares = [share for _, share in _shares(lives, as_of)]

    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


@given(LIVES, AS_OF)
def test_where_all_are_watched_it_is_the_plain_share(lives, as_of):
    ended = [life for life in lives if life.ended_on and life.ended_on <= as_of]
    lives = ended + [_life(funding_ended_on=date(2000, 1, 1))] * 2

    for one in surviving(lives, as_of, years=8):
        begun = [life for life in lives if life.funding_ended_on <= as_of]
        past = [
            life
            for life in begun
            if not life.ended_on
            or life.ended_on > _anniversary(life.funding_ended_on, one.year)
        ]
        assert one.share == Fraction(len(past), len(begun))


@given(LIVES, AS_OF, st.randoms(use_true_random=False))
def test_the_order_of_services_does_not_matter(lives, as_of, random):
    mixed = random.sample(lives, len(lives))

    assert surviving(lives, as_of) == surviving(mixed, as_of)
