"""A whole round for the matching engine, and candidates whom a matching run chose."""

import pytest

from chiiki import matching
from chiiki_web.dispatch import actions, queries
from chiiki_web.dispatch.engine_input import matching_instance
from chiiki_web.dispatch.models import Request
from chiiki_web.schemes.models import Round
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def one_round():
    call = make.call()
    return Round.objects.create(
        call=call, number=1, opens_at=call.opens_at, closes_at=call.closes_at
    )


@pytest.fixture
def three():
    return [advisers.adviser() for _ in range(3)]


def in_round(one_round, **changes):
    request = made.request(**changes)
    Request.objects.filter(pk=request.pk).update(round=one_round)
    request.refresh_from_db()
    return request


def chosen(*advisers_, **more):
    return [
        actions.Proposed(adviser_id=one.pk, score=0.5, parts={"field": 1.0}, **more)
        for one in advisers_
    ]


def test_those_wait_in_a_round_to_whom_nobody_was_proposed(office, one_round, three):
    first, second = in_round(one_round), in_round(one_round)
    other = made.request()
    actions.propose_candidates(second.pk, by=office, at=NOW)
    assert list(queries.waiting_in_round(one_round.pk)) == [first]
    assert other.round not in (None, one_round)


def test_the_round_is_solved_with_nominations_first(one_round, three):
    request = in_round(one_round, nominations=[three[2], three[0]])
    instance = matching_instance(one_round.pk)
    (asked,) = instance.requests
    assert asked.nominations == (str(three[2].pk), str(three[0].pk))
    assert (asked.half_days, asked.team) == (4, 1)
    assert asked.months == {"2026-12", "2027-01"}
    found = matching.solve(instance)
    assert found.assignments[str(request.pk)] == (str(three[2].pk),)


def test_who_is_being_asked_is_not_moved(office, one_round, three):
    officer = make.member()
    request = made.ranked(officer, office)
    Request.objects.filter(pk=request.pk).update(round=one_round)
    asked = made.asked(request).adviser
    instance = matching_instance(one_round.pk)
    assert instance.wishes.incumbent == {str(request.pk): (str(asked.pk),)}
    assert instance.wishes.stage(str(request.pk)) == matching.Stage.NOTIFIED
    assert matching.solve(instance).assignments[str(request.pk)] == (str(asked.pk),)


def test_half_days_promised_elsewhere_are_gone(office, one_round, three):
    asked = made.asked(made.ranked(make.member(), office)).adviser
    in_round(one_round)
    instance = matching_instance(one_round.pk)
    committed = {one.id: one.committed for one in instance.advisers}
    assert committed[str(asked.pk)] == 4
    assert sum(committed.values()) == 4


def test_who_was_chosen_is_shown_and_nobody_else(office, three):
    request = made.request()
    actions.propose_candidates(
        request.pk, chosen=chosen(three[2], three[1]), by=office, at=NOW
    )
    shown = list(request.candidates.order_by("order"))
    assert [one.adviser for one in shown] == [three[2], three[1]]
    request.refresh_from_db()
    assert request.status == "proposed"


def test_where_the_office_chooses_the_first_is_asked_at_once(office, three):
    request = made.request(office_chooses=True)
    proposed = chosen(three[1], three[0], proposal="sha256:見本")
    actions.propose_candidates(request.pk, chosen=proposed, by=office, at=NOW)
    asked = made.asked(request)
    assert (asked.adviser, asked.rank, asked.seat) == (three[1], 1, 1)
    assert asked.proposal == "sha256:見本"
    request.refresh_from_db()
    assert request.status == "asked"


def test_control_otherwise_the_requester_ranks_first(office, three):
    request = made.request()
    actions.propose_candidates(request.pk, chosen=chosen(three[1]), by=office, at=NOW)
    assert not request.candidates.filter(asked_at__isnull=False).exists()


@pytest.mark.parametrize("wrong", ["twice", "inactive", "own"])
def test_who_cannot_be_sent_is_not_proposed(office, three, wrong):
    request, one = made.request(), three[0]
    if wrong == "inactive":
        one.is_active = False
        one.save()
    if wrong == "own":
        one.employers.add(request.organisation)
    given = chosen(one, one) if wrong == "twice" else chosen(one)
    with pytest.raises(actions.CannotPlace) as caught:
        actions.propose_candidates(request.pk, chosen=given, by=office, at=NOW)
    (why,) = caught.value.reasons
    assert why.code == (
        "dispatch.chosen_has_conflict"
        if wrong == "own"
        else "dispatch.chosen_not_in_register"
    )
    assert not request.candidates.exists()
