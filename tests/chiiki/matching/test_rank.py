"""Advisers who can come are ranked by fit and spare days; the others hear why not."""

import sys
from dataclasses import replace
from fractions import Fraction

import pytest

from chiiki import matching
from chiiki.errors import EngineError
from chiiki.matching import DispatchRequest, RegisterLine, rank_candidates

ranking = sys.modules[matching.rank_candidates.__module__]

WANTED = DispatchRequest(
    fields=frozenset({"welfare"}),
    sides=frozenset({"use", "people"}),
    prefecture="A",
    region="east",
    days=3,
    requester="town",
)


def _adviser(id="1", **changes):
    usual = {
        "fields": frozenset({"welfare"}),
        "sides": frozenset({"use", "people"}),
        "prefecture": "A",
        "region": "east",
        "capacity_days": 10,
    }
    return RegisterLine(id=id, **(usual | changes))


def _ids(found):
    return [one.adviser_id for one in found.candidates]


def _against(adviser, request=WANTED):
    found = rank_candidates(request, [adviser], limit=5)
    return [reason.code for one in found.excluded for reason in one.reasons]


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, []),
        ({"committed_days": 7}, []),
        ({"committed_days": 8}, ["matching.no_capacity"]),
        ({"capacity_days": 0}, ["matching.no_capacity"]),
        ({"employers": frozenset({"town"})}, ["matching.own_employer"]),
        ({"employers": frozenset({"city"})}, []),
        ({"same_project_this_year": True}, ["matching.same_project_this_year"]),
        ({"fields": frozenset()}, []),
        ({"sides": frozenset()}, []),
        ({"prefecture": "Z", "region": "west"}, []),
        ({"fields": frozenset(), "sides": frozenset()}, ["matching.nothing_fits"]),
        (
            {
                "committed_days": 10,
                "employers": frozenset({"town"}),
                "same_project_this_year": True,
                "fields": frozenset({"tourism"}),
                "sides": frozenset({"infrastructure"}),
            },
            [
                "matching.no_capacity",
                "matching.own_employer",
                "matching.same_project_this_year",
                "matching.nothing_fits",
            ],
        ),
    ],
)
def test_who_cannot_come_hears_every_reason(changes, codes):
    assert _against(_adviser(**changes)) == codes


@pytest.mark.parametrize(("committed", "spare"), [(8, 2), (10, 0), (14, 0)])
def test_too_few_days_are_told_with_both_figures(committed, spare):
    found = rank_candidates(WANTED, [_adviser(committed_days=committed)], limit=5)

    assert found.excluded[0].reasons[0].values == {"spare": spare, "days": 3}


def test_a_request_that_names_no_wish_fits_everybody():
    asks_nothing = replace(WANTED, fields=frozenset(), sides=frozenset())

    assert _against(_adviser(fields=frozenset()), asks_nothing) == []


def test_a_perfect_adviser_scores_one():
    (found,) = rank_candidates(WANTED, [_adviser()], limit=5).candidates

    assert found.score == 1
    assert found.parts == {"field": 1, "side": 1, "place": 1, "spare": 1}


@pytest.mark.parametrize(
    ("part", "changes", "value"),
    [
        ("field", {"fields": frozenset()}, 0),
        ("side", {"sides": frozenset({"use"})}, 0.5),
        ("place", {"prefecture": "B"}, 0.5),
        ("place", {"prefecture": "B", "region": "west"}, 0),
        ("spare", {"committed_days": 5}, 0.5),
    ],
)
def test_each_part_counts_by_its_weight(part, changes, value):
    (found,) = rank_candidates(WANTED, [_adviser(**changes)], limit=5).candidates

    assert found.parts == {"field": 1, "side": 1, "place": 1, "spare": 1, part: value}
    assert found.score == pytest.approx(1 - ranking.WEIGHTS[part] * (1 - value))


def test_a_part_is_told_in_whole_percent():
    row = _adviser(capacity_days=100, committed_days=43)

    (found,) = rank_candidates(WANTED, [row], limit=5).candidates

    assert [(why.code, why.values["percent"]) for why in found.reasons] == [
        ("matching.field", 100),
        ("matching.side", 100),
        ("matching.place", 100),
        ("matching.spare", 57),
    ]


def test_the_weights_add_up_to_one():
    assert sum(Fraction(str(one)) for one in ranking.WEIGHTS.values()) == 1


def test_equal_scores_stand_by_id():
    rows = [_adviser("3"), _adviser("1"), _adviser("2")]

    assert _ids(rank_candidates(WANTED, rows, limit=5)) == ["1", "2", "3"]


def test_no_more_are_shown_than_asked_for():
    rows = [_adviser(str(n)) for n in range(8)]

    assert _ids(rank_candidates(WANTED, rows, limit=3)) == ["0", "1", "2"]
    assert _ids(rank_candidates(WANTED, rows, limit=0)) == []


FAR = _adviser(
    "9", fields=frozenset(), sides=frozenset(), prefecture="Z", region="west"
)


def test_the_nominated_adviser_stands_first_and_need_not_fit():
    request = replace(WANTED, nominated_id="9")

    found = rank_candidates(request, [_adviser("1"), FAR], limit=1)

    assert _ids(found) == ["9"]
    assert found.candidates[0].reasons[0].code == "matching.nominated"
    assert found.candidates[0].score < 1


@pytest.mark.parametrize(
    "changes",
    [
        {"committed_days": 10},
        {"employers": frozenset({"town"})},
        {"same_project_this_year": True},
    ],
)
def test_a_nomination_lifts_no_other_bar(changes):
    request = replace(WANTED, nominated_id="9")

    found = rank_candidates(request, [replace(FAR, **changes), _adviser()], limit=5)

    assert _ids(found) == ["1"]
    assert len(found.excluded[0].reasons) == 1


def test_a_nominated_adviser_who_is_not_in_the_register_is_passed_over():
    request = replace(WANTED, nominated_id="nobody")

    assert _ids(rank_candidates(request, [_adviser()], limit=5)) == ["1"]


TWICE = (WANTED, [_adviser(), _adviser(committed_days=9)])
NO_DAYS = (replace(WANTED, days=0), [_adviser(capacity_days=0)])
LESS_THAN_NONE = (WANTED, [_adviser(capacity_days=1, committed_days=-9)])


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (TWICE, "matching.adviser_twice"),
        (NO_DAYS, "matching.days_out_of_range"),
        (LESS_THAN_NONE, "matching.days_out_of_range"),
    ],
)
def test_it_refuses_misuse(asked, code):
    with pytest.raises(EngineError) as refused:
        rank_candidates(*asked, limit=5)

    assert refused.value.code == code


def test_without_the_guard_one_adviser_is_both_proposed_and_excluded(monkeypatch):
    monkeypatch.setattr(ranking, "_check", lambda *_: None)

    found = rank_candidates(*TWICE, limit=5)

    assert _ids(found) == [one.adviser_id for one in found.excluded] == ["1"]


def test_without_the_guard_a_request_for_no_days_breaks(monkeypatch):
    monkeypatch.setattr(ranking, "_check", lambda *_: None)

    with pytest.raises(ZeroDivisionError):
        rank_candidates(*NO_DAYS, limit=5)


def test_without_the_guard_promises_below_zero_are_worth_more_than_all(monkeypatch):
    monkeypatch.setattr(ranking, "_check", lambda *_: None)

    (found,) = rank_candidates(*LESS_THAN_NONE, limit=5).candidates

    assert found.score > 1
