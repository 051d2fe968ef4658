"""What the office is content with goes to the requesters; a round that changed is refused."""

from __future__ import annotations

import pytest

from chiiki_web.advisers.models import Adviser
from chiiki_web.dispatch import actions as dispatch
from chiiki_web.dispatch.models import Request
from chiiki_web.funds.models import Fund
from chiiki_web.placing import actions, queries
from chiiki_web.placing.actions import taking
from chiiki_web.placing.models import Taken
from web import make
from web.placing import made
from web.placing.browse import board, shown
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


def take(one, matching, requests, office, seen=None):
    board = queries.board_of(one)
    return actions.take_over(
        one.pk,
        matching.pk,
        [asked.pk for asked in requests],
        seen=board.version if seen is None else seen,
        by=office,
        at=LATER,
    )


def refused_codes(*args, **kwargs):
    with pytest.raises(actions.CannotMatch) as refused:
        take(*args, **kwargs)
    return [one.code for one in refused.value.reasons]


def test_the_requester_is_shown_the_proposed_first_and_who_comes_next(one, office):
    for _ in range(5):
        made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    sent = made.sent(matching)[asked.pk][0]

    take(one, matching, [asked], office)

    asked.refresh_from_db()
    candidates = list(asked.candidates.order_by("order"))
    assert asked.status in {"proposed", "asked"}
    assert candidates[0].adviser_id == sent
    assert len(candidates) == 3
    assert {c.proposal for c in candidates} == {matching.digest}
    assert candidates[0].parts["field"] == 1.0
    assert 0 < candidates[0].score <= 1


def test_two_rounds_of_work_what_was_shown_stays_and_its_time_is_kept(one, office):
    who = made.adviser(capacity_days=4)
    made.adviser(fields=("tourism",), sides=["people"])
    first, second = made.request(one, who), made.request(one)
    matching = made.worked_out(one, office)
    take(one, matching, [first], office)
    third = made.request(one)

    again = made.worked_out(one, office)

    assert first.pk not in made.sent(again) or made.sent(again)[first.pk] == [who.pk]
    served = [a.pk for a in (second, third) if a.pk in made.sent(again)]
    assert len(served) == 1  # two days of the four are kept for the first


def test_what_is_left_can_be_taken_over_later(one, office):
    made.adviser()
    first, second = made.request(one), made.request(one)
    matching = made.worked_out(one, office)
    take(one, matching, [first], office)
    take(one, matching, [second], office)
    assert Taken.objects.count() == 2


def test_a_new_request_is_said_and_nothing_is_taken_over(one, office):
    made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    made.request(one)
    assert refused_codes(one, matching, [asked], office) == [
        "placing.round_changed",
        "placing.request_new",
    ]
    assert not Taken.objects.exists()
    assert Request.objects.get(pk=asked.pk).status == "submitted"


def test_a_withdrawn_request_is_said(one, office):
    made.adviser()
    asked, other = made.request(one), made.request(one)
    matching = made.worked_out(one, office)
    Request.objects.filter(pk=other.pk).update(status="withdrawn")
    assert refused_codes(one, matching, [asked], office) == [
        "placing.round_changed",
        "placing.request_gone",
    ]


def test_a_request_that_asks_for_something_else_is_said(one, office):
    made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    Request.objects.filter(pk=asked.pk).update(days=1)
    assert "placing.request_changed" in refused_codes(one, matching, [asked], office)


def test_an_adviser_who_fell_out_is_said(one, office):
    who, asked = made.adviser(), made.request(one)
    made.adviser(fields=("tourism",))
    matching = made.worked_out(one, office)
    assert made.sent(matching)[asked.pk] == [who.pk]
    Adviser.objects.filter(pk=who.pk).update(is_active=False)
    assert refused_codes(one, matching, [asked], office) == [
        "placing.round_changed",
        "placing.adviser_gone",
    ]


def test_control_without_the_look_at_the_round_who_fell_out_would_be_shown(
    one, office, monkeypatch
):
    who, asked = made.adviser(), made.request(one)
    matching = made.worked_out(one, office)
    Adviser.objects.filter(pk=who.pk).update(is_active=False)
    monkeypatch.setattr(taking, "against_round", lambda *_: [])
    monkeypatch.setattr(
        "chiiki_web.dispatch.actions.placing._refuse_unfit", lambda *_: None
    )
    take(one, matching, [asked], office)
    assert asked.candidates.get().adviser_id == who.pk


def test_money_that_is_gone_is_said(one, office):
    made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    Fund.objects.update(reserved=2_999_999)
    assert refused_codes(one, matching, [asked], office) == [
        "placing.round_changed",
        "placing.budget_short",
    ]


def test_a_wish_that_the_proposal_does_not_know_is_said(one, office):
    who, other = made.adviser(), made.adviser()
    asked = made.request(one, who)
    matching = made.worked_out(one, office)
    made.wish(one, asked, other, office)
    assert refused_codes(one, matching, [asked], office) == [
        "placing.round_changed",
        "placing.wishes_changed",
    ]


def test_a_newer_proposal_comes_first(one, office):
    made.adviser()
    asked = made.request(one)
    first = made.worked_out(one, office)
    made.worked_out(one, office)
    assert refused_codes(one, first, [asked], office) == ["placing.overtaken"]


def test_who_looked_at_an_older_board_sees_first_what_was_done(one, office):
    made.adviser()
    asked, other = made.request(one), made.request(one)
    matching = made.worked_out(one, office)
    seen = queries.board_of(one).version
    colleague = make.member("office", office.organisation)
    take(one, matching, [other], colleague, seen=seen)

    assert refused_codes(one, matching, [asked], office, seen=seen) == [
        "placing.board_moved"
    ]
    (deed,) = queries.deeds_since(queries.board_of(one), seen)
    assert (deed.kind, deed.request_id, deed.by) == ("taken", other.pk, colleague)


def test_what_was_shown_already_is_not_shown_again(one, office):
    made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    take(one, matching, [asked], office)
    assert refused_codes(one, matching, [asked], office) == ["placing.not_waiting"]


def test_nothing_chosen_and_nobody_sent_are_said(one, office):
    made.adviser()
    lonely = made.request(one, field=made.Field.objects.get(pk="tourism"), sides=[])
    matching = made.worked_out(one, office)
    assert refused_codes(one, matching, [], office) == ["placing.nothing_chosen"]
    assert refused_codes(one, matching, [lonely], office) == ["placing.nobody_sent"]


def test_one_that_is_refused_leaves_all_as_they_were(one, office, monkeypatch):
    made.adviser()
    first, second = made.request(one), made.request(one)
    matching = made.worked_out(one, office)
    propose = dispatch.propose_candidates

    def propose_first(request_id, **kwargs):
        if request_id == second.pk:
            raise dispatch.CannotPlace(made.reason("dispatch.already_proposed"))
        return propose(request_id, **kwargs)

    monkeypatch.setattr(dispatch, "propose_candidates", propose_first)
    assert refused_codes(one, matching, [first, second], office) == [
        "placing.request_refused",
        "dispatch.already_proposed",
    ]
    first.refresh_from_db()
    assert first.status == "submitted"
    assert not Taken.objects.exists()


def test_another_office_takes_nothing_over(one, office):
    made.adviser()
    asked = made.request(one)
    matching = made.worked_out(one, office)
    assert refused_codes(one, matching, [asked], make.member("office")) == [
        "placing.office_only"
    ]


def test_who_is_asked_is_never_moved(one, office):
    who = made.adviser()
    asked = made.request(one)
    Request.objects.filter(pk=asked.pk).update(office_chooses=True)
    take(one, made.worked_out(one, office), [asked], office)
    asked.refresh_from_db()
    assert asked.status == "asked"
    made.adviser(capacity_days=30)  # whoever comes later moves nobody
    made.request(one)

    done = made.worked_out(one, office)

    assert made.sent(done)[asked.pk] == [who.pk]
    run = queries.read_run(done)
    assert run.instance.wishes.stage(str(asked.pk)).value == "notified"


def test_what_is_decided_already_is_not_in_the_price_of_a_proposal(
    client, clock, one, office
):
    clock.move_to(made.LATER)
    made.adviser(capacity_days=30)
    asked = made.request(one)
    Request.objects.filter(pk=asked.pk).update(office_chooses=True)
    first = made.worked_out(one, office)
    take(one, first, [asked], office)
    made.request(one)

    done = made.worked_out(one, office)

    found = queries.read_run(done).shares
    assert (found.served, found.settled, done.served) == (1, 1, 1)
    assert found.settled_cost == first.cost
    assert found.cost == done.cost - first.cost
    text = shown(client, office, board(one))
    assert f"派遣する依頼1件、派遣しない依頼0件&nbsp;· {found.cost:,}円" in text
    assert f"このほか決定済みの依頼1件（{first.cost:,}円）は、変更しません" in text
    assert "2件（割当てを待つ依頼1件、依頼元に提示中0件、決定済み1件）" in text
