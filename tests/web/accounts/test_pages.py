"""Pages about people and organisations, and which hat and language a reader has."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from chiiki_web.accounts.models import Membership, Organisation, User
from web import make
from web.make import NOW
from web.visit import ROLES, get, opened_by, post, text

pytestmark = pytest.mark.django_db
LIST = reverse("accounts:organisations")
HAT = reverse("accounts:choose_hat")
LANGUAGE = reverse("set_language")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.fixture
def town():
    return make.organisation(name_ja="見本市")


def page(name, one):
    return reverse(f"accounts:{name}", args=[one.pk])


def person(**values):
    typed = {
        "email": "person@example.jp",
        "name": "見本 花子",
        "role": "officer",
        "since": "令和8年12月1日",
    }
    return typed | values


def body(**values):
    return {"name_ja": "NPO法人見本", "kind": "npo"} | values


def test_each_role_stands_before_the_door_it_is_given(client, town):
    people = {role: make.member(role) for role in ROLES}
    for address in (LIST, page("organisation", town)):
        assert opened_by(client, address, people) == {"administrator", "auditor"}


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, administrator, number):
    for name in ("organisation", "end_membership"):
        address = reverse(f"accounts:{name}", args=[number])
        assert get(client, administrator, address).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, administrator, town
):
    for _ in range(20):
        make.member(of=town)
        make.organisation()
    for address in (LIST, page("organisation", town)):
        client.force_login(administrator.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_an_organisation_is_registered_and_its_people_come_next(client, administrator):
    for _ in range(2):
        response = post(client, administrator, LIST, **body())
        made = Organisation.objects.get(name_ja="NPO法人見本")
        assert response["Location"] == page("organisation", made)
    assert "まだ誰もいません" in text(get(client, administrator, response["Location"]))


def test_a_municipality_is_named_by_its_code(client, administrator):
    typed = body(name_ja="松本市", kind="municipality", municipality=make.MATSUMOTO)
    post(client, administrator, LIST, **typed)
    assert Organisation.objects.get(name_ja="松本市").municipality_id == make.MATSUMOTO


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name_ja": ""}, "必須"),
        ({"name_ja": "長" * 121}, "120"),
        ({"name_ja": "前\x00後"}, "何か文字"),
        ({"kind": "bank"}, "bank"),
        ({"municipality": "202028"}, "field-bad"),
        ({"municipality": "990001"}, "field-bad"),
        ({"corporate_number": "1234567890123"}, "13"),
        ({"corporate_number": "😀"}, "field-bad"),
        ({"head_title": "長" * 61}, "60"),
    ],
)
def test_an_organisation_that_cannot_be_comes_back(client, administrator, typed, words):
    sent = body(name_en="Mihon NPO", head_title="理事長") | typed
    html = text(post(client, administrator, LIST, **sent))
    assert words in html
    assert 'value="Mihon NPO"' in html
    assert not Organisation.objects.filter(name_en="Mihon NPO").exists()


def test_odd_characters_stand_in_a_name(client, administrator):
    odd = "𠮷野😀<b>\u202eأهلا"
    post(client, administrator, LIST, **body(name_ja=odd))
    made = Organisation.objects.get(name_ja=odd)
    html = text(get(client, administrator, page("organisation", made)))
    assert "𠮷野😀&lt;b&gt;" in html


@pytest.mark.parametrize("odd", ["\x00", "😀", "%", "'", "長" * 5000])
def test_odd_characters_in_a_search_do_no_harm(client, administrator, odd):
    for params in ({"q": odd}, {"page": odd}):
        assert get(client, administrator, LIST, **params).status_code == 200


def test_a_search_that_finds_nothing_says_so(client, administrator, town):
    assert page("organisation", town) in text(
        get(client, administrator, LIST, q="見本市")
    )
    assert "該当する団体はありません" in text(
        get(client, administrator, LIST, q="無い")
    )


def test_an_auditor_changes_nothing(client, town):
    auditor, known = make.member("auditor"), Organisation.objects.count()
    post(client, auditor, LIST, **body())
    post(client, auditor, page("organisation", town), **person())
    assert Organisation.objects.count() == known
    assert not town.memberships.exists()
    assert 'name="email"' not in text(get(client, auditor, page("organisation", town)))


def test_a_person_is_added(client, administrator, town):
    response = post(client, administrator, page("organisation", town), **person())
    assert response["Location"] == page("organisation", town)
    assert town.memberships.get().user.email == "person@example.jp"
    assert "person@example.jp" in text(get(client, administrator, response["Location"]))


def test_adding_again_says_that_it_is_so_already(client, administrator, town):
    address = page("organisation", town)
    post(client, administrator, address, **person())
    html = text(post(client, administrator, address, **person()))
    assert "既に同じ役割" in html
    assert 'value="見本 花子"' in html


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "mihon"},
        {"email": ""},
        {"email": "a\x00@example.jp"},
        {"name": "長" * 101},
        {"name": "前\x00後"},
        {"role": "king"},
        {"since": "13月"},
    ],
)
def test_a_person_who_cannot_be_comes_back(client, administrator, town, typed):
    sent = person() | typed
    html = text(post(client, administrator, page("organisation", town), **sent))
    assert "field-bad" in html
    for name in ("email", "name", "since"):
        assert not sent[name] or f'value="{sent[name]}"' in html
    assert not town.memberships.exists()


def test_a_role_ends_today_and_the_last_day_is_still_open(
    client, clock, administrator, town
):
    officer = make.member(of=town)
    for _ in range(2):
        response = post(client, administrator, page("end_membership", officer))
        assert response["Location"] == page("organisation", town)
    officer.refresh_from_db()
    assert officer.until == NOW.date()
    assert get(client, officer, reverse("plans:list")).status_code == 200
    clock.move_to(NOW + timedelta(days=1))
    assert get(client, officer, reverse("plans:list")).status_code == 403


def test_looking_at_ending_a_role_does_nothing(client, administrator, town):
    officer = make.member(of=town)
    get(client, administrator, page("end_membership", officer))
    officer.refresh_from_db()
    assert officer.until is None


def test_one_does_not_end_the_role_one_acts_in(client, administrator):
    address = page("organisation", administrator.organisation)
    assert page("end_membership", administrator) not in text(
        get(client, administrator, address)
    )
    post(client, administrator, page("end_membership", administrator))
    administrator.refresh_from_db()
    assert administrator.until is None


def two_hats():
    officer = make.member()
    reviewer = make.member("reviewer")
    Membership.objects.filter(pk=reviewer.pk).update(user=officer.user)
    return officer, reviewer


def test_a_person_changes_hats(client):
    officer, reviewer = two_hats()
    assert get(client, officer, reverse("reviews:list")).status_code == 403
    client.post(HAT, {"membership": reviewer.pk})
    assert client.get(reverse("reviews:list")).status_code == 200
    assert client.get(reverse("applications:list")).status_code == 403


@pytest.mark.parametrize("odd", ["", "x", "\x00", "0", "9" * 40, "😀"])
def test_a_hat_that_is_not_there_changes_nothing(client, odd):
    officer, _ = two_hats()
    client.force_login(officer.user)
    assert client.post(HAT, {"membership": odd}).status_code == 302
    assert client.get(reverse("applications:list")).status_code == 200


def test_nobody_wears_the_hat_of_another(client, administrator):
    officer, _ = two_hats()
    client.force_login(officer.user)
    client.post(HAT, {"membership": administrator.pk})
    assert client.get(LIST).status_code == 403


def test_a_hat_that_has_ended_falls_off(client):
    officer, reviewer = two_hats()
    client.force_login(officer.user)
    client.post(HAT, {"membership": reviewer.pk})
    yesterday = NOW.date() - timedelta(days=1)
    Membership.objects.filter(pk=reviewer.pk).update(until=yesterday)
    assert client.get(reverse("reviews:list")).status_code == 403
    assert client.get(reverse("applications:list")).status_code == 200


def test_a_person_without_any_hat_sees_what_everybody_sees(client):
    user = User.objects.create_user("nobody@example.jp", name="見本")
    client.force_login(user)
    assert client.get(reverse("dashboards:home")).status_code == 200
    assert client.get(reverse("dashboards:my")).status_code == 403


def test_a_language_is_kept_on_the_device_and_with_the_person(client, administrator):
    response = post(client, administrator, LANGUAGE, language="en", next="/library/")
    assert response["Location"] == "/library/"
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"
    administrator.user.refresh_from_db()
    assert administrator.user.language == "en"
    assert 'lang="en"' in text(client.get("/library/"))


@pytest.mark.parametrize("odd", ["", "xx", "\x00", "😀", "ja\r\nX: 1"])
def test_an_unknown_language_changes_nothing(client, odd):
    response = client.post(LANGUAGE, {"language": odd})
    assert response["Location"] == "/"
    assert not response.cookies


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\x00"],
)
def test_nobody_is_sent_away_from_the_site(client, elsewhere):
    response = client.post(LANGUAGE, {"language": "en", "next": elsewhere})
    assert response["Location"] == "/"


def test_the_page_of_an_address_leads_back_to_the_organisation(client, administrator):
    officer = make.member()
    html = text(get(client, administrator, page("change_email", officer.user)))
    assert html.count(page("organisation", officer.organisation)) == 2
    assert "氏名" in html


def test_who_is_led_to_the_sign_in_page_reads_why(client):
    asked = client.get(reverse("dispatch:new"), follow=True)
    said = "ご覧になりたいページを開くには、ログインしてください"
    assert said in asked.text
    assert said not in client.get(reverse("account_login")).text
