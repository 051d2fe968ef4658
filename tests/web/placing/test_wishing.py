"""People settle what must be and what must not: with a ground, taken back by a click."""

from __future__ import annotations

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import Request
from chiiki_web.placing import actions, queries
from chiiki_web.placing.models import Wish
from web import make
from web.placing import made
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


def codes(refused):
    return [one.code for one in refused.value.reasons]


def live():
    rows = Wish.objects.filter(ended_at=None).order_by("pk")
    return [(one.kind, one.request_id, one.adviser_id) for one in rows]


def test_the_next_proposal_keeps_a_pin(one, office):
    near, far = made.adviser(), made.adviser(sides=["people"])
    asked = made.request(one)
    assert made.sent(made.worked_out(one, office)) == {asked.pk: [near.pk]}

    made.wish(one, asked, far, office)

    assert made.sent(made.worked_out(one, office)) == {asked.pk: [far.pk]}


def test_the_next_proposal_keeps_a_ban(one, office):
    first, second, asked = made.adviser(), made.adviser(), made.request(one)
    before = made.sent(made.worked_out(one, office))[asked.pk][0]
    sent = first if first.pk == before else second

    made.wish(one, asked, sent, office, "ban")

    after = made.sent(made.worked_out(one, office))[asked.pk]
    assert after == list({first.pk, second.pk} - {before})


def test_who_when_and_why_are_written_down(one, office):
    who, asked = made.adviser(), made.request(one)
    wish = made.wish(one, asked, who, office)
    assert (wish.by, wish.at, wish.ground) == (office, LATER, made.GROUND)
    (event,) = audit.history_of(wish)
    assert event.name == "wish.made"
    assert event.details["ground"] == made.GROUND


def test_a_wish_needs_a_ground(one, office):
    who, asked = made.adviser(), made.request(one)
    with pytest.raises(actions.CannotMatch) as refused:
        actions.make_wish(
            one.pk,
            request_id=asked.pk,
            adviser_id=who.pk,
            kind="pin",
            ground="  ",
            by=office,
            at=LATER,
        )
    assert codes(refused) == ["placing.ground_missing"]


def test_a_wish_for_a_request_of_elsewhere_is_refused(one, office):
    who, asked = made.adviser(), made.request(made.round_of(office))
    with pytest.raises(actions.CannotMatch) as refused:
        made.wish(one, asked, who, office)
    assert codes(refused) == ["placing.not_in_round"]


def test_a_wish_for_somebody_who_is_not_in_the_register_is_refused(one, office):
    asked = made.request(one)
    with pytest.raises(actions.CannotMatch) as refused:
        actions.make_wish(
            one.pk,
            request_id=asked.pk,
            adviser_id=987_654,
            kind="pin",
            ground=made.GROUND,
            by=office,
            at=LATER,
        )
    assert codes(refused) == ["matching.unknown_adviser"]


def test_another_office_wishes_nothing(one):
    who, asked = made.adviser(), made.request(one)
    with pytest.raises(actions.CannotMatch) as refused:
        made.wish(one, asked, who, make.member("office"))
    assert codes(refused) == ["placing.office_only"]


def test_the_same_wish_twice_is_one(one, office):
    who, asked = made.adviser(), made.request(one)
    made.wish(one, asked, who, office)
    with pytest.raises(actions.CannotMatch) as refused:
        made.wish(one, asked, who, office)
    assert codes(refused) == ["placing.already_wished"]


def test_a_pin_takes_the_place_of_one_on_somebody_else(one, office):
    first, second, asked = made.adviser(), made.adviser(), made.request(one)
    made.wish(one, asked, first, office)
    made.wish(one, asked, second, office)
    assert live() == [("pin", asked.pk, second.pk)]


def test_a_team_may_have_two_pins(one, office):
    first, second, asked = made.adviser(), made.adviser(), made.request(one)
    Request.objects.filter(pk=asked.pk).update(team_size=2)
    made.wish(one, asked, first, office)
    made.wish(one, asked, second, office)
    assert len(live()) == 2


def test_a_ban_takes_the_place_of_the_pin_on_the_same_person(one, office):
    who, asked = made.adviser(), made.request(one)
    made.wish(one, asked, who, office)
    made.wish(one, asked, who, office, "ban")
    assert live() == [("ban", asked.pk, who.pk)]


def test_a_pin_on_somebody_who_is_barred_is_refused_with_the_reason(one, office):
    who = made.adviser(fields=("tourism",), sides=["people"])
    made.adviser()
    asked = made.request(one)
    made.worked_out(one, office)
    with pytest.raises(actions.CannotMatch) as refused:
        made.wish(one, asked, who, office)
    assert codes(refused) == ["matching.nothing_fits"]


def test_taken_back_it_holds_no_more_and_stays_written_down(one, office):
    who, asked = made.adviser(), made.request(one)
    wish = made.wish(one, asked, who, office)

    actions.take_back(wish.pk, by=office, at=LATER)

    assert live() == []
    wish.refresh_from_db()
    assert (wish.ended_by, wish.ground) == (office, made.GROUND)
    with pytest.raises(actions.CannotMatch) as refused:
        actions.take_back(wish.pk, by=office, at=LATER)
    assert codes(refused) == ["placing.wish_ended_already"]


def test_undo_takes_back_and_again_brings_back(one, office):
    who, asked = made.adviser(), made.request(one)
    made.wish(one, asked, who, office)
    actions.undo_last(one.pk, by=office, at=LATER)
    assert live() == []
    actions.undo_last(one.pk, by=office, at=LATER)
    assert live() == [("pin", asked.pk, who.pk)]


def test_nobody_undoes_the_wish_of_a_colleague(one, office):
    who, asked = made.adviser(), made.request(one)
    made.wish(one, asked, who, office)
    colleague = make.member("office", office.organisation)
    with pytest.raises(actions.CannotMatch) as refused:
        actions.undo_last(one.pk, by=colleague, at=LATER)
    assert codes(refused) == ["placing.nothing_to_undo"]
    assert len(live()) == 1


def test_wishes_that_cannot_hold_fail_with_the_smallest_set(one, office):
    who = made.adviser(capacity_days=2)
    made.adviser()
    first, second, third = (made.request(one) for _ in range(3))
    made.wish(one, third, who, office, "ban")  # has no part in it
    for asked in (first, second):
        made.wish(one, asked, who, office)

    failed = made.worked_out(one, office)

    assert failed.state == "failed"
    named = {(f["code"], f["values"].get("request")) for f in failed.faults}
    assert ("matching.pinned", str(first.pk)) in named
    assert ("matching.pinned", str(second.pk)) in named
    assert not [code for code, _ in named if code == "matching.ban_set"]


def test_the_price_of_a_wish_is_what_the_whole_would_gain_without_it(one, office):
    made.adviser()
    far, asked = made.adviser(sides=["people"]), made.request(one)
    free = made.worked_out(one, office)
    wish = made.wish(one, asked, far, office)
    held = made.worked_out(one, office)

    actions.weigh_waiting(LATER)

    held.refresh_from_db()
    assert held.prices == {wish.key: {"with": held.value, "without": free.value}}
    assert held.value < free.value


def test_a_re_solve_moves_nobody_who_need_not_move(one, office):
    for _ in range(4):
        made.adviser(capacity_days=4)
    asked = [made.request(one) for _ in range(5)]
    before = made.sent(made.worked_out(one, office))
    made.wish(one, asked[0], adviser_of(before[asked[0].pk][0]), office, "ban")

    done = made.worked_out(one, office)

    moved = [pk for pk, who in made.sent(done).items() if before[pk] != who]
    assert moved == [asked[0].pk]
    difference = queries.compare(
        queries.read_run(done.based_on), queries.read_run(done)
    )
    assert [int(m.request_id) for m in difference.moved] == moved
    assert (difference.newly, difference.no_longer) == ((), ())


def adviser_of(pk):
    return made.Adviser.objects.get(pk=pk)
