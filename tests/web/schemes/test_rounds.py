"""Rounds of a call: within it, and one after the other."""

from datetime import time, timedelta

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Call, Round
from web import make
from web.make import NOW
from web.schemes.made import (
    GROUND,
    codes,
    day,
    fresh,
    refused,
    rounds,
    states,
    version_with_rounds,
    wanted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    made = make.call(office)
    make.fund(made)
    return made


def test_a_call_without_rounds_is_open_for_its_whole_time(call):
    assert queries.is_open(call, NOW)
    assert list(queries.open_calls(NOW)) == [call]
    assert queries.window_of(call, NOW).closes_at == call.closes_at


def test_rounds_get_numbers_in_order_and_one_event_each(call, office):
    made = rounds(call, office, (-7, 1), (2, 5))
    assert [one.number for one in made] == [1, 2]
    events = audit.history_of(call).filter(name="round.opened")
    assert [one.details["number"] for one in events] == [1, 2]


def test_the_same_round_sent_twice_is_one(call, office):
    first = rounds(call, office, (-7, 1))
    assert rounds(call, office, (-7, 1)) == first
    assert Round.objects.count() == 1


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (-7, ["open", "coming"]),
        (0.9999, ["open", "coming"]),
        (1, ["closed", "coming"]),
        (2, ["closed", "open"]),
        (5, ["closed", "closed"]),
    ],
)
def test_the_state_of_a_round_follows_its_hours(call, office, at, found):
    rounds(call, office, (-7, 1), (2, 5))
    assert states(call, day(at)) == found


@pytest.mark.parametrize(
    ("at", "is_open", "why"),
    [
        (0, True, []),
        (1, False, ["schemes.round_still_to_open"]),
        (2, True, []),
        (5, False, ["schemes.round_over"]),
    ],
)
def test_a_call_with_rounds_is_open_in_a_round_only(call, office, at, is_open, why):
    rounds(call, office, (-7, 1), (2, 5))
    found = fresh(call)
    assert queries.is_open(found, day(at)) is is_open
    assert queries.open_calls(day(at)).exists() is is_open
    said = queries.why_no_round(queries.rounds_of(found), day(at))
    assert [one.code for one in said] == why


def test_between_two_rounds_a_call_is_announced_with_the_hours_of_the_next(
    call, office
):
    rounds(call, office, (-7, 1), (2, 5))
    (found,) = queries.coming_calls(day(1.5))
    assert (found.takes_from, found.takes_until) == (day(2), day(5))


def test_an_open_call_is_listed_until_its_round_closes(call, office):
    rounds(call, office, (-7, 1), (2, 5))
    (found,) = queries.open_calls(NOW)
    assert found.takes_until == day(1)


def test_a_call_of_which_every_round_is_over_has_ended(call, office):
    rounds(call, office, (-7, 1))
    ended = Call.objects.filter(queries.ended(day(1)))
    assert (ended.exists(), queries.coming_calls(day(1)).exists()) == (True, False)


@pytest.mark.parametrize(
    ("hours", "why"),
    [
        ((3, 2), ["schemes.round_closes_before_it_opens"]),
        ((-7, -1), ["schemes.round_in_the_past"]),
        ((-8, 1), ["schemes.round_outside_call"]),
        ((1, 15), ["schemes.round_outside_call"]),
    ],
)
def test_a_round_lies_within_its_call_and_not_in_the_past(call, office, hours, why):
    assert refused(rounds, call, office, hours) == why
    assert not Round.objects.exists()


def test_a_round_opens_after_the_one_before_it(call, office):
    rounds(call, office, (-7, 1))
    assert refused(rounds, call, office, (0.9, 3)) == ["schemes.round_overlaps"]
    assert rounds(call, office, (1, 3))[0].number == 2


def test_of_several_rounds_with_a_fault_none_is_made(call, office):
    assert refused(rounds, call, office, (-7, 1), (0, 3))
    assert not Round.objects.exists()


@pytest.mark.parametrize("role", ["office", "officer", "administrator"])
def test_only_the_office_of_the_call_has_a_say(call, office, role):
    (one,) = rounds(call, office, (-7, 1))
    by = {"by": make.member(role), "at": NOW}
    said = {"ground": GROUND, **by}
    for deed in (
        lambda: actions.open_rounds(call.pk, [wanted(2, 3)], **by),
        lambda: actions.change_round(one.pk, wanted(-7, 2), **said),
        lambda: actions.stop_round(one.pk, **said),
        lambda: actions.reopen_round(one.pk, **said),
        lambda: actions.delete_round(one.pk, **by),
    ):
        assert refused(deed) == ["schemes.not_your_call"]


def test_a_closed_or_cancelled_call_gets_no_round(call, office):
    assert refused(rounds, call, office, (15, 16), at=day(14)) == [
        "schemes.ended_already"
    ]
    actions.cancel_call(call.pk, ground=GROUND, by=office, at=NOW)
    assert refused(rounds, call, office, (1, 2)) == ["schemes.ended_already"]


def test_no_first_round_comes_after_the_first_application(call, office):
    make.accepted(call, office)
    assert refused(rounds, call, office, (-7, 1)) == ["schemes.rounds_too_late"]


def test_shares_fit_into_the_budget_together(call, office):
    by = {"by": office, "at": NOW}
    actions.open_rounds(call.pk, [wanted(-7, 1, 20_000_000)], **by)
    with pytest.raises(actions.CannotChangeRound) as caught:
        actions.open_rounds(call.pk, [wanted(1, 3, 10_000_001)], **by)
    assert codes(caught) == ["schemes.round_share_too_large"]
    assert caught.value.reasons[0].values["room"] == 10_000_000
    assert actions.open_rounds(call.pk, [wanted(1, 3, 10_000_000)], **by)


def test_a_share_of_nothing_and_a_share_without_a_budget_are_refused(call, office):
    by = {"by": office, "at": NOW}
    assert refused(actions.open_rounds, call.pk, [wanted(-7, 1, 0)], **by) == [
        "schemes.round_share_too_small"
    ]
    bare = make.call(office)
    assert refused(actions.open_rounds, bare.pk, [wanted(-7, 1, 5)], **by) == [
        "schemes.round_without_fund"
    ]


def test_what_is_left_keeps_the_shares_of_later_rounds(call, office):
    made = actions.open_rounds(
        call.pk,
        [wanted(-7, 1), wanted(1, 3, 10_000_000), wanted(3, 5)],
        by=office,
        at=NOW,
    )
    left = [queries.left_for(one, made, 30_000_000) for one in made]
    assert left == [20_000_000, 10_000_000, 30_000_000]


def test_the_rules_propose_their_closing_days_within_the_call(office):
    first = (NOW + timedelta(days=3)).date()
    version_with_rounds(
        office,
        days=[
            {"closes_on": (NOW - timedelta(days=1)).date(), "closes_at": time(15)},
            {"closes_on": first, "closes_at": time(15)},
            {"closes_on": (NOW + timedelta(days=9)).date()},
            {"closes_on": (NOW + timedelta(days=90)).date(), "closes_at": time(15)},
        ],
    )
    call = make.call(office)
    found = queries.suggested_rounds(call, NOW)
    assert [(one.opens_at, one.closes_at) for one in found] == [
        (call.opens_at, day(3).replace(hour=15)),
        (day(3).replace(hour=15), day(9)),
    ]
    made = [
        actions.Wanted(opens_at=one.opens_at, closes_at=one.closes_at) for one in found
    ]
    actions.open_rounds(call.pk, made, by=office, at=NOW)
    assert queries.suggested_rounds(fresh(call), NOW) == []


def test_there_are_at_most_as_many_rounds_as_the_rules_name(office):
    version_with_rounds(office, per_year=1)
    call = make.call(office)
    rounds(call, office, (-7, 1))
    assert refused(rounds, call, office, (2, 5)) == ["schemes.round_too_many"]
