"""Money goes back where it came from; late, doubled and impossible entries are refused."""

from datetime import timedelta
from uuid import uuid4

import pytest

from chiiki_web.dispatch import actions, engine_input, queries
from chiiki_web.dispatch.models import Fee, Request
from chiiki_web.dispatch.queries import seats
from chiiki_web.funds.models import Fund
from chiiki_web.outbox import links
from chiiki_web.refusals import Refusal
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
COST = 4 * 17_000 + 4_000


def refused(deed, *args, **values):
    with pytest.raises(Refusal) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def reserved(call):
    fund = Fund.objects.get(call=call)
    one = call.rounds.get()
    return fund.reserved, one.reserved


@pytest.fixture
def halved(officer, office):
    """A team of two whose one was lifted, with no money for the third; the old call."""
    three = [advisers.adviser(capacity_days=30) for _ in range(3)]
    call = made.call(total=2 * COST)
    request = made.ranked(officer, office, team_size=2)
    for one in request.candidates.filter(asked_at__isnull=False):
        actions.accept_dispatch(one.pk, by=one.adviser.membership, at=NOW)
    out = request.candidates.filter(answer="accepted").first()
    taken = request.candidates.filter(answer="accepted").values("adviser")
    third = next(one for one in three if one.pk not in {r["adviser"] for r in taken})
    other = type(third.prefecture).objects.exclude(pk=third.prefecture.pk).last()
    third.prefecture = other
    third.save()
    actions.lift_acceptance(out.pk, ground="見本", by=office, at=NOW)
    request.refresh_from_db()
    assert request.status == "waiting"
    return request, call


def move(request, office, total=10_000_000):
    other = made.call(total=total, closes_at=NOW + 50 * DAY)
    one = other.rounds.get()
    actions.go_on_in_round(request.pk, one.pk, by=office, at=NOW)
    request.refresh_from_db()
    return other


def test_who_goes_on_elsewhere_leaves_no_money_behind(halved, office):
    request, call = halved
    assert reserved(call) == (COST, COST)
    other = move(request, office)
    assert reserved(call) == (0, 0)
    assert reserved(other) == (0, 0)


def test_the_whole_team_is_set_aside_in_the_new_round(halved, office):
    request, call = halved
    other = move(request, office)
    made.accept(request)
    assert request.status == "accepted"
    held = Fee.objects.filter(given_back_at=None)
    assert {one.call for one in held} == {other}
    assert reserved(other)[0] == sum(one.total for one in held)
    assert reserved(call) == (0, 0)


def test_after_it_went_on_it_can_be_withdrawn(halved, officer, office):
    request, _call = halved
    other = move(request, office, total=COST)
    actions.withdraw_request(request.pk, by=officer, at=NOW)
    request.refresh_from_db()
    assert request.status == "withdrawn"
    assert reserved(other) == (0, 0)


def test_money_goes_back_to_the_call_it_came_from(officer, office):
    """Even where the request belongs to another call by now."""
    advisers.adviser()
    call = made.call(by=office)
    request = made.ranked(officer, office)
    candidate = made.accept(request)
    other = made.call(closes_at=NOW + 50 * DAY, by=office)
    request.call, request.round = other, other.rounds.get()
    request.save()
    actions.lift_acceptance(candidate.pk, ground="見本", by=office, at=NOW)
    assert (reserved(call), reserved(other)) == ((0, 0), (0, 0))


@pytest.fixture
def asked(officer, office):
    advisers.adviser(capacity_days=30)
    return made.ranked(officer, office)


def test_after_the_last_day_nobody_answers_signed_in(asked):
    one = made.asked(asked)
    answer = {"by": one.adviser.membership, "at": one.answer_by}
    late = ["dispatch.answer_too_late"]
    assert refused(actions.accept_dispatch, one.pk, **answer) == late
    assert refused(actions.decline_dispatch, one.pk, note="見本", **answer) == late
    answer["at"] -= timedelta(seconds=1)
    assert actions.accept_dispatch(one.pk, **answer)


@pytest.mark.parametrize("gone", ["ended", "inactive", "control"])
def test_the_link_of_who_has_left_is_over(asked, gone):
    one = made.asked(asked)
    hat = one.adviser.membership
    if gone == "ended":
        hat.until = (NOW - 2 * DAY).date()
        hat.save()
    if gone == "inactive":
        hat.user.is_active = False
        hat.user.save()
    token = links.token_of(one.nonce)
    if gone == "control":
        assert actions.answer_by_link(token, accepts=True, at=NOW)
        return
    found = refused(actions.answer_by_link, token, accepts=True, at=NOW)
    assert found == ["dispatch.link_over"]


def enter(request, by, day, key=None):
    start = NOW + day * DAY
    one = actions.Stretch(
        starts_at=start, ends_at=start + timedelta(hours=2), place="見本庁舎"
    )
    key = key or uuid4()
    return actions.enter_schedule(request.pk, [one], form_key=key, by=by, at=NOW)


@pytest.fixture
def both(asked, officer, office):
    """Two requests that the same adviser has accepted."""
    made.accept(asked)
    second = made.ranked(officer, office, project="別の案件")
    candidate = made.accept(second)
    return asked, second, candidate.adviser.membership


def test_the_form_of_another_request_is_refused(both, officer):
    first, second, _adviser = both
    key = uuid4()
    held = enter(first, officer, 20, key)
    assert refused(enter, second, officer, 21, key) == [
        "dispatch.form_of_another_request"
    ]
    assert enter(first, officer, 20, key) == held


def test_the_same_hour_is_not_confirmed_twice(both, officer):
    first, second, adviser = both
    one, other, free = enter(first, officer, 20), enter(second, officer, 20), 22
    actions.confirm_schedule(one.pk, by=adviser, at=NOW)
    found = refused(actions.confirm_schedule, other.pk, by=adviser, at=NOW)
    assert found == ["dispatch.adviser_is_elsewhere"]
    other = enter(second, officer, free)
    assert actions.confirm_schedule(other.pk, by=adviser, at=NOW).confirmed_at


def test_a_day_that_is_past_is_not_confirmed(both, officer):
    first, _second, adviser = both
    held = enter(first, officer, 20)
    late = NOW + 20 * DAY
    found = refused(actions.confirm_schedule, held.pk, by=adviser, at=late)
    assert found == ["dispatch.day_in_the_past"]


def report(request, by, **values):
    said = {"held_on": (NOW + 29 * DAY).date(), "days_used": 2, "hours_used": 0}
    said |= {"done": "見本", "outcome": "見本"} | values
    at = NOW + 30 * DAY
    if not request.schedules.exists():
        made.agree(request)
    return actions.report_dispatch(request.pk, by=by, at=at, **said)


def test_a_report_has_no_more_than_the_request(both):
    first, _second, adviser = both
    found = refused(report, first, adviser, days_used=3, hours_used=1)
    assert found == [
        "dispatch.more_days_than_agreed",
        "dispatch.more_hours_than_agreed",
    ]
    assert report(first, adviser)


def test_nothing_is_paid_before_the_visit(both, office):
    first, _second, adviser = both
    report(first, adviser)
    fee = Fee.objects.get(candidate__request=first)
    day, at = (NOW + 29 * DAY).date(), NOW + 30 * DAY
    pays = {"half_days": 4, "travel": 0, "by": office, "at": at}
    found = refused(actions.mark_paid, fee.pk, on=day - DAY, **pays)
    assert found == ["dispatch.paid_before_visit"]
    assert actions.mark_paid(fee.pk, on=day, **pays).paid_on == day


@pytest.fixture
def half_asked(officer, office):
    """Of a team of two one declined when the money had gone; the other is still asked."""
    for _ in range(4):
        advisers.adviser()
    call = made.call(total=2 * COST)
    request = made.ranked(officer, office, team_size=2)
    Fund.objects.filter(call=call).update(total=1)
    first = request.candidates.get(seat=1)
    actions.decline_dispatch(first.pk, note="見本", by=first.adviser.membership, at=NOW)
    request.refresh_from_db()
    assert request.status == "waiting"
    return request, made.asked(request)


def test_who_does_not_answer_a_request_that_waits_does_not_hold_it_back(
    half_asked, office
):
    request, silent = half_asked
    with pytest.raises(Refusal, match="somebody_is_asked"):
        move(request, office)
    actions.chase_answers(silent.answer_by)
    silent.refresh_from_db()
    assert silent.answer == "no_answer"
    move(request, office)
    assert request.status == "asked"


def test_nobody_is_reminded_of_a_request_that_waits(half_asked):
    _request, silent = half_asked
    actions.chase_answers(silent.answer_by - timedelta(hours=1))
    assert not made.told("dispatch.asked_again")


def test_who_is_still_asked_while_it_waits_answers_by_the_link(half_asked):
    request, asked_still = half_asked
    token = links.token_of(asked_still.nonce)
    actions.answer_by_link(token, accepts=True, at=NOW)
    asked_still.refresh_from_db()
    assert asked_still.answer == "accepted"


def test_control_a_link_open_only_while_asked_would_turn_them_away(
    half_asked, monkeypatch
):
    _request, asked_still = half_asked
    monkeypatch.setattr(seats, "ANSWERED_IN", (Request.Status.ASKED,))
    token = links.token_of(asked_still.nonce)
    assert refused(actions.answer_by_link, token, accepts=True, at=NOW) == [
        "dispatch.link_over"
    ]


def test_the_page_of_who_is_still_asked_offers_the_answer(half_asked):
    request, asked_still = half_asked
    adviser = asked_still.adviser.membership
    assert queries.asked_of(request, adviser) == asked_still


def test_days_of_who_is_still_asked_while_it_waits_are_not_promised_twice(half_asked):
    request, asked_still = half_asked
    adviser, days = asked_still.adviser, request.days
    assert engine_input.days_left(adviser, request.fiscal_year) == 10 - days
