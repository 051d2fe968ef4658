"""A milestone is changed with a ground and the other side's agreement; both stay kept."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions
from chiiki_web.placements.models import Milestone, MilestoneChange
from web.make import NOW
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db
WISH = {
    "what": "見守りの件数を週ごとに集計する。",
    "due_on": date(2027, 2, 20),
    "seen_by": "2月の集計表がある。",
    "ground": "月ごとでは遅い。",
}


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


def wish(placement, by):
    return actions.propose_change(made.milestone(placement).pk, by=by, at=NOW, **WISH)


def test_until_the_other_side_agrees_the_milestone_stands(placement, officer):
    change = wish(placement, officer)
    assert made.milestone(placement).what != WISH["what"]
    (one,) = Message.objects.filter(kind="placement.change_proposed")
    assert one.recipient == made.manager_of(placement).user
    actions.answer_change(change.pk, agrees=True, by=made.manager_of(placement), at=NOW)
    assert made.milestone(placement).what == WISH["what"]


def test_both_versions_are_kept(placement, officer):
    before = made.milestone(placement).what
    change = wish(placement, officer)
    actions.answer_change(change.pk, agrees=True, by=made.manager_of(placement), at=NOW)
    change.refresh_from_db()
    assert (change.what_before, change.what) == (before, WISH["what"])
    assert change.answer == "agreed"


def test_declined_with_a_ground_it_stays_as_it_was(placement, officer):
    change = wish(placement, officer)
    manager = made.manager_of(placement)
    found = refused(actions.answer_change, change.pk, agrees=False, by=manager)
    assert found == {"declined_without_ground"}
    actions.answer_change(
        change.pk, agrees=False, note="手間が多い。", by=manager, at=NOW
    )
    assert made.milestone(placement).what != WISH["what"]


def test_nobody_answers_the_own_wish_and_nobody_twice(placement, officer):
    change = wish(placement, officer)
    manager = made.manager_of(placement)
    own = refused(actions.answer_change, change.pk, agrees=True, by=officer)
    assert own == {"own_change"}
    actions.answer_change(change.pk, agrees=True, by=manager, at=NOW)
    again = refused(actions.answer_change, change.pk, agrees=True, by=manager)
    assert again == {"change_answered"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": " 　"}, "change_without_ground"),
        ({"due_on": date(2027, 3, 1)}, "due_outside"),
    ],
)
def test_a_wish_is_refused(placement, officer, changes, code):
    pk = made.milestone(placement).pk
    found = refused(actions.propose_change, pk, by=officer, **WISH | changes)
    assert found == {code}


def test_a_wish_that_changes_nothing_is_refused(placement, officer):
    one = made.milestone(placement)
    same = {"what": one.what, "due_on": one.due_on, "seen_by": one.seen_by}
    found = refused(actions.propose_change, one.pk, by=officer, **WISH | same)
    assert found == {"nothing_changed"}


def test_one_wish_waits_at_a_time(placement, officer):
    wish(placement, officer)
    pk = made.milestone(placement).pk
    found = refused(actions.propose_change, pk, by=made.manager_of(placement), **WISH)
    assert found == {"change_open"}


def test_control_the_database_keeps_one_open_wish(placement, officer):
    change = wish(placement, officer)
    change.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        change.save(force_insert=True)
    assert MilestoneChange.objects.count() == 1


def test_the_region_settles_a_milestone(placement, officer):
    one = made.settle(placement, officer)
    assert (one.is_reached, one.settled_on) == (True, date(2027, 1, 31))
    found = refused(actions.propose_change, one.pk, by=officer, **WISH)
    assert found == {"milestone_settled"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"note": ""}, "settled_without_ground"),
        ({"settled_on": date(2027, 2, 2)}, "settled_outside"),
        ({"settled_on": date(2026, 11, 1)}, "settled_outside"),
    ],
)
def test_it_is_not_settled_without_a_ground_or_on_a_strange_day(
    placement, officer, changes, code
):
    said = {"is_reached": False, "settled_on": date(2027, 2, 1), "note": "見本"}
    found = refused(
        actions.settle_milestone,
        made.milestone(placement).pk,
        by=officer,
        at=made.at(date(2027, 2, 1)),
        **said | changes,
    )
    assert found == {code}


def test_the_manager_settles_none(placement):
    found = refused(
        actions.settle_milestone,
        made.milestone(placement).pk,
        is_reached=True,
        settled_on=made.FIRST,
        note="見本",
        by=made.manager_of(placement),
    )
    assert found == {"region_only"}


def test_control_the_database_settles_none_without_an_answer(placement):
    with pytest.raises(IntegrityError), transaction.atomic():
        Milestone.objects.filter(placement=placement).update(settled_on=made.FIRST)
