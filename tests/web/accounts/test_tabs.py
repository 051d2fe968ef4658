"""What was typed while a session ended: it comes back to its writer, and to nobody else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from chiiki_web import access, tabs
from web import make
from web.make import NOW
from web.visit import lose_session

pytestmark = pytest.mark.django_db
PAGE = reverse("plans:new")
TYPED = {"title": "見本：夜間の見回り"}
BACK = "入力していた内容を戻しました"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def browser():
    """One browser at one desk; it keeps its cookies and checks where forms come from."""
    return Client(enforce_csrf_checks=True)


def open_form(browser):
    html = browser.get(PAGE).content.decode()
    return re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', html)[1]


def sign_in(browser, member):
    """As the sign-in page does it, which gives the browser a new secret."""
    browser.force_login(member.user)
    token = browser.cookies.get("csrftoken")
    if token:
        del browser.cookies["csrftoken"]


def send(browser, token):
    return browser.post(PAGE, TYPED | {"csrfmiddlewaretoken": token})


def test_who_had_to_sign_in_again_finds_what_they_typed(browser):
    officer = make.member()
    sign_in(browser, officer)
    token = open_form(browser)
    lose_session(browser)
    assert send(browser, token)["Location"].startswith("/accounts/login/")
    browser.force_login(officer.user)
    html = browser.get(PAGE).content.decode()
    assert TYPED["title"] in html
    assert BACK in html


def test_the_next_person_at_the_same_desk_does_not_see_it(browser):
    officer, next_one = make.member(), make.member()
    sign_in(browser, officer)
    token = open_form(browser)
    lose_session(browser)
    send(browser, token)
    browser.force_login(next_one.user)
    assert TYPED["title"] not in browser.get(PAGE).content.decode()
    assert access.KEPT not in browser.session


def test_the_control_without_the_writer_the_next_person_would_see_it(
    browser, monkeypatch
):
    officer, next_one = make.member(), make.member()
    monkeypatch.setattr(tabs, "writer_of", lambda request: next_one.user_id)
    sign_in(browser, officer)
    token = open_form(browser)
    lose_session(browser)
    send(browser, token)
    browser.force_login(next_one.user)
    assert TYPED["title"] in browser.get(PAGE).content.decode()


def test_an_old_tab_brings_back_what_was_typed_after_signing_in_again(browser):
    officer = make.member()
    sign_in(browser, officer)
    old = open_form(browser)
    sign_in(browser, officer)
    open_form(browser)
    response = send(browser, old)
    assert response["Location"] == PAGE
    html = browser.get(PAGE).content.decode()
    assert TYPED["title"] in html
    assert "まだ送信していません" in html


def test_an_old_tab_of_somebody_else_brings_back_nothing(browser):
    officer, next_one = make.member(), make.member()
    sign_in(browser, officer)
    old = open_form(browser)
    sign_in(browser, next_one)
    open_form(browser)
    send(browser, old)
    assert TYPED["title"] not in browser.get(PAGE).content.decode()


@pytest.mark.parametrize("token", ["", "x", "a" * 64, "é" * 64, "\x00" * 64])
def test_a_form_from_another_site_puts_nothing_into_a_page(browser, token):
    sign_in(browser, make.member())
    open_form(browser)
    assert send(browser, token).status_code == 403
    assert TYPED["title"] not in browser.get(PAGE).content.decode()


def test_a_device_cookie_that_was_tampered_with_counts_for_nothing(browser):
    officer = make.member()
    sign_in(browser, officer)
    token = open_form(browser)
    browser.cookies[tabs.COOKIE] = browser.cookies[tabs.COOKIE].value + "x"
    lose_session(browser)
    send(browser, token)
    browser.force_login(officer.user)
    assert TYPED["title"] not in browser.get(PAGE).content.decode()


def test_a_device_remembers_a_few_sign_ins_and_says_nothing_in_words(browser):
    for _ in range(tabs.MOST + 2):
        sign_in(browser, make.member())
        open_form(browser)
    cookie = browser.cookies[tabs.COOKIE]
    assert cookie.value.count(".") == tabs.MOST
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_password_is_never_put_aside(browser):
    officer = make.member()
    sign_in(browser, officer)
    token = open_form(browser)
    lose_session(browser)
    typed = {"password": "x", "old_password": "x", "csrfmiddlewaretoken": token}
    browser.post(PAGE, typed)
    assert browser.session[access.KEPT]["typed"] == {}
