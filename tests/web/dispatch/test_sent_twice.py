"""One form sent twice: the very same is one receipt, another text is refused and kept."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.dispatch import actions
from chiiki_web.dispatch.actions import requesting
from chiiki_web.dispatch.models import Draft, Request
from web import make
from web.dispatch import made
from web.dispatch.test_drafts import autosave, problems
from web.dispatch.test_request_page import typed
from web.make import CLOCK, NOW
from web.visit import post, text

pytestmark = pytest.mark.django_db
NEW = reverse("dispatch:new")


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    made.open_call("adviser")


@pytest.fixture
def colleague(officer):
    return make.member(of=officer.organisation)


def send(client, member, form, page, **more):
    return post(client, member, NEW, **(form | {"page": str(page), "turn": 9} | more))


def test_another_text_of_a_form_that_was_sent_is_refused_and_kept(
    client, officer, colleague
):
    form, page = typed(), uuid4()
    other = form | {"problem": "同僚が書いた文"}
    autosave(client, colleague, page, **other)
    send(client, officer, form, uuid4())
    sent = Request.objects.get()
    html = text(send(client, colleague, other, page))
    assert f"{officer.user.name}さんが提出済み" in html
    assert f'href="{reverse("dispatch:detail", args=[sent.pk])}"' in html
    assert "同僚が書いた文</textarea>" in html
    assert Request.objects.get().problem == form["problem"]
    assert problems() == {"同僚が書いた文"}


def test_control_the_very_same_content_is_the_same_receipt(client, officer, colleague):
    form, page = typed(), uuid4()
    autosave(client, colleague, page, **form)
    first = send(client, officer, form, uuid4())
    again = send(client, colleague, form, page)
    assert first["Location"] == again["Location"]
    assert Request.objects.count() == 1
    assert not Draft.objects.exists()


def test_control_uncompared_the_other_text_would_be_lost(
    client, officer, colleague, monkeypatch
):
    monkeypatch.setattr(requesting, "_same_receipt", lambda known, *_: known)
    form, page = typed(), uuid4()
    other = form | {"problem": "同僚が書いた文"}
    autosave(client, colleague, page, **other)
    send(client, officer, form, uuid4())
    assert send(client, colleague, other, page).status_code == 302
    assert not Draft.objects.exists()
    assert not Request.objects.filter(problem="同僚が書いた文").exists()


def test_what_was_refused_can_be_sent_once_more_as_a_request_of_its_own(
    client, officer, colleague
):
    form = typed()
    send(client, officer, form, uuid4())
    html = text(send(client, colleague, form | {"problem": "別の文"}, uuid4()))
    (key,) = re.findall(r'name="form_key" value="([^"]+)"', html)
    send(client, colleague, form | {"problem": "別の文", "form_key": key}, uuid4())
    assert {one.problem for one in Request.objects.all()} == {form["problem"], "別の文"}


def test_the_form_of_a_request_that_was_withdrawn_is_no_receipt(client, officer):
    form = typed()
    send(client, officer, form, uuid4())
    actions.withdraw_request(Request.objects.get().pk, by=officer, at=NOW)
    html = text(send(client, officer, form, uuid4()))
    assert "その後取り下げられました" in html
    assert form["project"] in html
