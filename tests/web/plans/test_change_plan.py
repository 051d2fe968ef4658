"""Changing what a plan says: by its writers only, and never over an unseen change."""

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.plans import actions
from chiiki_web.plans.models import Plan
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db


def change(plan, by, version=None, **values):
    return actions.change_plan(
        plan.pk,
        version=plan.version if version is None else version,
        by=by,
        at=NOW,
        **values,
    )


def test_it_saves_the_named_fields_and_records_which():
    officer = make.member()
    plan = make.plan(officer)

    changed = change(plan, officer, goal="見本の目標", title=plan.title)

    plan.refresh_from_db()
    assert (plan.goal, plan.version) == ("見本の目標", changed.version)
    event = audit.history_of(plan).last()
    assert (event.name, event.details) == (
        "plan.changed",
        {"version": plan.version, "fields": ["goal"]},
    )


def test_the_same_values_again_are_no_change():
    officer = make.member()
    plan = make.plan(officer, goal="見本の目標")

    assert change(plan, officer, goal="見本の目標").version == plan.version
    assert audit.history_of(plan).count() == 2


def test_a_stale_form_does_not_write_over_what_somebody_else_saved():
    one = make.member()
    other = make.member(of=one.organisation)
    plan = make.plan(one)
    change(plan, other, goal="ほかの人の目標")

    with pytest.raises(actions.PlanHasChanged):
        change(plan, one, version=plan.version, goal="私の目標")

    assert Plan.objects.get(pk=plan.pk).goal == "ほかの人の目標"


def test_two_people_can_write_different_parts_at_once():
    one = make.member()
    other = make.member(of=one.organisation)
    plan = make.plan(one)
    change(plan, other, goal="目標")

    change(plan, one, version=plan.version, problem="課題")

    plan.refresh_from_db()
    assert (plan.goal, plan.problem) == ("目標", "課題")


def test_who_has_seen_the_other_text_may_save_again():
    one = make.member()
    plan = make.plan(one)
    newer = change(plan, make.member(of=one.organisation), goal="ほかの人の目標")

    change(plan, one, version=newer.version, goal="私の目標")

    assert Plan.objects.get(pk=plan.pk).goal == "私の目標"


@pytest.mark.parametrize("role", ["officer", "office", "auditor", "administrator"])
def test_other_organisations_are_refused(role):
    plan = make.plan()
    with pytest.raises(actions.CannotChangePlan) as caught:
        change(plan, make.member(role), goal="目標")
    assert [one.code for one in caught.value.reasons] == ["plans.not_yours"]


def test_an_officer_of_the_office_hat_is_refused():
    officer = make.member()
    plan = make.plan(officer)
    with pytest.raises(actions.CannotChangePlan):
        change(plan, make.member("office", of=officer.organisation), goal="目標")


def test_parts_that_are_set_elsewhere_cannot_be_named():
    officer = make.member()
    plan = make.plan(officer)
    with pytest.raises(TypeError):
        change(plan, officer, organisation=make.organisation())
    with pytest.raises(TypeError):
        change(plan, officer, requested=1)
