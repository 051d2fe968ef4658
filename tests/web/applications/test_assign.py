"""Somebody of the office handles an application: taken, given, given back."""

import pytest
from django.urls import reverse

from chiiki_web.applications import actions
from web import make
from web.applications import made
from web.make import NOW
from web.visit import post, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.received(who)


def assign(application, to, by):
    return actions.assign_application(
        application.pk, to=to.pk if to else None, by=by, at=NOW
    )


def test_a_colleague_is_told_and_oneself_is_not(application, who):
    colleague = make.member("office", of=who.office.organisation)
    assign(application, colleague, who.office)
    assert made.fresh(application).assigned_to == colleague
    assert made.told(colleague)[0][0] == "application.assigned"
    assign(application, colleague, who.office)
    assign(application, who.office, who.office)
    assert "application.assigned" not in [kind for kind, _ in made.told(who.office)]
    assign(application, None, who.office)
    assert made.fresh(application).assigned_to is None
    assert made.names(application).count("application.assigned") == 3


@pytest.mark.parametrize("role", ["office", "officer", "reviewer"])
def test_nobody_outside_the_office_is_put_in_charge(application, who, role):
    with pytest.raises(actions.CannotExamine) as caught:
        assign(application, make.member(role), who.office)
    assert made.codes(caught) == ["applications.no_colleague"]


def test_another_office_assigns_nobody(application):
    other = make.member("office")
    with pytest.raises(actions.CannotExamine) as caught:
        assign(application, other, other)
    assert made.codes(caught) == ["applications.office_only"]


def test_what_has_ended_needs_nobody(application, who):
    actions.withdraw_application(application.pk, by=who.officer, at=NOW)
    with pytest.raises(actions.CannotExamine) as caught:
        assign(application, who.office, who.office)
    assert made.codes(caught) == ["applications.already_ended"]


def test_the_page_keeps_the_person(client, application, who, clock):
    clock.move_to(NOW)
    address = reverse("applications:assign", args=[application.pk])
    response = post(client, who.office, address, person=who.office.pk)
    html = text(client.get(response["Location"]))
    assert "担当者を保存しました" in html
    assert f'<option value="{who.office.pk}" selected>' in html
    html = text(post(client, who.office, address, person=make.member("office").pk))
    assert 'class="error"' in html
