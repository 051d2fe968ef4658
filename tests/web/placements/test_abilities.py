"""What the region can do alone: seen by both sides apart, and asked again a year later."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions, queries
from chiiki_web.placements.models import Assessment
from chiiki_web.placements.queries.settings import suggested
from chiiki_web.placements.views import drawing
from web.make import NOW
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db
YEAR_LATER = date(2028, 2, 28)


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (made.FIRST, "start"),
        (made.HALF, "middle"),
        (date(2027, 2, 13), "middle"),
        (date(2027, 2, 14), "end"),
        (date(2027, 3, 30), "end"),
    ],
)
def test_each_moment_has_its_time(placement, day, moment):
    assert queries.moment_open(placement, "region", day) == moment


def test_a_moment_is_not_said_afterwards(placement, officer):
    levels = {one.pk: "alone" for one in placement.abilities.all()}
    found = refused(
        actions.assess,
        placement.pk,
        moment="start",
        said=levels,
        by=officer,
        at=made.at(made.HALF),
    )
    assert found == {"moment_not_open"}


def test_each_side_says_it_once(placement, officer):
    made.assess(placement, officer, "start", made.FIRST, "not_yet", "helped")
    levels = {one.pk: "alone" for one in placement.abilities.all()}
    found = refused(
        actions.assess,
        placement.pk,
        moment="start",
        said=levels,
        by=officer,
        at=made.at(made.FIRST),
    )
    assert found == {"assessed_already"}


def test_control_the_database_keeps_one_view(placement, officer):
    made.assess(placement, officer, "start", made.FIRST, "not_yet", "helped")
    one = Assessment.objects.first()
    one.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


@pytest.mark.parametrize("said", [{}, {1: "alone"}])
def test_every_ability_is_said(placement, officer, said):
    found = refused(
        actions.assess,
        placement.pk,
        moment="start",
        said=said,
        by=officer,
        at=made.at(made.FIRST),
    )
    assert found == {"assess_all"}


def test_neither_sees_the_other_before_it_has_said_its_own(placement, officer):
    made.assess(placement, officer, "start", made.FIRST, "not_yet", "helped")
    levels = queries.levels(placement)
    assert drawing.for_reader(levels, "region") == levels
    assert drawing.for_reader(levels, "manager") == {}
    assert drawing.for_reader(levels, None) == levels


def test_both_views_stand_side_by_side(placement, officer):
    manager = made.manager_of(placement)
    made.assess(placement, officer, "start", made.FIRST, "not_yet", "not_yet")
    made.assess(placement, manager, "start", made.FIRST, "helped", "not_yet")
    abilities, levels = list(placement.abilities.all()), queries.levels(placement)
    (first, _second) = drawing.rows(abilities, levels)
    assert [cell.level for cell in first.cells[0]] == ["not_yet", "helped"]
    chart = drawing.chart(abilities, levels)
    assert [row.values for row in chart.rows] == [(0, 0, 2), (0, 1, 1)]


def test_both_are_reminded_until_they_have_said_it(placement, officer):
    made.assess(placement, officer, "start", made.FIRST, "not_yet", "helped")
    actions.remind(made.at(made.FIRST))
    told = Message.objects.filter(kind="placement.assess_reminder")
    assert {one.recipient for one in told} == {made.manager_of(placement).user}


def test_a_next_step_is_not_empty(placement, officer):
    pk = made.ability(placement).pk
    found = refused(actions.name_next_step, pk, next_step=" ", by=officer)
    assert found == {"next_step_empty"}
    named = actions.name_next_step(
        pk, next_step="4月に研修を開く。", by=officer, at=NOW
    )
    assert named.next_step == "4月に研修を開く。"


def test_a_year_later_the_region_is_asked_again(officer, office):
    placement = made.finished(officer, office)
    actions.remind(made.at(date(2028, 2, 27)))
    kind = "placement.assess_reminder"
    before = Message.objects.filter(kind=kind).count()
    actions.remind(made.at(YEAR_LATER))
    asked = Message.objects.filter(kind=kind)
    assert asked.count() == before + 1
    assert asked.latest("pk").recipient == officer.user
    made.assess(placement, officer, "year_after", YEAR_LATER, "alone", "not_yet")
    actions.remind(made.at(date(2028, 6, 1)))
    assert asked.count() == before + 1
    (told,) = Message.objects.filter(kind="placement.asked_again")
    assert told.recipient == office.user


def test_a_year_later_the_manager_is_not_asked(officer, office):
    placement = made.finished(officer, office)
    assert queries.moment_open(placement, "manager", YEAR_LATER) is None
    found = refused(
        actions.assess,
        placement.pk,
        moment="year_after",
        said={},
        by=made.manager_of(placement),
        at=made.at(YEAR_LATER),
    )
    assert found == {"moment_not_open"}


def test_suggestions_have_both_languages_and_each_code_once():
    rows = suggested()
    assert len({one.code for one in rows}) == len(rows) >= 8
    assert all(one.ja and one.en for one in rows)
