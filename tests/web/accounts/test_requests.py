"""What every request goes through: no NUL, nothing kept on the way, a short log."""

import logging

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.urls import reverse

from chiiki import plain
from chiiki_web import wsgi
from chiiki_web.accounts.models import Organisation
from chiiki_web.settings.logs import without_secrets, without_trace_of_refusals
from web import make
from web.make import NOW
from web.visit import content, get, post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.mark.parametrize(
    ("role", "address", "status"),
    [
        (None, "/municipalities/choices/?prefecture=%00", 200),
        (None, "/?prefecture=%00&town=a%00b", 200),
        (None, "/advisers/?q=%00", 200),
        (None, "/library/?q=a%00", 200),
        (None, "/figures/x%00.csv", 404),
        ("officer", "/plans/?q=a%00b", 200),
        ("officer", "/plans/new/?municipality=%00&field=%00", 200),
        ("officer", "/dispatch/new/?adviser=%00&field=%00&plan=%00", 200),
        ("auditor", "/cases/plan%3A1%00/", 404),
        ("auditor", "/cases/?q=%00", 200),
        ("auditor", "/events/?name=a%00", 200),
        ("administrator", "/municipalities/?q=%00", 200),
        ("office", "/desk/?q=a%00&call=%00", 200),
    ],
)
def test_nul_in_an_address_does_no_harm(client, role, address, status):
    if role:
        client.force_login(make.member(role).user)
    assert client.get(address).status_code == status


def test_what_stands_beside_nul_is_still_read(client):
    auditor = make.member("auditor")
    html = get(client, auditor, "/cases/", q="見\x00本").content.decode()
    assert 'value="見本"' in html


@pytest.mark.parametrize(
    ("role", "address"),
    [
        (None, "/municipalities/choices/"),
        ("officer", "/plans/"),
        ("office", "/desk/"),
        ("administrator", "/people/organisations/"),
        ("auditor", "/cases/"),
    ],
)
def test_of_a_search_text_without_end_no_more_is_read_than_databases_take(
    client, role, address
):
    if role:
        client.force_login(make.member(role).user)
    assert client.get(address, {"q": "長" * 60_000}).status_code == 200


@pytest.mark.parametrize("name", ["sessionid", "django_language", "csrftoken", "tabs"])
def test_nul_in_a_cookie_does_no_harm(client, name):
    client.cookies[name] = "a\x00" * 16
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("odd", ["foo", "my", "?q=1", "#x", "", "my/", "\\x", "/\\x"])
def test_a_way_back_that_is_no_address_leads_to_the_first_page(client, odd):
    response = client.post(reverse("set_language"), {"language": "en", "next": odd})
    assert response["Location"] == "/"


def test_nothing_between_keeps_a_page_behind_a_door(client):
    officer = make.member()
    plan = make.plan(officer)
    for address in (reverse("plans:list"), reverse("plans:detail", args=[plan.pk])):
        assert get(client, officer, address)["Cache-Control"] == "no-store"
    assert "no-store" not in client.get("/library/").get("Cache-Control", "")


def test_nothing_between_keeps_a_download_behind_a_door(client):
    office = make.member("office")
    response = get(client, office, reverse("desk:csv"))
    assert response["Cache-Control"] == "no-store"
    if response.streaming:
        content(response)


@pytest.mark.parametrize(("status", "kept"), [(403, False), (404, False), (500, True)])
def test_the_log_shows_a_stack_only_where_something_broke(status, kept):
    stack = (ValueError, ValueError("x"), None)
    record = logging.LogRecord("django.request", 30, __file__, 1, "x", None, stack)
    record.status_code = status
    assert without_trace_of_refusals(record)
    assert bool(record.exc_info) is kept


def test_the_log_shows_no_link_that_opens_something():
    path = "/dispatch/answers/abc-DEF:1/"
    said = ("CSRF cookie not set.", path)
    record = logging.LogRecord("x", 30, __file__, 1, "Forbidden (%s): %s", said, None)
    assert without_secrets(record)
    assert "abc" not in record.getMessage()
    assert "/dispatch/answers/…/" in record.getMessage()


@pytest.mark.parametrize(
    ("address", "logged"),
    [
        ("/answers/abc/part/one/", "/answers/…/part/one/"),
        ("/answers/abc", "/answers/…"),
        ("/consortia/join/abc)", "/consortia/join/…"),
    ],
)
def test_the_log_keeps_nothing_of_any_link_that_opens_something(address, logged):
    said = ("django", logging.WARNING, "", 1, "Not Found: %s", (address,), None)
    record = logging.LogRecord(*said)
    assert without_secrets(record)
    assert record.getMessage() == f"Not Found: {logged}"


def read(environ, _start_response):
    """The least that Django does with every request."""
    return [WSGIRequest(environ).GET["q"]]


def claiming(charset):
    environ = RequestFactory().get("/", {"q": "見\\ud800"}).environ
    return environ | {"CONTENT_TYPE": f"text/plain; Charset={charset}; format=flowed"}


@pytest.mark.parametrize("charset", ["unicode_escape", "rot13", "hex", "base64", "x"])
def test_the_charset_that_a_request_claims_is_not_believed(charset):
    assert wsgi.in_utf8(read)(claiming(charset), None) == ["見\\ud800"]


def test_control_without_the_guard_a_charset_breaks_the_request():
    with pytest.raises(LookupError):
        read(claiming("hex"), None)


def test_what_a_word_processor_brings_along_becomes_plain_text(client):
    officer = make.member()
    plan = make.plan(officer)
    address = reverse("plans:edit", args=[plan.pk, "problem"])
    response = post(client, officer, address, goal="前\x0b後\x07")
    assert response.wsgi_request.POST["goal"] == "前\n後"


def test_half_a_sign_that_is_carried_to_another_language_does_no_harm(client):
    officer = make.member()
    address = reverse("plans:new")
    get(client, officer, address)
    carried = '{"title": ["a\\ud800b"]}'
    client.post(
        reverse("set_language"),
        {"language": "en", "next": address, "typed": carried},
    )
    assert "ab" in get(client, officer, address).content.decode()


INVISIBLE = ["\u200b", "\u2060", "\ufeff", " \u3164 ", "\u200b\n\u2800", "\u00ad"]


@pytest.mark.parametrize("typed", INVISIBLE)
def test_a_text_in_which_nothing_can_be_seen_does_not_fill_a_field(client, typed):
    html = _named(client, typed)
    assert "必須" in html
    assert not Organisation.objects.filter(kind="npo").exists()


@pytest.mark.parametrize("typed", INVISIBLE)
def test_control_without_the_cleaning_such_a_text_counts_as_filled(
    client, monkeypatch, typed
):
    monkeypatch.setattr(plain, "_is_invisible", lambda text: False)
    _named(client, typed)
    assert Organisation.objects.filter(kind="npo").exists()


def test_a_joiner_within_a_text_stays():
    for typed in ("👩\u200d💻", "葛\U000e0100城", "a\u200bb", "  "):
        assert plain.without_unseen(typed) == typed


def _named(client, name):
    said = {"name_ja": name, "kind": "npo", "name_en": "", "head_title": ""}
    address = reverse("accounts:organisations")
    response = post(client, make.member("administrator"), address, **said)
    return content(response).decode()
