"""Who changes the language of a page finds in it what they had typed."""

import json
import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from chiiki_web import access
from web import make
from web.make import NOW
from web.visit import get, open_page, text

pytestmark = pytest.mark.django_db
LANGUAGE = reverse("set_language")
TYPED = {"name_ja": "見本“の”町 <b>", "name_en": "", "corporate_number": "12"}


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def administrator():
    return make.member("administrator")


PAGE = reverse("accounts:organisations")


def carried_by(html):
    (found,) = re.findall(r'name="typed" value="([^"]*)"', html)
    return unescape(found)


def switch(client, carried, path=PAGE, language="en"):
    return client.post(
        LANGUAGE, {"language": language, "next": path, access.CARRIED: carried}
    )


def test_a_refused_form_is_there_again_in_the_other_language(client, administrator):
    client.force_login(administrator.user)
    refused = text(client.post(PAGE, TYPED))
    response = switch(client, carried_by(refused), PAGE + "?q=")
    html = text(client.get(response["Location"]))
    assert 'value="見本“の”町 &lt;b&gt;"' in html
    assert "What you had typed is back." in html
    assert "field-bad" in html
    assert "What you had typed is back." not in text(client.get(PAGE))


def test_the_control_without_what_was_carried_it_would_be_lost(client, administrator):
    client.force_login(administrator.user)
    client.post(PAGE, TYPED)
    switch(client, "")
    assert TYPED["name_ja"][:2] not in carried_by(text(client.get(PAGE)))
    assert 'value="12"' not in text(client.get(PAGE))


def test_a_page_that_is_only_opened_carries_nothing(client, administrator):
    assert carried_by(text(get(client, administrator, PAGE))) == ""


def test_a_form_from_another_site_is_not_carried(administrator):
    browser = Client(enforce_csrf_checks=True)
    open_page(browser, administrator, PAGE)
    refused = browser.post(PAGE, TYPED | {"csrfmiddlewaretoken": "x" * 64})
    assert refused.status_code == 403
    assert carried_by(refused.content.decode()) == ""


def test_a_password_is_carried_nowhere(client, administrator):
    client.force_login(administrator.user)
    refused = text(client.post(PAGE, TYPED | {"password": "geheim", "password1": "x"}))
    assert set(json.loads(carried_by(refused))) == set(TYPED)
    switch(client, json.dumps({"password": ["geheim"], "name_ja": ["x"]}))
    assert client.session[access.KEPT]["typed"] == {"name_ja": ["x"]}


@pytest.mark.parametrize(
    "odd",
    [
        "x",
        "1",
        "[]",
        '{"a": "b"}',
        '{"a": [1]}',
        "[" * 9_999,
        '"',
        '{"a": ["%s"]}' % ("長" * 200_001),
    ],
)
def test_what_makes_no_sense_is_not_kept(client, administrator, odd):
    client.force_login(administrator.user)
    assert switch(client, odd)["Location"] == PAGE
    assert access.KEPT not in client.session


def test_what_one_person_carried_is_not_shown_to_the_next(client, administrator):
    client.force_login(administrator.user)
    switch(client, json.dumps({"corporate_number": ["12"]}))
    client.force_login(make.member("administrator").user)
    assert 'value="12"' not in text(client.get(PAGE))
