"""Requests come in rounds, and a dispatch is placed while there is money for it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.actions import lifting
from chiiki_web.dispatch.models import Fee, Request
from chiiki_web.funds.models import Fund
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.dispatch.made import told
from web.make import NOW

pytestmark = pytest.mark.django_db
# Two days in the adviser's own prefecture: 4 half-days x 17,000 + one journey.
COST = 4 * 17_000 + 4_000


@pytest.fixture
def three():
    return [advisers.adviser() for _ in range(3)]


def refused(deed, *args, **values):
    refusals = (actions.CannotPlace, actions.CannotRequest)
    with pytest.raises(refusals) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_a_request_belongs_to_the_round_that_is_open(officer):
    call = made.call(rounds=2)
    request = made.request(officer)
    assert (request.call, request.round.number) == (call, 1)
    later = NOW + timedelta(days=40)
    period = {"wanted_from": later.date(), "wanted_until": later.date()}
    assert made.request(officer, at=later, **period).round.number == 2


def test_a_round_receives_up_to_the_second_before_it_closes(officer):
    closes = made.call(closes_at=NOW + timedelta(days=5)).rounds.get().closes_at
    period = {"wanted_from": closes.date(), "wanted_until": closes.date()}
    assert made.request(officer, at=closes - timedelta(seconds=1), **period)
    assert refused(made.request, officer, at=closes, **period) == ["dispatch.no_call"]


def test_before_the_call_opens_it_says_when(officer):
    opens = NOW + timedelta(days=3)
    made.call(opens_at=opens, rounds=0)
    assert refused(made.request, officer) == ["dispatch.opens_later"]
    (why,) = queries.opening("adviser", NOW).reasons
    assert why.values["opens"] == opens


def test_a_round_that_the_office_stopped_receives_nothing(officer, office):
    call = made.call(by=office)
    one = call.rounds.get()
    made.schemes.stop_round(one.pk, ground="見本", by=office, at=NOW)
    assert refused(made.request, officer) == ["schemes.round_stopped_office"]


def test_accepting_sets_the_cost_aside(officer, office, three):
    call = made.call()
    request = made.ranked(officer, office)
    assert Fund.objects.get(call=call).reserved == 0
    made.accept(request)
    fee = Fee.objects.get()
    assert (fee.half_days, fee.fee, fee.travel, fee.total) == (4, 68_000, 4_000, COST)
    assert Fund.objects.get(call=call).reserved == COST
    request.round.refresh_from_db()
    assert request.round.reserved == COST


def test_with_less_money_left_nobody_is_asked_in_vain(officer, office, three):
    made.call(total=COST - 1)
    request = made.ranked(officer, office)
    assert request.status == "waiting"
    assert not request.candidates.filter(asked_at__isnull=False).exists()
    message = Message.objects.get(
        kind="dispatch.waits_for_budget", recipient=officer.user
    )
    assert f"{COST:,}" in message.body
    assert f"{COST - 1:,}" in message.body


def test_who_accepts_when_the_money_is_gone_is_told_and_waits(officer, office, three):
    made.call(total=COST * 2 - 1)
    first = made.ranked(officer, office)
    second = made.ranked(make.member(), office)
    made.accept(first)
    candidate = made.accept(second)
    assert second.status == "waiting"
    assert candidate.adviser.membership.user in told("dispatch.team_waits")
    assert Fee.objects.count() == 1


def test_control_with_enough_money_both_are_placed(officer, office, three):
    made.call(total=COST * 2)
    requests = [made.ranked(make.member(), office) for _ in range(2)]
    for one in requests:
        made.accept(one)
    assert {one.status for one in requests} == {"accepted"}


def test_a_budget_used_in_the_middle_of_a_round_stops_it_and_tells_who_is_left(
    officer, office, three
):
    call = made.call(total=COST)
    first, left = made.ranked(officer, office), made.request(make.member())
    made.accept(first)
    one = call.rounds.get()
    assert one.stopped_for == "budget"
    assert refused(made.request) == ["schemes.round_stopped_budget"]
    assert told("dispatch.budget_used") == {
        member.user for member in left.organisation.memberships.all()
    }
    assert list(queries.waiting_in_round(one.pk)) == [left]


def test_the_office_lets_who_is_left_go_on_in_another_round(officer, office, three):
    made.call(total=COST)
    first, left = made.ranked(officer, office), made.request(make.member())
    made.accept(first)
    other = made.call(opens_at=NOW, closes_at=NOW + timedelta(days=30)).rounds.get()
    moved = actions.go_on_in_round(left.pk, other.pk, by=office, at=NOW)
    assert (moved.round, moved.call) == (other, other.call)
    assert moved.submitted_at == left.submitted_at
    assert list(queries.waiting_in_round(other.pk)) == [left]
    assert told("dispatch.moved_to_round")


def test_one_that_waits_for_money_is_asked_for_once_it_goes_on(officer, office, three):
    made.call(total=COST - 1)
    request = made.ranked(officer, office)
    other = made.call(opens_at=NOW, closes_at=NOW + timedelta(days=30)).rounds.get()
    actions.go_on_in_round(request.pk, other.pk, by=office, at=NOW)
    assert made.asked(request)


@pytest.mark.parametrize("role", ["officer", "auditor", "adviser"])
def test_only_the_office_moves_a_request(officer, three, role):
    call = made.call(rounds=2)
    request = made.request(officer)
    second = call.rounds.get(number=2)
    found = refused(
        actions.go_on_in_round, request.pk, second.pk, by=make.member(role), at=NOW
    )
    assert found == ["dispatch.office_only"]


def test_the_office_of_another_call_does_nothing(officer, three):
    call = made.call(rounds=2)
    request = made.request(officer)
    stranger = {"by": make.member("office"), "at": NOW}
    second = call.rounds.get(number=2)
    assert [
        refused(actions.propose_candidates, request.pk, **stranger),
        refused(actions.ask_directly, request.pk, three[0].pk, **stranger),
        refused(actions.go_on_in_round, request.pk, second.pk, **stranger),
        refused(actions.try_again, request.pk, **stranger),
    ] == [["dispatch.office_only"]] * 4


def test_control_the_office_of_the_call_proposes(officer, three):
    call = made.call()
    request = made.request(officer)
    own = make.member("office", call.office)
    assert actions.propose_candidates(request.pk, by=own, at=NOW).status == "proposed"


def test_a_round_of_another_programme_does_not_fit(officer, office):
    made.call(by=office)
    request = made.request(officer)
    wrong = made.call("manager", by=office).rounds.get()
    found = refused(actions.go_on_in_round, request.pk, wrong.pk, by=office, at=NOW)
    assert found == ["dispatch.round_does_not_fit"]
    assert Request.objects.get(pk=request.pk).round != wrong


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"team_size": 4}, "dispatch.team_too_large"),
        ({"team_size": 0}, "dispatch.team_too_large"),
        ({"mode": "both", "hours": 0}, "dispatch.both_ways_need_both"),
        ({"needed_sides": ["magic"]}, "dispatch.unknown_side"),
        ({"wanted_days": ["2026-11-24"]}, "dispatch.day_outside_period"),
        ({"wanted_days": ["2026-12-10"] * 2}, "dispatch.day_twice"),
    ],
)
def test_what_the_figures_of_the_scheme_do_not_allow_is_refused(officer, changes, code):
    assert code in refused(made.request, officer, **changes)


def test_more_are_named_than_the_scheme_allows(officer):
    four = [advisers.adviser() for _ in range(4)]
    found = refused(made.request, officer, nominations=four)
    assert found == ["dispatch.too_many_nominations"]
    assert made.request(officer, nominations=four[:3])


@pytest.fixture
def short(officer, office, three):
    """A request that waits: one yen is lacking."""
    made.call(total=COST - 1, by=office)
    return made.ranked(officer, office)


def go_on(client, office, request, **typed):
    """What the page says once the office has pressed a button."""
    address = reverse("dispatch:go_on", args=[request.pk])
    client.force_login(office.user)
    return client.post(address, typed, follow=True).content.decode()


def test_while_the_budget_is_short_the_button_says_so_and_mails_nobody(
    client, short, office, clock
):
    clock.move_to(NOW)
    before = Message.objects.count()
    for _ in range(2):
        html = go_on(client, office, short)
        assert "予算は、まだ不足しています" in html
        assert "手続を進め、依頼元" not in html
    assert Message.objects.count() == before


def test_control_once_the_money_is_there_it_goes_on_and_people_are_told(
    client, short, office, clock
):
    clock.move_to(NOW)
    before = Message.objects.count()
    Fund.objects.update(total=COST)
    assert "手続を進め、依頼元" in go_on(client, office, short)
    assert Message.objects.count() > before
    assert made.asked(short)


def test_control_each_try_would_mail_again(short, office):
    before = Message.objects.count()
    lifting.go_on(short, by=office, at=NOW + timedelta(days=1))
    assert Message.objects.count() > before


@pytest.mark.parametrize("typed", ["", "x", "0", "9" * 40, "999999", "-1"])
def test_a_round_that_is_not_on_the_list_is_said(client, short, office, clock, typed):
    clock.move_to(NOW)
    Fund.objects.update(total=COST)
    assert "選んだ回は、現在の一覧にありません" in go_on(
        client, office, short, round=typed
    )
    short.refresh_from_db()
    assert short.status == "waiting"


def test_a_round_without_money_is_said_to_be_short(client, short, office, clock):
    clock.move_to(NOW)
    closes = NOW + timedelta(days=30)
    other = made.call(
        total=COST - 1, opens_at=NOW, closes_at=closes, by=office
    ).rounds.get()
    html = go_on(client, office, short, round=other.pk)
    assert "その回でも予算が不足" in html
    assert Request.objects.get(pk=short.pk).round == other
