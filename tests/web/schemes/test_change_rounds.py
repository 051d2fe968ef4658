"""A round is changed with a ground, deleted while empty, and holds its call to it."""

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.outbox.models import Message
from chiiki_web.schemes import actions, queries
from web import make
from web.make import NOW
from web.schemes.made import (
    GROUND,
    begun,
    codes,
    day,
    refused,
    rounds,
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


def test_a_round_is_changed_with_a_ground_and_who_has_a_draft_is_told(call, office):
    (one,) = rounds(call, office, (-7, 1))
    officer = begun(call)
    actions.change_round(one.pk, wanted(-7, 2), ground=GROUND, by=office, at=NOW)
    one.refresh_from_db()
    assert one.closes_at == day(2)
    told = Message.objects.get(kind="round.changed")
    assert (told.recipient, GROUND in told.body) == (officer.user, True)
    assert queries.round_events_of(call)[0]["ground"] == GROUND


@pytest.mark.parametrize(
    ("number", "hours", "ground", "why"),
    [
        (1, (-7, 2.5), GROUND, "schemes.round_overlaps_next"),
        (2, (0.5, 5), GROUND, "schemes.round_overlaps"),
        (2, (2, 15), GROUND, "schemes.round_outside_call"),
        (2, (2, 4), " ", "schemes.ground_missing"),
        (1, (-7, -1), GROUND, "schemes.round_in_the_past"),
    ],
)
def test_a_change_that_fits_not_is_refused(call, office, number, hours, ground, why):
    one = rounds(call, office, (-7, 1), (2, 5))[number - 1]
    values = {"ground": ground, "by": office, "at": NOW}
    assert refused(actions.change_round, one.pk, wanted(*hours), **values) == [why]


def test_an_opening_does_not_move_behind_what_was_received(call, office):
    (one,) = rounds(call, office, (-7, 5))
    make.accepted(call, office)
    values = {"ground": GROUND, "by": office, "at": NOW}
    assert refused(actions.change_round, one.pk, wanted(1, 5), **values) == [
        "schemes.round_before_received"
    ]


def test_a_round_that_has_ended_is_not_changed(call, office):
    (one,) = rounds(call, office, (-7, 1))
    values = {"ground": GROUND, "by": office, "at": day(1)}
    assert refused(actions.change_round, one.pk, wanted(-7, 3), **values) == [
        "schemes.round_ended"
    ]


def test_the_last_round_is_deleted_as_long_as_nothing_was_received(call, office):
    first, last = rounds(call, office, (-7, 1), (2, 5))
    by = {"by": office, "at": NOW}
    assert refused(actions.delete_round, first.pk, **by) == ["schemes.round_not_last"]
    actions.delete_round(last.pk, **by)
    make.accepted(call, office)
    assert refused(actions.delete_round, first.pk, **by) == [
        "schemes.round_has_applications"
    ]


def test_control_without_the_question_the_database_keeps_such_a_round(call, office):
    (one,) = rounds(call, office, (-7, 1))
    make.accepted(call, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        one.delete()


def test_a_correction_of_the_call_does_not_cut_a_round(call, office):
    rounds(call, office, (-7, 5))
    with pytest.raises(actions.CannotCorrectCall) as caught:
        actions.correct_closing(
            call.pk, closes_at=day(4), ground=GROUND, by=office, at=NOW
        )
    assert codes(caught) == ["schemes.round_beyond"]
    actions.correct_closing(call.pk, closes_at=day(5), ground=GROUND, by=office, at=NOW)


def test_an_extension_makes_room_and_moves_no_round(call, office):
    (one,) = rounds(call, office, (-7, 5))
    actions.extend_call(call.pk, closes_at=day(30), ground=GROUND, by=office, at=NOW)
    one.refresh_from_db()
    assert one.closes_at == day(5)
    assert rounds(call, office, (15, 30))[0].number == 2


def test_a_share_below_the_least_award_is_refused(call, office):
    least = queries.least_award(call)
    (one,) = rounds(call, office, (-7, 1))
    values = {"ground": GROUND, "by": office, "at": NOW}
    below = wanted(-7, 1, share=least - 1)
    assert refused(actions.change_round, one.pk, below, **values) == [
        "schemes.round_share_below_award"
    ]
    actions.change_round(one.pk, wanted(-7, 1, share=least), **values)
    one.refresh_from_db()
    assert one.share == least
