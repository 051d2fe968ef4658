"""Days that lie apart take a journey each: money for all of them, or they are not fixed."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web.dispatch import actions, engine_input
from chiiki_web.dispatch.actions import scheduling
from chiiki_web.dispatch.models import Fee
from chiiki_web.funds.models import Fund
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SHORT = "dispatch.no_money_for_journeys"
COST = 4 * 17_000 + 4_000


def reserved(call):
    return Fund.objects.get(call=call).reserved, call.rounds.get().reserved


def agree_on(request, *days, at=NOW):
    """Both sides agree on a visit of two hours on each of these days from now."""
    starts = [NOW + day * DAY for day in days]
    stretches = [
        actions.Stretch(starts_at=one, ends_at=one + timedelta(hours=2))
        for one in starts
    ]
    officer = request.organisation.memberships.get(role="officer")
    entered = actions.enter_schedule(
        request.pk, stretches, form_key=uuid4(), by=officer, at=at
    )
    adviser = request.candidates.get(answer="accepted").adviser.membership
    return actions.confirm_schedule(entered.pk, by=adviser, at=at)


@pytest.fixture
def placed_for(officer, office):
    """A function: a request for two days in a row, placed from a budget of this much."""

    def place(total):
        advisers.adviser()
        made.call(total=total, by=office)
        request = made.ranked(officer, office)
        made.accept(request)
        return request, Fee.objects.get(candidate__request=request)

    return place


def test_days_that_lie_apart_have_money_for_both_journeys(placed_for):
    request, fee = placed_for(COST + 4_000)
    agree_on(request, 15, 20)
    fee.refresh_from_db()
    assert (fee.journeys, fee.total) == (2, COST + 4_000)
    assert reserved(request.call) == (COST + 4_000, COST + 4_000)


def test_days_in_a_row_are_one_journey(placed_for):
    request, fee = placed_for(COST)
    agree_on(request, 15, 16)
    fee.refresh_from_db()
    assert fee.journeys == 1


def test_days_for_whose_journeys_there_is_no_money_are_not_confirmed(placed_for):
    request, fee = placed_for(COST + 3_999)
    assert made.refused(agree_on, request, 15, 20)[0] == SHORT
    fee.refresh_from_db()
    assert fee.journeys == 1
    assert reserved(request.call) == (COST, COST)


def test_control_without_that_look_more_is_travelled_than_is_set_aside(
    placed_for, monkeypatch
):
    request, fee = placed_for(COST)
    monkeypatch.setattr(scheduling, "follow_days", lambda *_said, **_more: None)
    agree_on(request, 15, 20)
    fee.refresh_from_db()
    assert fee.journeys < engine_input.journeys_agreed(
        [(NOW + 15 * DAY).date(), (NOW + 20 * DAY).date()]
    )


def travel_of(request):
    return dict(request.letters.get(kind="travel", void_at=None).content["rows"])


def test_days_that_then_lie_together_are_one_journey_in_the_new_letters(placed_for):
    request, fee = placed_for(COST + 4_000)
    agree_on(request, 15, 20)
    assert "4,000円×2回" in travel_of(request)["旅費（概算）"]  # the control
    agree_on(request, 15, 16)
    assert "4,000円×1回" in travel_of(request)["旅費（概算）"]
    said = request.letters.get(kind="fee", void_at=None).content
    assert "先に2回分を確保" in dict(said["rows"])["備考"]
    assert [row[1:] for row in said["table"][2:]] == [
        ["4,000円×1回", "4,000円"],
        ["謝金＋旅費", "72,000円"],
    ]
    fee.refresh_from_db()
    assert (fee.journeys, reserved(request.call)[0]) == (2, COST + 4_000)
