"""Before something ends or goes out that is not settled, a question is asked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.forms import OfficeCommentForm
from chiiki_web.applications.models import Comment
from web.applications import made
from web.make import CLOCK, NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
ITEMS = {f"item-{item}": "yes" for item in queries.COMPLETENESS}


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    return made.people()


def asked(who):
    """An application at the desk with one request that is still open."""
    application = made.received(who)
    actions.comment(
        application.pk,
        text="期限を書いてください。",
        part="goal",
        asks_correction=True,
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    return application


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def test_an_open_request_keeps_the_application_from_being_accepted(client, who):
    application = asked(who)
    html = text(post(client, who.office, url("accept", application), **ITEMS))
    assert made.fresh(application).status == "submitted"
    assert "未対応の補正の依頼が1件あります" in html
    assert "未対応の補正の依頼1件を終了して受理する" in html


def test_what_the_acceptance_ended_is_not_called_done(client, who):
    application = asked(who)
    post(client, who.office, url("accept", application), close_corrections="1", **ITEMS)
    assert made.fresh(application).status == "accepted"
    assert Comment.objects.get().ended_by_acceptance
    html = text(get(client, who.office, url("examine", application)))
    assert "受理により終了" in html
    assert ">対応済み<" not in html


def test_without_an_open_request_nothing_is_asked(client, who):
    application = made.received(who)
    html = text(get(client, who.office, url("examine", application)))
    assert "close_corrections" not in html
    post(client, who.office, url("accept", application), **ITEMS)
    assert made.fresh(application).status == "accepted"


def test_what_is_not_ticked_off_is_asked_about_before_it_is_sent_again(client, who):
    application = made.returned(who, NOW + timedelta(days=7))
    form = {"key": uuid4()}
    response = post(client, who.officer, url("submit", application), **form)
    assert made.fresh(application).status == "returned"
    html = text(client.get(response["Location"]))
    assert "補正済みになっていない依頼が1件あります。" in html
    assert "補正して再提出する" in html
    post(client, who.officer, url("submit", application), anyway="1", **form)
    assert made.fresh(application).status == "submitted"


def test_what_is_ticked_off_is_sent_again_at_once(client, who):
    application = made.returned(who, NOW + timedelta(days=7))
    one = application.comments.get()
    actions.tick_off(one.pk, is_done=True, note="", by=who.officer, at=NOW)
    post(client, who.officer, url("submit", application), key=uuid4())
    assert made.fresh(application).status == "submitted"


def test_the_office_chooses_for_whom_a_comment_is():
    form = OfficeCommentForm({"form_key": uuid4(), "text": "内々の話"})
    assert "kind" in form.errors
    assert not OfficeCommentForm().fields["kind"].initial
