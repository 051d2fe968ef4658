"""The list of plans: each hat sees its own rows, with how far the case has come."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions as application_actions
from chiiki_web.applications.models import Application
from chiiki_web.plans.queries.rows import MILESTONES
from chiiki_web.wording.plans import STAGES
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
LIST = reverse("plans:list")


def listed(client, member, **query):
    client.force_login(member.user)
    response = client.get(LIST, query)
    assert response.status_code == 200
    return [row.plan for row in response.context["plans"]]


def test_an_officer_sees_the_plans_of_the_organisation_and_of_its_partners(client):
    officer, stranger = make.member(), make.member()
    own, shared, other = make.plan(officer), make.plan(stranger), make.plan(stranger)
    make.partner(shared, officer.organisation)

    assert set(listed(client, officer)) == {own, shared}
    assert set(listed(client, stranger)) == {shared, other}


def test_an_office_sees_what_was_sent_to_its_calls(client):
    office = make.member("office")
    call, elsewhere = make.call(office), make.call()
    sent, draft, other = make.plan(), make.plan(), make.plan()
    for plan, to, number in [
        (sent, call, "1"),
        (draft, call, None),
        (other, elsewhere, "2"),
    ]:
        Application.objects.create(
            plan=plan,
            call=to,
            organisation=plan.organisation,
            status="submitted" if number else "draft",
            number=number,
            submitted_at=NOW if number else None,
            created_at=NOW,
        )

    assert listed(client, office) == [sent]


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_reads_all_sees_all(client, role):
    plans = {make.plan(), make.plan()}
    assert set(listed(client, make.member(role))) == plans


@pytest.mark.parametrize("role", ["reviewer", "adviser"])
def test_others_stand_before_a_closed_door(client, role):
    client.force_login(make.member(role).user)
    assert client.get(LIST).status_code == 403


def test_titles_can_be_searched(client):
    officer = make.member()
    found = make.plan(officer, title="山の診療所")
    make.plan(officer)
    assert listed(client, officer, q="診療") == [found]
    assert listed(client, officer, q="ない言葉") == []


def test_who_comes_from_a_call_is_led_to_the_check(client):
    officer, call = make.member(), make.call()
    plan = make.plan(officer)
    client.force_login(officer.user)
    page = client.get(LIST, {"call": call.pk}).content.decode()
    assert reverse("plans:check", args=[plan.pk, call.pk]) in page


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "作成中"), ("en", "being written")]
)
def test_it_says_how_far_in_the_readers_language(client, language, words):
    officer = make.member()
    make.plan(officer)
    client.force_login(officer.user)
    client.cookies["django_language"] = language
    assert words in client.get(LIST).content.decode()


def test_it_stays_within_twenty_statements(client, django_assert_max_num_queries):
    officer = make.member()
    for _number in range(6):
        make.full_plan(officer)
    client.force_login(officer.user)
    with django_assert_max_num_queries(20):
        client.get(LIST)


def test_the_list_tells_the_state_of_the_case_and_not_its_last_paper(client):
    officer, office = make.member(), make.member("office")
    application = make.accepted(make.call(office), office, officer)
    application_actions.comment(
        application.pk, text="見本", form_key=uuid4(), by=office, at=NOW
    )

    client.force_login(officer.user)
    (row,) = client.get(LIST).context["plans"]

    assert row.stage == "評価中"


def test_every_milestone_leads_to_a_state_that_has_words():
    assert set(STAGES) == {"", *MILESTONES}
