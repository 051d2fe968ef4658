"""Pages of the register: open to everybody, written by the office and by advisers."""

import pytest
from django.urls import reverse

from chiiki_web.advisers.models import Adviser
from web import make
from web.advisers import made
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
LIST, MINE, NEW = (reverse(f"advisers:{name}") for name in ("list", "mine", "new"))
ASK = reverse("dispatch:new")
ODD = ["\x00", "😀𠮟", "' OR 1=1 --", "<script>", "%", "\\", "²", "あ " * 3_000]


@pytest.fixture
def adviser():
    return made.adviser(profile_ja="見本の<b>略歴</b>")


@pytest.fixture
def office():
    return make.member("office")


def page(name, one):
    return reverse(f"advisers:{name}", args=[one.pk])


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def entry(person, **changes):
    return {
        "membership": str(person.pk) if person else "",
        "affiliation": "見本大学",
        "affiliation_kind": "education",
        "prefecture": made.NAGANO,
        "speciality_ja": "見守り😀",
        "fields_known": ["welfare", "education"],
        "sides": ["use"],
        "capacity_days": "１０日",
        "is_active": "on",
    } | changes


def test_everybody_reads_who_can_be_sent(client, adviser):
    for role in (None, "officer", "office", "reviewer", "auditor"):
        if role:
            client.force_login(make.member(role).user)
        assert page("detail", adviser) in text(client.get(LIST))
        html = text(client.get(page("detail", adviser)))
        assert "見本の&lt;b&gt;略歴&lt;/b&gt;" in html
        assert (f"{ASK}?adviser={adviser.pk}" in html) is (role in {None, "officer"})


def test_doors_are_as_given(client, adviser):
    allowed = {MINE: "adviser", NEW: "office", page("change", adviser): "office"}
    for address, role in allowed.items():
        for one in ("officer", "office", "reviewer", "adviser", "auditor"):
            client.force_login(make.member(one).user)
            expected = 200 if one == role else 403
            assert client.get(address).status_code == expected


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["q", "field", "side", "page"])
def test_odd_characters_in_an_address_do_no_harm(client, adviser, name, odd):
    assert client.get(LIST, {name: odd}).status_code == 200


def test_a_search_without_a_result_keeps_what_was_searched_for(client, adviser):
    html = text(client.get(LIST, {"q": "月面<", "side": "people"}))
    assert 'value="月面&lt;"' in html
    assert 'value="people" selected' in html
    assert ASK in html


def test_an_empty_register_says_who_fills_it(client):
    assert "まだアドバイザーはいません" in text(client.get(LIST))


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, office, number):
    address = reverse("advisers:detail", args=[number])
    assert client.get(address).status_code == 404
    client.force_login(office.user)
    address = reverse("advisers:change", args=[number])
    assert client.get(address).status_code == 404


def test_an_entry_out_of_the_list_is_seen_by_the_office_alone(client, adviser, office):
    adviser.is_active = False
    adviser.save()
    assert client.get(page("detail", adviser)).status_code == 404
    client.force_login(office.user)
    html = text(client.get(page("detail", adviser)))
    assert "一覧に掲載していません" in html


def test_the_office_enters_an_adviser(client, office):
    person = make.member("adviser")
    client.force_login(office.user)
    assert f'value="{person.pk}"' in text(client.get(NEW))

    response = client.post(NEW, entry(person))

    made_entry = Adviser.objects.get()
    assert response["Location"] == page("detail", made_entry)
    assert made_entry.capacity_days == 10
    assert made_entry.fields.count() == 2


def test_entering_twice_leaves_one_entry(client, office):
    person = make.member("adviser")
    client.force_login(office.user)
    client.post(NEW, entry(person))
    html = text(client.post(NEW, entry(person)))
    assert "全員が登録されています" in html
    assert Adviser.objects.count() == 1


def test_without_anybody_to_enter_the_page_says_what_comes_first(client, office):
    client.force_login(office.user)
    assert "管理者に" in text(client.get(NEW))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"membership": "x"}, "選択"),
        ({"sides": []}, "必須"),
        ({"fields_known": ["luck"]}, "luck"),
        ({"fields_known": ["\x00"]}, "選択"),
        ({"prefecture": "\x00"}, "選択"),
        ({"capacity_days": "400"}, "366"),
        ({"capacity_days": "多め"}, "多め"),
        ({"employers": "ない市\nある市"}, "ない市"),
        ({"affiliation": "長" * 121}, "120"),
        ({"speciality_ja": "a\x00"}, "何か文字"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(client, office, changes, words):
    make.organisation(name_ja="ある市")
    client.force_login(office.user)
    typed = entry(make.member("adviser"), speciality_en="Typed 😀", **changes)
    html = text(client.post(NEW, typed))
    assert words in html
    assert 'value="Typed 😀"' in html
    assert not Adviser.objects.exists()


def test_the_office_corrects_an_entry_and_takes_it_out(client, adviser, office):
    body = make.organisation(name_ja="見本市役所")
    client.force_login(office.user)
    address = page("change", adviser)
    assert 'value="見守りのICT"' in text(client.get(address))

    typed = entry(None, employers="見本市役所\n\n", fields_known=["tourism"])
    del typed["is_active"]
    response = client.post(address, typed)

    assert response["Location"] == page("detail", adviser)
    adviser.refresh_from_db()
    assert not adviser.is_active
    assert list(adviser.employers.all()) == [body]
    assert [one.pk for one in adviser.fields.all()] == ["tourism"]


def test_advisers_change_their_own_part(client, adviser):
    client.force_login(adviser.membership.user)
    assert 'value="見守りのICT"' in text(client.get(MINE))
    typed = {"speciality_ja": "遠隔医療", "capacity_days": "12"}
    assert client.post(MINE, typed)["Location"] == MINE
    adviser.refresh_from_db()
    assert (adviser.speciality_ja, adviser.capacity_days) == ("遠隔医療", 12)


def test_an_own_entry_that_is_refused_comes_back_as_typed(client, adviser):
    client.force_login(adviser.membership.user)
    html = text(client.post(MINE, {"speciality_ja": "新しい", "capacity_days": "400"}))
    assert 'value="新しい"' in html
    assert "366" in html


def test_an_adviser_without_entry_is_told_who_makes_it(client):
    client.force_login(make.member("adviser").user)
    assert "登録されていません" in text(client.get(MINE))


def test_what_was_typed_survives_signing_in_again(client, adviser):
    late = {"speciality_ja": "書きかけ", "capacity_days": "1"}
    send_too_late(client, adviser.membership, MINE, late)
    client.force_login(adviser.membership.user)
    assert 'value="書きかけ"' in text(client.get(MINE))


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, adviser, office
):
    for number in range(25):
        made.adviser(fields=("welfare", "education"), affiliation=f"見本{number}")
    make.member("adviser")
    for member, address in (
        (office, LIST),
        (office, f"{LIST}?q=見本&field=welfare&side=use"),
        (office, page("detail", adviser)),
        (office, page("change", adviser)),
        (office, NEW),
        (adviser.membership, MINE),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_speaks_both_languages(client, adviser, office, language):
    make.member("adviser")
    client.cookies["django_language"] = language
    client.force_login(office.user)
    for address in (LIST, NEW, page("detail", adviser), page("change", adviser)):
        html = text(client.get(address))
        assert ("アドバイザー" in html) is (language == "ja")
