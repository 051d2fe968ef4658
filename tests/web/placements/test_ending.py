"""The end: as agreed, early with a ground, later within the scheme; and what is told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from chiiki_web import wording
from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions
from chiiki_web.placements.models import Placement
from web.make import NOW
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db
AFTER = date(2027, 3, 20)
EARLY = {
    "ended_on": date(2027, 1, 15),
    "ending": "illness",
    "ground": "入院のため。",
    "rest": "alone",
}


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


def told(kind):
    return {one.recipient for one in Message.objects.filter(kind=kind)}


def test_it_is_finished_when_everything_is_there(officer, office):
    placement = made.finished(officer, office)
    assert placement.status == "finished"
    manager = made.manager_of(placement)
    assert told("placement.finished") == {officer.user, office.user, manager.user}


def test_what_is_lacking_is_said_in_full(placement, officer):
    found = refused(
        actions.finish_placement, placement.pk, by=officer, at=made.at(AFTER)
    )
    assert found == {"logs_open", "milestones_open", "end_not_assessed"}


def test_not_yet_at_the_end_needs_a_next_step(placement, officer):
    made.settle(placement, officer)
    made.write_logs(placement, officer)
    made.assess_end(placement, officer, "alone", "not_yet")
    close = {"by": officer, "at": made.at(AFTER)}
    found = refused(actions.finish_placement, placement.pk, **close)
    assert found == {"no_next_step"}
    actions.name_next_step(
        made.ability(placement, 2).pk, next_step="4月に研修", by=officer, at=NOW
    )
    assert actions.finish_placement(placement.pk, **close).status == "finished"


def test_it_is_not_finished_before_its_last_day(placement, officer):
    found = refused(
        actions.finish_placement,
        placement.pk,
        by=officer,
        at=made.at(date(2027, 2, 27)),
    )
    assert found == {"not_over"}


def test_the_manager_does_not_finish_it(placement):
    found = refused(
        actions.finish_placement,
        placement.pk,
        by=made.manager_of(placement),
        at=made.at(AFTER),
    )
    assert found == {"not_yours"}


@pytest.mark.parametrize("who", ["officer", "office", "manager"])
def test_either_side_or_the_office_ends_it_early(placement, officer, office, who):
    people = {
        "officer": officer,
        "office": office,
        "manager": made.manager_of(placement),
    }
    ended = actions.end_early(placement.pk, by=people[who], at=NOW, **EARLY)
    assert (ended.last_day, ended.rest) == (date(2027, 1, 15), "alone")
    assert [one.month.month for one in ended.logs.all()] == [12, 1]
    assert told("placement.ended_early") == {one.user for one in people.values()}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ground": " "}, "end_without_ground"),
        ({"ended_on": date(2026, 11, 30)}, "end_outside"),
        ({"ended_on": made.LAST}, "end_outside"),
    ],
)
def test_an_early_end_is_refused(placement, officer, changes, code):
    found = refused(actions.end_early, placement.pk, by=officer, **EARLY | changes)
    assert found == {code}


def test_it_ends_early_once_and_by_nobody_else(placement, officer, stranger):
    found = refused(actions.end_early, placement.pk, by=stranger, **EARLY)
    assert found == {"not_yours"}
    actions.end_early(placement.pk, by=officer, at=NOW, **EARLY)
    found = refused(actions.end_early, placement.pk, by=officer, **EARLY)
    assert found == {"ended_already"}


def test_control_the_database_lets_none_end_without_a_ground(placement):
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(ended_on=made.HALF)


def test_the_office_lets_it_last_longer_and_the_new_months_get_logs(placement, office):
    longer = actions.extend_placement(
        placement.pk, ends_on=date(2027, 4, 30), ground="雪の遅れ", by=office, at=NOW
    )
    assert longer.logs.count() == 5
    (kept,) = longer.extensions.all()
    assert (kept.ended_before_on, kept.ends_on) == (made.LAST, date(2027, 4, 30))


def test_beyond_the_months_of_the_scheme_it_is_refused_with_the_clause(
    placement, office
):
    with (
        translation.override("en"),
        pytest.raises(actions.CannotPlaceManager) as caught,
    ):
        actions.extend_placement(
            placement.pk, ends_on=date(2027, 6, 1), ground="見本", by=office, at=NOW
        )
    (one,) = caught.value.reasons
    with translation.override("en"):
        said = wording.explain(one)
    assert said == (
        "That would be 7 months. The dispatch lasts from one to six months."
        " (Length (set from “about half a year” in the call))"
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"ends_on": made.LAST}, "not_longer"),
        ({"ground": ""}, "extension_without_ground"),
    ],
)
def test_an_extension_is_refused(placement, office, changes, code):
    said = {"ends_on": date(2027, 3, 31), "ground": "見本"} | changes
    found = refused(actions.extend_placement, placement.pk, by=office, **said)
    assert found == {code}


def test_only_the_office_extends(placement, officer):
    found = refused(
        actions.extend_placement,
        placement.pk,
        ends_on=date(2027, 3, 31),
        ground="見本",
        by=officer,
    )
    assert found == {"office_only"}


def test_the_region_publishes_what_it_agrees_to(officer, office):
    placement = made.finished(officer, office)
    said = {"shows_milestones": True, "shows_abilities": False}
    found = refused(
        actions.publish_outcome, placement.pk, outcome_ja=" ", by=officer, **said
    )
    assert found == {"outcome_empty"}
    told = actions.publish_outcome(
        placement.pk, outcome_ja="使う人が増えた。", by=officer, at=NOW, **said
    )
    assert told.published_at == NOW


def test_nothing_is_published_before_the_end(placement, officer):
    found = refused(
        actions.publish_outcome,
        placement.pk,
        outcome_ja="見本",
        shows_milestones=True,
        shows_abilities=True,
        by=officer,
    )
    assert found == {"not_now"}


def test_control_the_database_publishes_none_before_the_end(placement):
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(published_at=NOW)
