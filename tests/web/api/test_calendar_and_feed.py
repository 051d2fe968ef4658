"""Deadlines as a calendar, news as a feed, calls and programmes as JSON-LD."""

import json
import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from icalendar import Calendar

from chiiki_web.schemes import actions
from chiiki_web.schemes.models import Call
from web import make
from web.awards import made as awards
from web.make import NOW

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def entries(client):
    root = ElementTree.fromstring(client.get(reverse("api:feed")).content)
    return {
        one.findtext(f"{ATOM}id"): one.findtext(f"{ATOM}title")
        for one in root.iter(f"{ATOM}entry")
    }


def deadline(client, call):
    found = client.get(reverse("api:call_calendar", args=[call.pk])).content
    (entry,) = Calendar.from_ical(found).walk("VEVENT")
    return entry


def test_a_deadline_stands_at_its_second_in_japan_time(client):
    call = make.call()

    entry = deadline(client, call)

    assert entry["dtstart"].dt == call.closes_at
    assert entry["dtstart"].params["TZID"] == "Asia/Tokyo"
    assert entry["uid"] == f"call-{call.pk}@testserver"
    assert entry["sequence"] == 0


def test_an_extension_moves_the_same_entry(client):
    office = make.member("office")
    call = make.call(office)
    later = call.closes_at + timedelta(days=3)
    actions.extend_call(
        call.pk, closes_at=later, ground="大雨のため", by=office, at=NOW
    )

    entry = deadline(client, call)

    assert entry["dtstart"].dt == later
    assert entry["uid"] == f"call-{call.pk}@testserver"
    assert entry["sequence"] == 1


def test_the_calendar_of_all_calls_leaves_out_what_is_closed(client):
    make.call(opens_at=NOW - timedelta(9), closes_at=NOW)
    call, coming = make.call(), make.call(opens_at=NOW + timedelta(1))

    found = Calendar.from_ical(client.get(reverse("api:calendar")).content)

    uids = {entry["uid"] for entry in found.walk("VEVENT")}
    assert uids == {f"call-{one.pk}@testserver" for one in (call, coming)}


def test_the_feed_tells_of_opening_extension_and_result_each_once(client, clock):
    office = make.member("office")
    candidate = awards.candidate(office)
    call = candidate.application.call
    clock.move_to(awards.DECIDED)

    before = entries(client)

    assert [title.split("：")[0] for title in before.values()] == [
        "選定の結果",
        "公募を始めました",
    ]
    assert entries(client) == before
    assert f"tag:testserver,2026:call-{call.pk}:selected" in before


def test_the_feed_gives_the_ground_of_an_extension(client):
    office = make.member("office")
    call = make.call(office)
    actions.extend_call(
        call.pk,
        closes_at=call.closes_at + timedelta(days=3),
        ground="大雨のため",
        by=office,
        at=NOW,
    )

    assert "大雨のため" in client.get(reverse("api:feed")).content.decode()


def test_a_call_that_closes_within_a_week_is_told(client):
    make.call(closes_at=NOW + timedelta(days=6))
    make.call(closes_at=NOW + timedelta(days=8))

    titles = [one for one in entries(client).values() if "まもなく" in one]

    assert len(titles) == 1


def test_a_page_carries_what_its_address_for_programs_says(client):
    call = make.call()
    page = client.get(reverse("schemes:call", args=[call.pk])).content.decode()

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)

    assert (
        json.loads(block)
        == client.get(reverse("api:call_linked", args=[call.pk])).json()
    )


def test_a_name_cannot_end_the_block_of_data(client):
    call = make.call()
    call.name_ja = "見本</script><script>alert(1)</script>"
    call.save(update_fields=["name_ja"])

    page = client.get(reverse("schemes:call", args=[call.pk])).content.decode()

    assert "<script>alert" not in page
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert json.loads(block)["name"] == call.name_ja


@pytest.mark.parametrize(
    ("code", "kind"),
    [("kizuna", "MonetaryGrant"), ("adviser_dispatch", "GovernmentService")],
)
def test_a_programme_is_a_grant_or_a_service(client, code, kind):
    found = client.get(reverse("api:linked", args=[code]))

    assert found["Content-Type"].startswith("application/ld+json")
    assert found.json()["@type"] == kind
    assert found.json()["@context"] == "https://schema.org"


@pytest.mark.parametrize("name", ["calendar", "feed"])
def test_it_asks_the_database_at_most_ten_times(
    client, django_assert_max_num_queries, name
):
    for _ in range(12):
        make.call()
    with django_assert_max_num_queries(10):
        assert client.get(reverse(f"api:{name}")).status_code == 200


def test_no_sign_that_xml_forbids_breaks_the_feed_for_everybody(client):
    office = make.member("office")
    call = make.call(office)
    Call.objects.filter(pk=call.pk).update(name_ja="見本\x0b公募\x07")
    later = call.closes_at + timedelta(days=3)
    actions.extend_call(
        call.pk, closes_at=later, ground="大雨\x08のため", by=office, at=NOW
    )

    titles = entries(client).values()

    assert any("見本\n公募" in one for one in titles)
    assert "\x07" not in client.get(reverse("api:calendar")).content.decode()
