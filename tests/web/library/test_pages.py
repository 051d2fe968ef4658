"""Pages of the case library: open to everybody, searched by words, written by few."""

import pytest
from django.urls import reverse

from chiiki_web.library import actions
from chiiki_web.library.models import CaseStudy
from web import make
from web.services import made
from web.services.made import on
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
LIST = reverse("library:list")
ODD = ["\x00", "😀𠮟", "' OR 1=1 --", "<script>", "%", "_", "\\", "²", "あ " * 3_000]


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def service(officer, office):
    return made.service(officer, office)


@pytest.fixture
def study(service, officer):
    return actions.publish_study(
        service.pk,
        title_ja="見本の事例",
        title_en="A sample case",
        result="partly",
        problem_ja="独居高齢者の孤立。",
        worked_ja="",
        failed_ja="端末が<b>難しかった</b>。",
        failed_en="The device was too hard.",
        by=officer,
        at=on(2029, 5, 10),
    )


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def found(client, **params):
    return list(client.get(LIST, params).context["page"])


def publish_url(service):
    return reverse("library:publish", args=[service.pk])


def test_everybody_reads_cases(client, study):
    detail = reverse("library:detail", args=[study.pk])
    for role in (None, "officer", "office", "reviewer", "adviser", "auditor"):
        if role:
            client.force_login(make.member(role).user)
        assert detail in text(client.get(LIST))
        html = text(client.get(detail))
        assert "端末が&lt;b&gt;難しかった&lt;/b&gt;。" in html
        assert "うまくいったこと" not in html


@pytest.mark.parametrize(
    ("params", "fits"),
    [
        ({}, True),
        ({"q": "孤立"}, True),
        ({"q": "孤立　端末"}, True),
        ({"q": "孤立 遭難"}, False),
        ({"q": "device"}, True),
        ({"field": "welfare"}, True),
        ({"field": "education"}, False),
        ({"result": "partly"}, True),
        ({"result": "ended"}, False),
        ({"field": "luck", "q": "孤立"}, True),
    ],
)
def test_cases_are_found_by_field_result_and_words(client, study, params, fits):
    assert (study in found(client, **params)) is fits


def test_a_percent_sign_is_a_word_like_any_other(client, study):
    assert study not in found(client, q="%")


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", ["q", "field", "result", "page"])
def test_odd_characters_in_an_address_do_no_harm(client, study, name, odd):
    assert client.get(LIST, {name: odd}).status_code == 200


def test_what_was_searched_for_stays_in_the_form(client, study):
    html = text(client.get(LIST, {"q": "遭難<", "field": "education"}))
    assert 'value="遭難&lt;"' in html
    assert 'value="education" selected' in html
    assert "該当する事例はありません" in html


def test_an_empty_library_says_what_will_stand_there(client):
    CaseStudy.objects.all().delete()
    assert "まだ事例はありません" in text(client.get(LIST))


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, number):
    assert client.get(reverse("library:detail", args=[number])).status_code == 404
    client.force_login(officer.user)
    assert client.get(reverse("library:publish", args=[number])).status_code == 404


@pytest.mark.parametrize("language", ["ja", "en"])
def test_english_readers_read_english_where_there_is_some(client, study, language):
    client.cookies["django_language"] = language
    html = text(client.get(reverse("library:detail", args=[study.pk])))
    assert ("A sample case" in html) is (language == "en")
    assert ("The device was too hard." in html) is (language == "en")
    assert "独居高齢者の孤立。" in html


def test_only_officers_and_offices_write(client, service):
    for role in ("reviewer", "adviser", "auditor", "administrator"):
        client.force_login(make.member(role).user)
        assert client.get(publish_url(service)).status_code == 403
    for role in ("officer", "office"):
        client.force_login(make.member(role).user)
        assert client.get(publish_url(service)).status_code == 404


def test_what_is_known_stands_in_the_form(client, service, officer):
    client.force_login(officer.user)
    html = text(client.get(publish_url(service)))
    assert 'value="見本見守りサービス"' in html
    assert service.award.application.plan.problem in html


def test_publishing_leads_to_the_case_and_the_second_time_too(client, service, officer):
    client.force_login(officer.user)
    typed = {
        "title_ja": "見本の事例",
        "result": "used",
        "problem_ja": "孤立",
        "worked_ja": "声かけ",
    }
    first = client.post(publish_url(service), typed)
    again = client.post(publish_url(service), typed)
    study = CaseStudy.objects.get(service=service)
    detail = reverse("library:detail", args=[study.pk])
    assert first["Location"] == again["Location"] == detail


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"worked_ja": ""}, "うまくいかなかったこと"),
        ({"title_ja": ""}, "必須"),
        ({"title_ja": "長" * 161}, "160"),
        ({"problem_ja": ""}, "必須"),
        ({"result": "magic"}, "magic"),
        ({"worked_ja": "a\x00"}, "何か文字"),
        ({"worked_ja": "長" * 4_001}, "4000"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(
    client, service, officer, typed, words
):
    client.force_login(officer.user)
    form = {
        "title_ja": "見本の事例",
        "title_en": "Typed 😀",
        "result": "used",
        "problem_ja": "孤立",
        "worked_ja": "声かけ",
    } | typed
    html = text(client.post(publish_url(service), form))
    assert words in html
    assert 'value="Typed 😀"' in html
    assert not CaseStudy.objects.filter(service=service).exists()


def test_what_was_typed_survives_signing_in_again(client, service, officer):
    late = {"title_ja": "書きかけ"}
    send_too_late(client, officer, publish_url(service), late)
    client.force_login(officer.user)
    assert 'value="書きかけ"' in text(client.get(publish_url(service)))


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, study, officer
):
    other = made.service(officer)
    client.force_login(officer.user)
    for address in (
        LIST,
        f"{LIST}?q=見本&field=welfare&result=partly",
        reverse("library:detail", args=[study.pk]),
        publish_url(other),
    ):
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
