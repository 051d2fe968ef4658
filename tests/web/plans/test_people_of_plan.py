"""Stakeholders by name and partners that are registered here."""

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.outbox import queries as outbox
from chiiki_web.plans import actions, queries
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def plan(officer):
    return make.plan(officer)


def events(plan):
    return [event.name for event in audit.history_of(plan)]


def add_stakeholder(plan, by, name="見本老人クラブ"):
    return actions.add_stakeholder(
        plan.pk, kind="user", name=name, part="試行", by=by, at=NOW
    )


def codes(caught):
    return [one.code for one in caught.value.reasons]


def test_a_stakeholder_comes_and_goes(plan, officer):
    made = add_stakeholder(plan, officer)
    assert list(plan.stakeholders.all()) == [made]

    actions.remove_stakeholder(plan.pk, made.pk, by=officer, at=NOW)
    actions.remove_stakeholder(plan.pk, made.pk, by=officer, at=NOW)

    assert not plan.stakeholders.exists()
    assert events(plan)[1:] == ["plan.stakeholder_added", "plan.stakeholder_removed"]


def test_a_stakeholder_stands_once(plan, officer):
    add_stakeholder(plan, officer)
    with pytest.raises(actions.CannotChangePlan) as caught:
        add_stakeholder(plan, officer)
    assert codes(caught) == ["plans.stakeholder_already_named"]
    assert plan.stakeholders.count() == 1


def test_a_stakeholder_of_another_plan_stays(plan, officer):
    made = add_stakeholder(make.plan(officer), officer)
    actions.remove_stakeholder(plan.pk, made.pk, by=officer, at=NOW)
    assert type(made).objects.filter(pk=made.pk).exists()


def test_a_partner_reads_the_plan_and_is_told(plan, officer):
    partner = make.member()
    assert plan not in queries.visible_to(partner)

    actions.add_partner(plan.pk, partner.organisation_id, by=officer, at=NOW)
    actions.add_partner(plan.pk, partner.organisation_id, by=officer, at=NOW)

    assert plan in queries.visible_to(partner)
    assert not queries.may_change(plan, partner)
    told = outbox.messages_for(partner.user).get()
    assert plan.title in told.subject
    assert told.path == f"/plans/{plan.pk}/"

    actions.remove_partner(plan.pk, partner.organisation_id, by=officer, at=NOW)
    actions.remove_partner(plan.pk, partner.organisation_id, by=officer, at=NOW)
    assert plan not in queries.visible_to(partner)
    assert events(plan)[1:] == ["plan.partner_added", "plan.partner_removed"]


def test_ones_own_organisation_and_offices_are_no_partners(plan, officer):
    with pytest.raises(actions.CannotChangePlan) as caught:
        actions.add_partner(plan.pk, plan.organisation_id, by=officer, at=NOW)
    assert codes(caught) == ["plans.partner_of_itself"]
    office = make.organisation("office", name_ja="見本振興局")
    with pytest.raises(actions.CannotChangePlan) as caught:
        actions.add_partner(plan.pk, office.pk, by=officer, at=NOW)
    assert codes(caught) == ["plans.no_partner"]
    assert not queries.partner_choices(plan, "見本振興").exists()


def test_partners_are_found_by_a_part_of_their_name(plan, officer):
    partner = make.organisation("npo", name_ja="NPO法人見本ネット")

    assert list(queries.partner_choices(plan, "見本ネ")) == [partner]

    actions.add_partner(plan.pk, partner.pk, by=officer, at=NOW)
    assert not queries.partner_choices(plan, "見本ネ").exists()


def test_strangers_are_refused(plan):
    stranger = make.member()
    with pytest.raises(actions.CannotChangePlan):
        add_stakeholder(plan, stranger)
    with pytest.raises(actions.CannotChangePlan):
        actions.add_partner(plan.pk, stranger.organisation_id, by=stranger, at=NOW)
    assert events(plan) == ["plan.started"]
