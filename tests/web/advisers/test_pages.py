"""Pages of the register: open to everybody, written by the office and by advisers."""

from datetime import date

import pytest
from django.urls import reverse

from chiiki_web.advisers import actions
from chiiki_web.advisers.models import Adviser
from chiiki_web.advisers.queries import beside, said
from web import make
from web.advisers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
LIST, MINE, NEW, CALENDAR, REGISTER, RECEIVED, COMMISSIONS = (
    reverse(f"advisers:{name}")
    for name in (
        *("list", "mine", "new", "calendar"),
        *("register", "received", "commissions"),
    )
)
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
        "languages": ["ja"],
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
    commission = adviser.commissions.first()
    allowed = {
        MINE: {"adviser"},
        CALENDAR: {"adviser"},
        NEW: {"office"},
        page("change", adviser): {"office"},
        REGISTER: {"office", "auditor"},
        RECEIVED: {"office", "auditor"},
        COMMISSIONS: {"office", "auditor"},
        page("end", commission): {"office"},
    }
    for address, roles in allowed.items():
        for one in ("officer", "office", "reviewer", "adviser", "auditor"):
            client.force_login(make.member(one).user)
            expected = 200 if one in roles else 403
            assert client.get(address).status_code == expected


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "name", ["q", "field", "side", "prefecture", "kind", "language", "page"]
)
def test_odd_characters_in_an_address_do_no_harm(client, adviser, name, odd):
    assert client.get(LIST, {name: odd}).status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_do_the_office_no_harm(client, adviser, office, odd):
    client.force_login(office.user)
    for address, names in (
        (REGISTER, ("q", "standing", "page")),
        (RECEIVED, ("q", "kind", "state")),
        (COMMISSIONS, ("year", "only")),
    ):
        for name in names:
            assert client.get(address, {name: odd}).status_code == 200
    client.force_login(adviser.membership.user)
    assert client.get(CALENDAR, {"month": odd}).status_code == 200


def test_a_search_without_a_result_keeps_what_was_searched_for(client, adviser):
    html = text(client.get(LIST, {"q": "月面<", "side": "people"}))
    assert 'value="月面&lt;"' in html
    assert 'value="people" selected' in html
    assert ASK in html


def test_an_empty_register_says_who_fills_it(client):
    assert "今年度の委嘱はまだ行われていません" in text(client.get(LIST))


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
        ({"employers-0-ground": "顧問"}, "名称を入力"),
        ({"vendors-0-name": "あ", "vendors-1-name": "あ"}, "同じ名称"),
        (
            {
                "employers-0-name": "あ",
                "employers-0-since": "R8.4.2",
                "employers-0-until": "R8.4.1",
            },
            "終わりの日",
        ),
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

    tie = {"employers-1-name": "見本市役所", "employers-1-since": "R2.4.1"}
    typed = entry(None, fields_known=["tourism"], **tie)
    del typed["is_active"]
    response = client.post(address, typed)

    assert response["Location"] == page("detail", adviser)
    adviser.refresh_from_db()
    assert not adviser.is_active
    assert list(adviser.employers.all()) == [body]
    assert [one.pk for one in adviser.fields.all()] == ["tourism"]


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, adviser, office
):
    for number in range(25):
        made.adviser(fields=("welfare", "education"), affiliation=f"見本{number}")
    make.member("adviser")
    held = made.offer(make.member("adviser"))
    for member, address in (
        (office, LIST),
        (office, f"{LIST}?q=見本&field=welfare&side=use"),
        (office, page("detail", adviser)),
        (office, page("change", adviser)),
        (office, NEW),
        (office, REGISTER),
        (office, f"{REGISTER}?standing=pending&q=見本"),
        (office, COMMISSIONS),
        (office, RECEIVED),
        (office, page("statement", held)),
        (adviser.membership, MINE),
        (adviser.membership, CALENDAR),
        (held.membership, reverse("advisers:mine")),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_speaks_both_languages(client, adviser, office, language):
    make.member("adviser")
    held = made.offer(make.member("adviser"))
    client.cookies["django_language"] = language
    client.force_login(office.user)
    for address in (
        *(LIST, NEW, REGISTER, RECEIVED, COMMISSIONS, page("statement", held)),
        *(page("detail", adviser), page("change", adviser)),
        page("end", adviser.commissions.first()),
    ):
        html = text(client.get(address))
        assert ("アドバイザー" in html) is (language == "ja")


def test_the_public_does_not_read_what_the_office_reads(client, adviser, office):
    ties = {"vendors": [said.body("秘密の会社")], "employers": []}
    actions.change_adviser(adviser.pk, by=office, at=NOW, **ties)
    for member in (None, make.member(), adviser.membership):
        if member:
            client.force_login(member.user)
        html = text(client.get(page("detail", adviser)))
        assert "秘密の会社" not in html
        assert "検査担当者にのみ表示" not in html
    client.force_login(office.user)
    assert "秘密の会社" in text(client.get(page("detail", adviser)))


def test_who_is_not_published_is_found_by_the_office_and_by_themselves(client, office):
    hidden = made.adviser(is_published=False)
    assert client.get(page("detail", hidden)).status_code == 404
    for member in (office, hidden.membership):
        client.force_login(member.user)
        assert client.get(page("detail", hidden)).status_code == 200


def test_published_figures_stand_with_their_source(client):
    html = text(client.get(LIST))
    assert "27人（平成19年度）" in html
    assert "242人（令和7年度）" in html
    assert "dx-navi.soumu.go.jp" in html


def test_past_dispatches_come_from_the_apps_above(client, adviser, monkeypatch):
    def past(one):
        return [
            beside.PastDispatch(date(2025, 7, 1), "見守りの進め方", "見本市", "絞れた")
        ]

    monkeypatch.setattr(beside, "PAST", [past])
    html = text(client.get(page("detail", adviser)))
    assert "見守りの進め方" in html
    assert "絞れた" in html
