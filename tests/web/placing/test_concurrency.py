"""Two officers at one board in the same moment; only PostgreSQL can show it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from chiiki_web.dispatch.models import Candidate
from chiiki_web.placing import actions, queries
from chiiki_web.placing.actions import boards
from chiiki_web.placing.models import Board, Matching, Taken
from web import make
from web.at_once import at_once, done_at_once, faults_at_once
from web.placing import made
from web.placing.made import LATER

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def asked(one):
    made.adviser(), made.adviser()
    return [made.request(one), made.request(one)]


def taking(one, matching, requests, by, seen):
    return lambda: actions.take_over(
        one.pk,
        matching.pk,
        [row.pk for row in requests],
        seen=seen,
        by=by,
        at=LATER,
    )


def codes(faults):
    return [[why.code for why in fault.reasons] for fault in faults]


def test_two_officers_take_the_same_proposal_over_and_one_is_told(office, one, asked):
    matching = made.worked_out(one, office)
    seen = queries.board_of(one).version
    colleague = make.member("office", office.organisation)

    faults = faults_at_once(
        [taking(one, matching, asked, who, seen) for who in (office, colleague)]
    )

    assert codes(faults) == [["placing.board_moved"]]
    assert Taken.objects.count() == len(asked)


def test_two_officers_take_different_halves_over_and_the_second_looks_first(
    office, one, asked
):
    matching = made.worked_out(one, office)
    seen = queries.board_of(one).version
    colleague = make.member("office", office.organisation)

    faults = faults_at_once(
        [
            taking(one, matching, asked[:1], office, seen),
            taking(one, matching, asked[1:], colleague, seen),
        ]
    )

    assert codes(faults) == [["placing.board_moved"]]
    assert Taken.objects.count() == 1


def test_control_without_holding_the_board_both_pass_the_look_at_its_version(
    office, one, asked, monkeypatch
):
    matching = made.worked_out(one, office)
    seen = queries.board_of(one).version
    colleague = make.member("office", office.organisation)
    together = made.Barrier(2)

    def lock(round_id):
        found = Board.objects.select_related("round__call__fund").get(round=round_id)
        together.wait(20)
        return found

    monkeypatch.setattr(boards, "lock", lock)
    given = at_once(
        [
            taking(one, matching, asked[:1], office, seen),
            taking(one, matching, asked[1:], colleague, seen),
        ]
    )

    assert not [fault for fault in given if isinstance(fault, Exception)], given
    assert Taken.objects.count() == 2  # the second never saw what the first did


def test_asked_for_by_two_in_one_moment_there_is_one_run(office, one, asked):
    colleague = make.member("office", office.organisation)
    given = done_at_once(
        [
            lambda who=who: actions.ask_for_matching(
                one.pk, form_key=uuid4(), by=who, at=LATER
            )
            for who in (office, colleague)
        ]
    )
    assert len({found.pk for found in given}) == 1
    assert Matching.objects.count() == 1


def test_two_workers_find_the_same_and_it_is_kept_once(office, one, asked):
    actions.ask_for_matching(one.pk, form_key=uuid4(), by=office, at=LATER)
    done_at_once([lambda: actions.run_waiting(LATER)] * 2)
    found = Matching.objects.get()
    assert found.state == Matching.State.DONE
    assert found.tries == 1


def test_a_wish_and_a_taking_over_in_one_moment_do_not_both_happen(office, one, asked):
    matching = made.worked_out(one, office)
    seen = queries.board_of(one).version
    other = made.Adviser.objects.order_by("pk").last()
    given = at_once(
        [
            taking(one, matching, asked[:1], office, seen),
            lambda: made.wish(one, asked[0], other, office),
        ]
    )
    refused = [fault for fault in given if isinstance(fault, actions.CannotMatch)]
    assert len(refused) == 1
    assert Candidate.objects.exists() == Taken.objects.exists()
