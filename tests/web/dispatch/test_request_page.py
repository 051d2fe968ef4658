"""The page on which a region asks: read as offices write, given back when refused."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chiiki_web.dispatch.models import Request
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import CLOCK, NOW
from web.services.browse import get, post, text
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
NEW = reverse("dispatch:new")


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    made.open_call("adviser")
    made.open_call("manager")


@pytest.fixture
def adviser():
    return advisers.adviser()


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


def typed(**changes):
    return {
        "form_key": str(uuid4()),
        "kind": "adviser",
        "project": "見本😀案件",
        "municipality": "松本市",
        "field": "welfare",
        "sides": ["use", "people"],
        "problem": "見守りが<b>続かない</b>。",
        "mode": "on_site",
        "days": "２日",
        "wanted_from": "令和8年12月1日",
        "wanted_until": "R9.1.31",
        "briefing_seen": "on",
    } | changes


def test_a_request_is_sent_as_offices_write_it(client, officer):
    response = post(client, officer, NEW, **typed())
    request = Request.objects.get()
    assert response["Location"] == page("detail", request)
    assert (request.days, request.hours, request.months) == (2, 0, 0)
    assert request.municipality_id == make.MATSUMOTO
    html = text(get(client, officer, page("detail", request)))
    assert "見守りが&lt;b&gt;続かない&lt;/b&gt;。" in html
    assert request.number in html


def test_what_is_asked_for_the_other_kind_of_person_is_marked_and_not_kept(
    client, officer
):
    html = text(get(client, officer, NEW))
    for kind, name in {"manager": "months", "adviser": "team_size"}.items():
        before = html[: html.index(f'name="{name}"')]
        assert before.rindex(f'data-for="{kind}"') > before.rindex("</section>")
    post(client, officer, NEW, **typed(months="3"))
    assert Request.objects.get().months == 0


def test_a_double_click_sends_one_request(client, officer):
    form = typed()
    first = post(client, officer, NEW, **form)
    again = post(client, officer, NEW, **form)
    assert first["Location"] == again["Location"]
    assert Request.objects.count() == 1


def test_a_prefecture_asks_for_one_of_its_towns(client):
    member = make.member(of=make.organisation("prefecture"))
    post(client, member, NEW, **typed())
    assert Request.objects.get().municipality_id == make.MATSUMOTO


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": "4"}, "3日以内"),
        ({"days": "4日半"}, "4日半"),
        ({"days": "1000"}, "99"),
        ({"briefing_seen": ""}, "説明動画"),
        ({"wanted_from": "令和8年11月1日"}, "過去"),
        ({"wanted_from": "13月1日"}, "13月1日"),
        ({"wanted_until": "R8.11.30"}, "希望期間"),
        ({"sides": []}, "必須"),
        ({"sides": ["magic"]}, "magic"),
        ({"field": "\x00"}, "選択"),
        ({"field": "luck"}, "luck"),
        ({"plan": "\x00"}, "何か文字"),
        ({"nominated_1": "9" * 40}, "選択"),
        ({"municipality": "ない町"}, "見つかりません"),
        ({"project": "長" * 121}, "120"),
        ({"problem": "a\x00"}, "何か文字"),
        ({"form_key": "x"}, "UUID"),
        ({"kind": "manager"}, "1か月以上6か月以内"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(client, officer, changes, words):
    form = typed(hours="5", **changes)
    html = text(post(client, officer, NEW, **form))
    assert words in html
    assert 'name="hours" value="5"' in html
    assert not Request.objects.exists()


def test_a_body_that_is_no_local_government_is_asked_for_its_recommendation(
    client, officer
):
    assert 'name="recommender"' not in text(get(client, officer, NEW))
    npo = made.npo()
    assert 'name="recommender"' in text(get(client, npo, NEW))
    assert "推薦" in text(post(client, npo, NEW, **typed()))
    assert not Request.objects.exists()


def test_an_adviser_and_a_plan_in_the_address_stand_in_the_form(
    client, officer, adviser
):
    plan = make.plan(officer, problem="見本の課題文")
    html = text(get(client, officer, NEW, adviser=adviser.pk, plan=plan.pk))
    assert f'value="{adviser.pk}" selected' in html
    assert f'value="{plan.pk}" selected' in html
    assert "見本の課題文" in html
    other = make.plan()
    assert other.title not in text(
        get(client, make.member(), NEW, plan=other.pk, field="tourism")
    )


def test_what_was_typed_survives_signing_in_again(client, officer):
    send_too_late(client, officer, NEW, typed(project="書きかけの案件"))
    assert 'value="書きかけの案件"' in text(get(client, officer, NEW))


def test_the_choices_of_advisers_are_read_once(client, officer, adviser):
    with CaptureQueriesContext(connection) as said:
        html = text(get(client, officer, NEW))
    asked = [one for one in said if 'FROM "advisers_adviser"' in one["sql"]]
    assert len(asked) == 1
    assert html.count(adviser.membership.user.name) == 3
