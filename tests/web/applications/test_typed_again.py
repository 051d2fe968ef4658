"""A session that ended loses nothing: the form is back after signing in, and not sent."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import queries
from chiiki_web.applications.models import Application
from web import make
from web.applications import made
from web.make import CLOCK, NOW
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
IS_BACK = "サインインの前に入力した内容"


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def signed_in_again(client, member, address, typed):
    """Send a form whose session has ended, sign in, and open where one is led to."""
    answer = send_too_late(client, member, address, typed)
    assert answer["Location"].startswith("/accounts/login/")
    client.force_login(member.user)
    page = client.get(address, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def test_the_chosen_plan_is_back(client, who):
    make.plan(who.officer)
    plan = make.full_plan(who.officer)
    address = reverse("applications:start", args=[who.call.pk])
    html = signed_in_again(client, who.officer, address, {"plan": plan.pk})
    assert html.count("checked") == 1
    assert not Application.objects.exists()


def test_the_amount_is_back(client, who):
    application = made.draft(who)
    form = {"requested": "９９９万円", "recommended_by": "見本県知事"}
    html = signed_in_again(client, who.officer, url("amount", application), form)
    assert "９９９万円" in html
    assert "見本県知事" in html
    assert made.fresh(application).requested == 12_000_000


def test_the_kind_of_a_file_is_back_and_the_file_is_asked_for_again(client, who):
    application = made.draft(who, with_file=False)
    form = {"kind": "quote", "upload": made.paper()}
    html = signed_in_again(client, who.officer, url("attach", application), form)
    assert '<option value="quote" selected>' in html
    assert "必須" in html
    assert not queries.files_of(application)


def test_nothing_is_sent_by_signing_in(client, who):
    application = made.draft(who)
    form = {"key": str(uuid4())}
    html = signed_in_again(client, who.officer, url("submit", application), form)
    assert made.fresh(application).status == "draft"
    assert url("submit", application) in html


@pytest.mark.parametrize("role", ["officer", "office"])
def test_a_comment_is_back_on_the_page_of_its_side(client, who, role):
    application = made.received(who)
    form = {"form_key": str(uuid4()), "text": "書きかけの連絡", "kind": "tell"}
    member = getattr(who, role)
    html = signed_in_again(client, member, url("comment", application), form)
    assert "書きかけの連絡" in html
    assert form["form_key"] in html
    assert not application.comments.exists()
    client.post(url("comment", application), form)
    assert application.comments.get().text == "書きかけの連絡"


def test_the_check_is_back(client, who):
    application = made.received(who)
    form = {"item-plan": "no", "note-plan": "書きかけの不備"}
    html = signed_in_again(client, who.office, url("check", application), form)
    assert "書きかけの不備" in html
    assert html.count("checked") == 1
    assert not application.completeness.exists()


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("return", {"note": "書きかけの補正", "correct_by": "令和8年12月1日"}),
        ("reject", {"ground": "書きかけの補正"}),
    ],
)
def test_what_the_office_wrote_is_back(client, who, name, form):
    application = made.received(who)
    form = form | {"form_key": str(uuid4())}
    html = signed_in_again(client, who.office, url(name, application), form)
    assert "書きかけの補正" in html
    assert made.fresh(application).status == "submitted"


def test_it_is_back_once(client, who):
    application = made.draft(who)
    form = {"requested": "９９９万円"}
    signed_in_again(client, who.officer, url("amount", application), form)
    again = client.get(url("amount", application), follow=True).content.decode()
    assert "９９９万円" not in again


@pytest.mark.parametrize("name", ["accept", "withdraw"])
def test_a_button_alone_does_nothing_by_signing_in(client, who, name):
    application = made.received(who)
    made.check_all(application, who.office)
    member = who.office if name == "accept" else who.officer
    signed_in_again(client, member, url(name, application), {})
    assert made.fresh(application).status == "submitted"
