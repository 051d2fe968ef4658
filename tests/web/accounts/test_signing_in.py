"""Signing in: guessing is slow for the guesser only, and nobody takes an address."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse

from chiiki_web.accounts import actions, queries
from chiiki_web.accounts.models import FailedSignIn
from chiiki_web.audit import queries as audit
from web import make
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
PASSWORD = "見本の長い合言葉"
LOGIN = reverse("account_login")
RESET = reverse("account_reset_password")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def officer():
    member = make.member()
    actions.set_password(member.user, PASSWORD, at=NOW)
    return member


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.mark.parametrize("address", [LOGIN, RESET])
def test_an_address_is_called_alike_on_every_page(client, address):
    client.cookies["django_language"] = "en"
    assert ">Email address " in text(client.get(address))


def sign_in(email, password=PASSWORD, client="203.0.113.1", **headers):
    browser = Client(REMOTE_ADDR=client, headers=headers)
    response = browser.post(LOGIN, {"login": email, "password": password})
    assert response.status_code in {200, 302}
    return response.status_code == 302


def test_nobody_changes_the_address_with_which_they_sign_in(client, officer):
    victim = "somebody.else@example.jp"
    typed = {"email": victim, "action_add": ""}
    response = post(client, officer, "/accounts/email/", **typed)
    assert response.status_code == 404
    officer.user.refresh_from_db()
    assert officer.user.email != victim
    assert not EmailAddress.objects.filter(email=victim).exists()


@pytest.mark.parametrize("name", ["account_email", "account_confirm_login_code"])
def test_what_is_not_needed_of_the_library_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_an_administrator_changes_an_address_and_the_old_one_opens_nothing(
    client, administrator, officer
):
    old, new = officer.user.email, "new@example.jp"
    assert sign_in(old)
    page = reverse("accounts:change_email", args=[officer.user_id])
    assert old in text(get(client, administrator, page))
    for _ in range(2):
        response = post(client, administrator, page, email=new)
        assert response["Location"].endswith(f"/{officer.organisation_id}/")
    assert not sign_in(old)
    assert sign_in(new)
    told = [
        (one.name, one.details)
        for one in audit.history_of(officer.user)
        if one.name == "user.email_changed"
    ]
    assert told == [("user.email_changed", {"before": old, "after": new})]


@pytest.mark.parametrize("taken", ["other@example.jp", "OTHER@example.jp"])
def test_an_address_that_another_has_is_refused_and_stays_typed(
    client, administrator, officer, taken
):
    other = make.member()
    other.user.email = "other@example.jp"
    other.user.save()
    page = reverse("accounts:change_email", args=[officer.user_id])
    html = text(post(client, administrator, page, email=taken))
    assert f'value="{taken}"' in html
    assert "既に別の方" in html


@pytest.mark.parametrize("email", ["", "mihon", "a" * 250 + "@example.jp"])
def test_an_address_that_cannot_be_comes_back(client, administrator, officer, email):
    page = reverse("accounts:change_email", args=[officer.user_id])
    assert "field-bad" in text(post(client, administrator, page, email=email))
    page = reverse("accounts:organisation", args=[officer.organisation_id])
    typed = {"email": email, "name": "見本", "role": "officer", "since": "R8.12.1"}
    assert "field-bad" in text(post(client, administrator, page, **typed))


def test_after_five_wrong_passwords_even_the_right_one_waits(officer, clock):
    for _ in range(5):
        assert not sign_in(officer.user.email, "wrong")
    assert not sign_in(officer.user.email)
    clock.move_to(NOW + queries.FROM_ONE_PLACE_FOR_ONE_ADDRESS[1])
    assert sign_in(officer.user.email)


def test_without_the_count_a_guesser_goes_on(officer, monkeypatch):
    monkeypatch.setattr(queries, "has_tried_too_often", lambda made: False)
    for _ in range(5):
        sign_in(officer.user.email, "wrong")
    assert sign_in(officer.user.email), "the control: nothing else holds the guesser"


def test_it_is_said_why_it_waits(client, officer):
    for _ in range(5):
        sign_in(officer.user.email, "wrong", client="127.0.0.1")
    typed = {"login": officer.user.email, "password": PASSWORD}
    assert "パスワードが何度も違っていた" in text(client.post(LOGIN, typed))


def test_the_others_behind_the_same_proxy_sign_in_all_the_same(officer):
    for number in range(6):
        for _ in range(6):
            sign_in(f"guess{number}@example.jp", "wrong")
    assert sign_in(officer.user.email)


def test_a_guesser_elsewhere_does_not_lock_the_person_out(officer):
    for _ in range(8):
        sign_in(officer.user.email, "wrong", client="198.51.100.7")
    assert sign_in(officer.user.email)


def many_tries(number, address="x@example.jp", client="198.51.100."):
    FailedSignIn.objects.bulk_create(
        FailedSignIn(
            address=queries.digest_of(address), client=client + str(one), tried_at=NOW
        )
        for one in range(number)
    )


def test_guessing_at_one_account_from_many_places_stops_too(officer):
    many_tries(50, officer.user.email)
    assert not sign_in(officer.user.email)


def test_a_new_password_ends_the_wait(officer):
    many_tries(50, officer.user.email)
    actions.set_password(officer.user, PASSWORD, at=NOW)
    assert sign_in(officer.user.email)


def test_one_place_has_a_hundred_tries(officer):
    many_tries(100)
    FailedSignIn.objects.update(client="203.0.113.1")
    assert not sign_in(officer.user.email)
    assert sign_in(officer.user.email, client="203.0.113.2")


def test_a_right_password_forgives_what_was_typed_wrongly_here(officer):
    for _ in range(3):
        for _ in range(4):
            sign_in(officer.user.email, "wrong")
        assert sign_in(officer.user.email)
    assert not FailedSignIn.objects.exists()


def test_the_address_typed_is_not_kept_in_words(officer):
    sign_in("secret typed by mistake", "wrong")
    sign_in(officer.user.email, "wrong")
    kept = FailedSignIn.objects.get()
    assert re.fullmatch("[0-9a-f]{64}", kept.address)


def test_old_tries_are_thrown_away(officer):
    sign_in(officer.user.email, "wrong")
    actions.forget_old_tries(NOW)
    assert FailedSignIn.objects.exists()
    actions.forget_old_tries(NOW + queries.LONGEST_MEMORY)
    assert not FailedSignIn.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "192.0.2.9", "203.0.113.1"),
        (1, "192.0.2.9", "192.0.2.9"),
        (1, "made-up, 192.0.2.9", "192.0.2.9"),
        (2, "192.0.2.9", "203.0.113.1"),
        (2, "192.0.2.9, 10.0.0.1", "192.0.2.9"),
        (1, "nonsense", "203.0.113.1"),
    ],
)
def test_a_client_is_told_by_the_proxies_that_are_trusted(
    officer, settings, proxies, forwarded, counted
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    sign_in(officer.user.email, "wrong", **{"X-Forwarded-For": forwarded})
    assert FailedSignIn.objects.get().client == counted


def test_a_reset_mail_leads_to_the_address_that_was_set_up(client, officer, settings):
    settings.CHIIKI_ADDRESS = "https://chiiki.example.lg.jp"
    typed = {"email": officer.user.email}
    client.post(RESET, typed, headers={"host": "evil.example"})
    (sent,) = mail.outbox
    assert sent.subject == "[chiiki] パスワードの再設定"
    assert "https://chiiki.example.lg.jp/accounts/password/reset/key/" in sent.body
    assert "evil" not in sent.subject + sent.body


def test_the_link_in_the_mail_sets_a_password_and_history_says_so(client, officer):
    client.post(RESET, {"email": officer.user.email})
    (sent,) = mail.outbox
    link = re.search(r"/accounts/\S+", sent.body)[0]
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    chosen = "別の長い合言葉です"
    client.post(address, {"password1": chosen, "password2": chosen})
    assert sign_in(officer.user.email, chosen)
    names = [one.name for one in audit.history_of(officer.user)]
    assert names == ["user.password_set"] * 2


def test_nobody_is_invited_where_nobody_can_sign_up(client):
    response = client.post(RESET, {"email": "unknown@example.jp"})
    assert response.status_code == 302
    assert not mail.outbox


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "短時間に"), ("en", "Too many requests")]
)
def test_too_many_requests_have_a_page_in_our_look(client, settings, language, words):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    for _ in range(2):
        response = client.post(RESET, {"email": "a@example.jp"})
    assert response.status_code == 429
    html = response.content.decode()
    assert words in html
    assert 'class="site-foot"' in html


def test_requests_are_counted_in_one_place_for_all_servers():
    assert settings.CACHES["default"]["BACKEND"].endswith("db.DatabaseCache")
