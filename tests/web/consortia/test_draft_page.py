"""The page of an application that a consortium has not sent yet."""

import pytest
from django.urls import reverse

from chiiki_web.applications import actions as applications
from web import make
from web.applications import made as applied
from web.consortia import made
from web.make import NOW
from web.visit import get

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def who():
    return made.together()


@pytest.fixture
def town():
    return make.member()


def _lacking(client, member, application):
    page = get(client, member, reverse("applications:detail", args=[application.pk]))
    return " ".join(page.context["lacking"])


def test_the_draft_of_an_application_names_who_has_not_signed(client, who):
    started = applications.start_application(
        who.plan.pk, make.call().pk, by=who.lead, at=NOW
    )
    assert who.theirs.name_ja in _lacking(client, who.lead, started)
    made.sign_all(who)
    assert who.theirs.name_ja not in _lacking(client, who.lead, started)


def test_the_draft_of_a_consortium_stays_within_twenty_statements(
    client, who, town, django_assert_max_num_queries
):
    call = make.call()
    made.give(made.ask(who.plan, who.lead, town, call), town)
    made.invite(who.plan, who.lead, make.organisation("npo"))
    made.sign_all(who)
    started = applications.start_application(who.plan.pk, call.pk, by=who.lead, at=NOW)
    applied.attach(started, who.lead)
    client.force_login(who.lead.user)
    page = reverse("applications:detail", args=[started.pk])
    client.get(page)  # rules are read once by a process
    with django_assert_max_num_queries(20):
        assert client.get(page).status_code == 200
