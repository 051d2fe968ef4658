"""An office opens a call together with its budget: both or neither."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.funds.models import Fund
from chiiki_web.schemes.models import Call
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
NEW = reverse("funds:new_call")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office(client):
    member = make.member("office")
    client.force_login(member.user)
    return member


def typed(**changes):
    return {
        "form_key": str(uuid4()),
        "programme": "kizuna",
        "name_ja": "見本公募",
        "name_en": "",
        "fiscal_year": "令和8年度",
        "opens_on": "R8.12.1",
        "opens_time": "09:00",
        "closes_on": "令和8年12月22日",
        "closes_time": "14:00",
        "project_starts_on": "2027-04-01",
        "project_ends_on": "令和10年3月31日",
        "in_fields": ["education", "welfare"],
        "total": "3億円",
        "confirm": "yes",
    } | changes


@pytest.mark.parametrize("language", ["ja", "en"])
def test_it_opens(client, office, language):
    client.cookies["django_language"] = language
    page = client.get(NEW)
    assert page.status_code == 200
    assert 'value="kizuna"' in page.content.decode()
    assert 'value="adviser_dispatch"' in page.content.decode()
    assert 'value="infrastructure_grant"' not in page.content.decode()


def test_the_call_and_its_budget_are_there(client, office):
    response = client.post(NEW, typed())
    call = Call.objects.get()
    assert response["Location"] == reverse("schemes:call", args=[call.pk])
    assert call.fund.total == 300_000_000
    assert call.fiscal_year == 2026
    assert set(call.fields.values_list("pk", flat=True)) == {"education", "welfare"}
    assert "300,000,000円" in client.get(response["Location"]).content.decode()


def test_it_is_published_only_after_a_look_back(client, office):
    page = client.post(NEW, typed(confirm="")).content.decode()
    for words in ("公表しますか", "見本公募", "令和8年12月22日 14:00", "300,000,000円"):
        assert words in page
    assert 'name="in_fields" value="welfare"' in page
    assert not Call.objects.exists()


def test_who_goes_back_finds_everything_as_typed(client, office):
    page = client.post(NEW, typed(confirm="back")).content.decode()
    assert 'value="3億円"' in page
    assert not Call.objects.exists()


def test_the_same_form_sent_twice_opens_one_call(client, office):
    form = typed()
    assert client.post(NEW, form)["Location"] == client.post(NEW, form)["Location"]
    assert (Call.objects.count(), Fund.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"total": "0"},
        {"total": "-1"},
        {"total": "99999999億円"},
        {"total": ""},
        {"closes_on": "令和8年12月1日", "closes_time": "09:00"},
        {"opens_on": "令和8年10月1日", "closes_on": "令和8年11月1日"},
        {"project_ends_on": "令和9年3月31日"},
        {"fiscal_year": "来年"},
        {"programme": "infrastructure_grant"},
    ],
)
def test_what_cannot_be_is_refused_and_stays_in_the_form(client, office, changes):
    page = client.post(NEW, typed(**changes))
    assert page.status_code == 200
    assert 'value="見本公募"' in page.content.decode()
    assert (Call.objects.count(), Fund.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", ["officer", "reviewer", "auditor", "administrator"])
def test_others_stand_before_a_closed_door(client, role):
    client.force_login(make.member(role).user)
    assert client.post(NEW, typed()).status_code == 403
    assert not Call.objects.exists()
