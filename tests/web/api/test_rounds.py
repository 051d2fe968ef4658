"""Where a deadline is named to programs, it is that of the round."""

import json
from datetime import datetime
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from icalendar import Calendar

from chiiki_web.funds import actions as funds
from chiiki_web.schemes import actions
from web import make
from web.make import NOW
from web.schemes.made import GROUND, day, rounds, wanted

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def call(office):
    made = make.call(office)
    make.fund(made)
    return made


@pytest.fixture
def made(call, office):
    return rounds(call, office, (-7, 1), (2, 5))


def entries(client, call):
    found = client.get(reverse("api:call_calendar", args=[call.pk])).content
    return Calendar.from_ical(found).walk("VEVENT")


def titles(client):
    root = ElementTree.fromstring(client.get(reverse("api:feed")).content)
    return [one.findtext(f"{ATOM}title") for one in root.iter(f"{ATOM}entry")]


def listed(client):
    return client.get(reverse("api:subsidies")).json()["result"]


def test_each_round_is_an_entry_of_its_own(client, call, made):
    found = entries(client, call)
    assert [one["uid"] for one in found] == [
        f"call-{call.pk}-round-{number}@testserver" for number in (1, 2)
    ]
    assert [one["dtstart"].dt for one in found] == [day(1), day(5)]
    assert found[1]["summary"] == "締切：見本公募（第2回）"
    assert {one["status"] for one in found} == {"CONFIRMED"}


def test_a_changed_round_moves_its_entry_alone(client, call, made, office):
    values = {"ground": GROUND, "by": office, "at": NOW}
    actions.change_round(made[1].pk, wanted(2, 6), **values)
    found = entries(client, call)
    assert [(one["sequence"], one["dtstart"].dt) for one in found] == [
        (0, day(1)),
        (1, day(6)),
    ]


def test_a_stopped_round_is_cancelled_until_it_is_opened_again(
    client, call, made, office
):
    values = {"ground": GROUND, "by": office, "at": NOW}
    actions.stop_round(made[1].pk, **values)
    assert [one["status"] for one in entries(client, call)] == [
        "CONFIRMED",
        "CANCELLED",
    ]
    actions.reopen_round(made[1].pk, **values)
    last = entries(client, call)[1]
    assert (last["status"], last["sequence"]) == ("CONFIRMED", 2)


def test_the_feed_tells_of_rounds_and_of_the_one_that_closes_soon(client, call, made):
    assert "第2回の受付期間を定めました：見本公募" in titles(client)
    assert "第1回をまもなく締め切ります：見本公募" in titles(client)
    assert "まもなく締め切ります：見本公募" not in titles(client)


def test_the_feed_says_why_a_round_was_stopped(client, call, made):
    funds.set_aside(call.pk, 30_000_000, subject=call, by=None, at=NOW)
    assert "第1回の受付を終了しました：見本公募" in titles(client)
    text = client.get(reverse("api:feed")).content.decode()
    assert "予算額に達したため、受付を終了しました。" in text


def test_the_catalogue_gives_the_window_of_the_round(client, call, made):
    (found,) = listed(client)
    assert found["acceptance_end_datetime"] == "2026-11-24T03:00:00.000Z"
    address = reverse("api:subsidy", args=[found["id"]])
    (full,) = client.get(address).json()["result"]
    assert [(one["number"], one["state"]) for one in full["rounds"]] == [
        (1, "open"),
        (2, "coming"),
    ]


def test_between_rounds_the_catalogue_lists_it_not_as_open(client, clock, call, made):
    clock.move_to(day(1.5))
    assert listed(client) == []


def test_the_linked_data_is_valid_through_the_round(client, call, made):
    address = reverse("api:call_linked", args=[call.pk])
    found = json.loads(client.get(address).content)
    assert datetime.fromisoformat(found["validThrough"]) == day(1)


def test_a_call_without_rounds_has_none_in_the_catalogue(client, call):
    (found,) = listed(client)
    address = reverse("api:subsidy", args=[found["id"]])
    assert client.get(address).json()["result"][0]["rounds"] == []
