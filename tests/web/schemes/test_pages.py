"""Pages of programmes and calls: open to everybody, in both languages, with sources."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from chiiki.rules import load_scheme
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import Programme
from web import make
from web.make import NOW
from web.visit import text

pytestmark = pytest.mark.django_db
LIST = reverse("schemes:list")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def page(client, address, language="ja"):
    client.cookies["django_language"] = language
    response = client.get(address)
    assert response.status_code == 200
    return response


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_list_names_every_programme_of_the_deck(client, language):
    html = page(client, LIST, language).content.decode()
    for programme in Programme.objects.all():
        assert reverse("schemes:detail", args=[programme.pk]) in html
        assert getattr(programme, f"name_{language}") in html
    assert ("79,280,000,000円" if language == "ja" else "¥79,280,000,000") in html


def test_open_calls_come_first_then_those_that_are_announced(client):
    closed = make.call(opens_at=NOW - timedelta(9), closes_at=NOW)
    coming = make.call(opens_at=NOW + timedelta(1))
    late, soon = (
        make.call(closes_at=NOW + timedelta(9)),
        make.call(closes_at=NOW + timedelta(1)),
    )
    context = page(client, LIST).context
    assert list(context["open_calls"]) == [soon, late]
    assert list(context["coming_calls"]) == [coming]
    assert closed not in context["open_calls"]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", ["kizuna", "model_building", "wide_area_cooperation"])
def test_a_programme_shows_its_rules_with_clause_and_source(client, code, language):
    response = page(client, reverse("schemes:detail", args=[code]), language)
    html = unescape(text(response))
    scheme = load_scheme(code)
    for rule in scheme.rules:
        assert rule.text(language) in html
        assert rule.clause(language) in html
        assert rule.source.text(language) in html
    for criterion in scheme.criteria:
        assert criterion.text(language) in html


def test_published_calls_and_budgets_stand_on_the_page_of_their_programme(client):
    html = page(client, reverse("schemes:detail", args=["ubiquitous_town"]))
    text = html.content.decode()
    assert "11,900,000,000円" in text
    assert "九州" in text
    assert ">83<" in text
    assert ">47<" in text


def test_a_programme_that_ended_leads_to_those_that_take_applications(client):
    address = reverse("schemes:detail", args=["kizuna"])
    said = "この施策は平成22年度で終了しました。"
    assert said in text(page(client, address))
    make.call(programme="kizuna", opens_at=NOW + timedelta(1))
    assert said not in text(page(client, address))


@pytest.mark.parametrize("code", ["regional_intranet", "adviser_dispatch"])
def test_programmes_without_rules_for_plans_have_their_page_too(client, code):
    page(client, reverse("schemes:detail", args=[code]))


def test_unknown_programmes_and_calls_are_not_found(client):
    assert client.get(reverse("schemes:detail", args=["luck"])).status_code == 404
    assert client.get(reverse("schemes:call", args=[1])).status_code == 404


def test_a_stranger_is_led_through_signing_in_to_the_choice_of_a_plan(client):
    call = make.call()
    address = reverse("schemes:call", args=[call.pk])
    html = page(client, address).content.decode()
    assert f"{reverse('plans:list')}%3Fcall%3D{call.pk}" in html

    client.force_login(make.member().user)
    html = page(client, address).content.decode()
    assert f"{reverse('plans:list')}?call={call.pk}" in html


def test_a_call_says_until_when_and_how_it_is_judged(client):
    call = make.call()
    response = page(client, reverse("schemes:call", args=[call.pk]))
    html = response.content.decode()
    assert "令和8年12月7日 12:00" in html
    assert response.context["days_left"] == 14
    assert response.context["points"] == 80
    assert response.context["rules_are_unchanged"]


def test_the_days_left_stand_in_brackets_of_the_language(client):
    page = client.get(reverse("schemes:call", args=[make.call().pk])).content.decode()
    assert "（あと14日）" in page
    assert " (あと" not in page


def test_each_of_several_budgets_of_a_programme_stands_with_its_name(client):
    rows = client.get(reverse("schemes:list"))
    several = [
        row
        for _label, group in rows.context["kinds"]
        for row in group
        if len(row["budgets"]) > 1
    ]
    assert several
    for row in several:
        for one in row["budgets"]:
            assert one.words.ja in unescape(rows.content.decode())


def test_a_call_whose_rules_were_edited_afterwards_says_so(client):
    call = make.call()
    call.scheme_digest = "0" * 64
    call.save()
    html = page(client, reverse("schemes:call", args=[call.pk])).content.decode()
    assert "一致しません" in html


def extension(**changes):
    return {
        "closes_on": "令和8年12月14日",
        "closes_time": "17:15",
        "ground": "台風のため。",
    } | changes


def test_the_office_extends_its_call_and_everybody_reads_why(client):
    office = make.member("office")
    call = make.call(office)
    client.force_login(office.user)

    response = client.post(reverse("schemes:extend", args=[call.pk]), extension())

    assert response["Location"] == reverse("schemes:call", args=[call.pk])
    call.refresh_from_db()
    assert f"{timezone.localtime(call.closes_at):%m-%d %H:%M}" == "12-14 17:15"
    client.logout()
    html = page(client, reverse("schemes:call", args=[call.pk])).content.decode()
    assert "台風のため。" in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"closes_on": "令和8年12月1日"}, "現在の締切より後"),
        ({"closes_on": "平成38年12月14日"}, "平成38年12月14日"),
        ({"closes_time": "25:00"}, "25:00"),
        ({"ground": ""}, "台風"),
    ],
)
def test_an_extension_that_cannot_be_keeps_what_was_typed(client, changes, words):
    office = make.member("office")
    call = make.call(office)
    client.force_login(office.user)
    response = client.post(
        reverse("schemes:extend", args=[call.pk]), extension(**changes)
    )
    assert response.status_code == 200
    typed = extension(**changes)
    html = response.content.decode()
    assert typed["closes_on"] in html
    assert words in html or not changes.get("ground", "x")
    call.refresh_from_db()
    assert call.closes_at == NOW + timedelta(days=14)


def test_another_office_finds_no_page_to_extend_it(client):
    call = make.call()
    client.force_login(make.member("office").user)
    assert client.get(reverse("schemes:extend", args=[call.pk])).status_code == 404
    client.force_login(make.member().user)
    assert client.get(reverse("schemes:extend", args=[call.pk])).status_code == 403


def test_pages_stay_within_twenty_statements(client, django_assert_max_num_queries):
    office = make.member("office")
    for _number in range(5):
        call = make.call(office)
    actions.extend_call(
        call.pk,
        closes_at=call.closes_at + timedelta(1),
        ground="見本",
        by=office,
        at=NOW,
    )
    assert queries.extensions_of(call)
    client.force_login(office.user)
    for address in (
        LIST,
        reverse("schemes:detail", args=["kizuna"]),
        reverse("schemes:call", args=[call.pk]),
    ):
        with django_assert_max_num_queries(20):
            client.get(address)
