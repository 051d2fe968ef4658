"""A placement opens when a manager has accepted, and both sides agree on what it is."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.dispatch.models import Candidate
from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions, engine_input
from chiiki_web.placements.models import Placement
from web.make import NOW
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db


def names(placement):
    return [one.name for one in audit.history_of(placement)]


def told(kind):
    return {one.recipient for one in Message.objects.filter(kind=kind)}


def test_it_opens_by_itself_for_the_months_that_were_asked_for(officer, office):
    placement = made.opened(officer, office)
    assert (placement.starts_on, placement.ends_on) == (made.FIRST, made.LAST)
    assert placement.status == "preparing"
    manager = made.manager_of(placement)
    assert told("placement.opened") == {officer.user, manager.user}


def test_looking_again_opens_nothing(officer, office):
    made.opened(officer, office)
    assert actions.open_placements(NOW) == 0
    assert Placement.objects.count() == 1


def test_control_the_database_keeps_one_placement_for_a_request(officer, office):
    placement = made.opened(officer, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            request=placement.request,
            adviser=placement.adviser,
            starts_on=made.FIRST,
            ends_on=made.LAST,
            days_a_month=1,
            opened_at=NOW,
        )


def test_a_request_for_an_adviser_opens_none(officer, office):
    made.request(officer, office)
    made.dispatch.accept(made.dispatch.ranked(officer, office, project="別の見本"))
    assert actions.open_placements(NOW) == 1


def test_a_request_that_was_reported_opens_none(officer, office):
    asked = made.request(officer, office)
    type(asked).objects.filter(pk=asked.pk).update(status="reported")
    assert actions.open_placements(NOW) == 0
    type(asked).objects.filter(pk=asked.pk).update(status="accepted")
    assert actions.open_placements(NOW) == 1


def test_when_the_acceptance_is_lifted_it_does_not_come_about(officer, office):
    placement = made.opened(officer, office)
    Candidate.objects.filter(request=placement.request).update(answer="declined")
    actions.open_placements(NOW)
    placement.refresh_from_db()
    assert placement.status == "cancelled"
    assert told("placement.cancelled") == {
        officer.user,
        office.user,
        made.manager_of(placement).user,
    }


def test_it_begins_when_both_have_agreed(officer, office):
    placement = made.written(made.opened(officer, office), officer)
    made.agree(placement, officer)
    assert placement.status == "preparing"
    assert told("placement.agreed") == {made.manager_of(placement).user}
    made.agree(placement, made.manager_of(placement))
    assert placement.status == "running"
    assert names(placement)[-3:] == [
        "placement.agreed",
        "placement.agreed",
        "placement.began",
    ]
    assert [one.month for one in placement.logs.all()] == [
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]
    assert placement.logs.first().due_on == date(2027, 1, 10)


def test_nobody_agrees_to_nothing(officer, office):
    placement = made.opened(officer, office)
    seen = engine_input.digest_of(placement)
    found = refused(actions.agree, placement.pk, seen=seen, by=officer)
    assert found == {"no_milestone", "no_ability"}


def test_nobody_agrees_to_what_was_changed_meanwhile(officer, office):
    placement = made.written(made.opened(officer, office), officer)
    seen = engine_input.digest_of(placement)
    manager = made.manager_of(placement)
    actions.add_ability(placement.pk, text_ja="別の項目", by=manager, at=NOW)
    found = refused(actions.agree, placement.pk, seen=seen, by=officer)
    assert found == {"changed_meanwhile"}


def test_a_change_asks_both_for_their_agreement_anew(officer, office):
    placement = made.written(made.opened(officer, office), officer)
    made.agree(placement, officer)
    actions.change_terms(
        placement.pk,
        starts_on=made.FIRST,
        ends_on=made.LAST,
        days_a_month=6,
        by=made.manager_of(placement),
        at=NOW,
    )
    placement.refresh_from_db()
    assert (placement.days_a_month, placement.region_agreed_at) == (6, None)


def test_control_the_database_lets_none_begin_without_both(officer, office):
    placement = made.opened(officer, office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=placement.pk).update(began_at=NOW)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"starts_on": date(2027, 3, 1)}, "period_reversed"),
        ({"ends_on": date(2027, 6, 1)}, "beyond_scheme"),
        ({"ends_on": date(2027, 1, 15)}, "milestone_outside"),
        ({"days_a_month": 24}, "days_out_of_range"),
        ({"days_a_month": 0}, "days_out_of_range"),
    ],
)
def test_it_refuses_a_period_that_does_not_fit(officer, office, changes, code):
    placement = made.written(made.opened(officer, office), officer)
    terms = {"starts_on": made.FIRST, "ends_on": made.LAST, "days_a_month": 4}
    found = refused(actions.change_terms, placement.pk, by=officer, **terms | changes)
    assert found == {code}


def test_a_period_that_is_over_is_refused(officer, office):
    placement = made.opened(officer, office)
    past = {"starts_on": date(2020, 1, 1), "ends_on": date(2020, 2, 1)}
    found = refused(
        actions.change_terms, placement.pk, by=officer, days_a_month=4, **past
    )
    assert found == {"period_over"}


def test_six_months_to_the_day_are_allowed(officer, office):
    placement = made.opened(officer, office)
    actions.change_terms(
        placement.pk,
        starts_on=made.FIRST,
        ends_on=date(2027, 5, 31),
        days_a_month=4,
        by=officer,
        at=NOW,
    )
    placement.refresh_from_db()
    assert placement.ends_on == date(2027, 5, 31)


def test_a_milestone_lies_within_the_period(officer, office):
    placement = made.opened(officer, office)
    found = refused(
        actions.add_milestone,
        placement.pk,
        what="見本",
        due_on=date(2027, 3, 1),
        seen_by="見本",
        by=officer,
    )
    assert found == {"due_outside"}


def test_before_both_agree_milestones_and_abilities_are_worded_and_taken_out(
    officer, office
):
    placement = made.written(made.opened(officer, office), officer)
    one = made.milestone(placement)
    actions.change_milestone(
        one.pk,
        what="別の見本",
        due_on=date(2027, 1, 1),
        seen_by="見本",
        by=officer,
        at=NOW,
    )
    assert made.milestone(placement).what == "別の見本"
    actions.remove_milestone(one.pk, by=officer, at=NOW)
    actions.remove_ability(made.ability(placement).pk, by=officer, at=NOW)
    assert not placement.milestones.exists()
    assert placement.abilities.count() == 1


def test_a_suggestion_is_taken_over_once(officer, office):
    placement = made.opened(officer, office)
    for _ in range(2):
        actions.add_ability(
            placement.pk, text_ja="集計", code="count_use", by=officer, at=NOW
        )
    assert placement.abilities.count() == 1


def test_after_both_agreed_nothing_is_worded_otherwise(officer, office):
    placement = made.running(officer, office)
    one = made.milestone(placement)
    words = {"what": "別", "due_on": made.FIRST, "seen_by": "別", "by": officer}
    for deed, args in (
        (actions.change_milestone, {**words}),
        (actions.remove_milestone, {"by": officer}),
    ):
        assert refused(deed, one.pk, **args) == {"not_now"}


def test_only_those_who_take_part_write(officer, office, stranger):
    placement = made.written(made.opened(officer, office), officer)
    seen = engine_input.digest_of(placement)
    for person in (stranger, office):
        found = refused(actions.agree, placement.pk, seen=seen, by=person)
        assert found == {"not_yours"}
