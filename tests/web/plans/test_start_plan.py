"""An officer starts a plan, once for each form."""

from uuid import uuid4

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions, queries
from chiiki_web.plans.models import Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def wanted(**changes):
    return {
        "form_key": uuid4(),
        "title": "見本計画",
        "field": Field.objects.get(pk="education"),
        "municipality": Municipality.objects.get(pk=make.MATSUMOTO),
        "at": NOW,
    } | changes


def test_it_belongs_to_the_officers_organisation_and_begins_the_case():
    officer = make.member()

    plan = actions.start_plan(by=officer, **wanted())

    assert plan.organisation == officer.organisation
    assert [event.name for event in audit.history_of_case(plan.case)] == [
        "plan.started"
    ]
    assert queries.stages([plan]) == {plan.pk: "plan.started"}


def test_the_same_form_starts_one_plan():
    officer, values = make.member(), wanted()

    first = actions.start_plan(by=officer, **values)

    assert actions.start_plan(by=officer, **values) == first
    assert Plan.objects.count() == 1
    assert audit.history_of(first).count() == 1


def test_the_form_of_another_organisation_is_refused():
    values = wanted()
    actions.start_plan(by=make.member(), **values)

    with pytest.raises(actions.CannotStartPlan) as caught:
        actions.start_plan(by=make.member(), **values)

    assert [one.code for one in caught.value.reasons] == ["plans.not_yours"]


@pytest.mark.parametrize("role", ["office", "reviewer", "auditor", "administrator"])
def test_only_officers_start_plans(role):
    with pytest.raises(actions.CannotStartPlan) as caught:
        actions.start_plan(by=make.member(role), **wanted())
    assert [one.code for one in caught.value.reasons] == ["plans.officers_only"]
    assert not Plan.objects.exists()


def test_a_municipality_that_ended_is_refused():
    town = Municipality.objects.get(pk=make.MATSUMOTO)
    town.last_day = NOW.date().replace(day=22)
    town.save()

    with pytest.raises(actions.CannotStartPlan) as caught:
        actions.start_plan(by=make.member(), **wanted(municipality=town))

    assert [one.code for one in caught.value.reasons] == ["plans.municipality_ended"]
    town.last_day = NOW.date()
    assert actions.start_plan(by=make.member(), **wanted(municipality=town))
