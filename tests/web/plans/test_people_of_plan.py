"""Stakeholders by name."""

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions
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


def test_strangers_are_refused(plan):
    stranger = make.member()
    with pytest.raises(actions.CannotChangePlan):
        add_stakeholder(plan, stranger)
    assert events(plan) == ["plan.started"]
