"""The pages of the days, the payment, the lifting and the survey: doors and words."""

import re
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.forms import TimeField
from django.urls import reverse

from chiiki_web.dispatch import actions
from chiiki_web.dispatch.models import Fee, Survey
from chiiki_web.outbox.models import Message
from web import make
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.visit import ROLES, get, opened_by, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def people():
    found = {role: make.member(role) for role in ROLES if role != "adviser"}
    return found | {"adviser": advisers.adviser().membership}


@pytest.fixture
def placed(people):
    request = made.ranked(people["officer"], people["office"])
    made.accept(request)
    return request


@pytest.fixture
def reported(placed, people, clock):
    made.agree(placed)
    at = NOW + 30 * DAY
    for role in ("officer", "adviser"):
        actions.report_dispatch(
            placed.pk,
            held_on=(at - DAY).date(),
            done="見本",
            outcome="見本",
            days_used=2,
            by=people[role],
            at=at,
        )
    clock.move_to(at)
    placed.refresh_from_db()
    return placed


@pytest.fixture
def surveyed(reported, clock):
    next_year = NOW.replace(year=2027, month=4, day=1)
    actions.open_surveys(next_year)
    clock.move_to(next_year + DAY)
    return reported


def page(name, request, *more):
    return reverse(f"dispatch:{name}", args=[request.pk, *more])


def lift_page(request):
    return page("lift", request, request.candidates.get(answer="accepted").pk)


def pay_page(request):
    return page("pay", request, Fee.objects.get().pk)


def days(*rows, initial=0, **more):
    """The form of the days as a browser sends it; a row is (day, from, until, place)."""
    typed = {
        "form_key": str(uuid4()),
        "days-TOTAL_FORMS": len(rows),
        "days-INITIAL_FORMS": initial,
    }
    for number, row in enumerate(rows):
        for name, value in zip(("day", "begins", "ends", "place"), row, strict=True):
            typed[f"days-{number}-{name}"] = value
    return typed | more


def shown(html, name):
    return re.search(rf'name="days-0-{name}" value="([^"]*)"', html)[1]


FIRST = ("2026-12-10", "１０：００", "16時00分", "見本庁舎")
SECOND = ("令和8年12月17日", "10:00", "16:00", "見本公民館")
NOTHING = ("", "", "", "")


def test_each_page_opens_for_those_who_act_there(client, placed, people):
    assert opened_by(client, page("schedule", placed), people) == {"officer", "adviser"}
    assert opened_by(client, lift_page(placed), people) == {"office", "adviser"}
    assert opened_by(client, pay_page(placed), people) == {"office"}


def test_the_survey_opens_for_the_region_alone(client, surveyed, people):
    assert opened_by(client, page("survey", surveyed), people) == {"officer"}


def test_a_stranger_of_the_same_role_finds_nothing(client, placed):
    officer, adviser = make.member(), advisers.adviser().membership
    for member, address in (
        (officer, page("schedule", placed)),
        (officer, page("survey", placed)),
        (adviser, page("schedule", placed)),
        (adviser, lift_page(placed)),
    ):
        assert get(client, member, address).status_code == 404


def entered(request):
    """The days and places that stand."""
    rows = request.schedules.get(ended_at=None).visits.order_by("starts_at")
    return [(f"{one.starts_at:%m-%d}", one.place) for one in rows]


def test_days_are_entered_as_offices_write_them(client, placed, people):
    typed = days(FIRST, SECOND, NOTHING)
    response = post(client, people["officer"], page("schedule", placed), **typed)
    assert response["Location"] == page("detail", placed)
    assert entered(placed) == [("12-10", "見本庁舎"), ("12-17", "見本公民館")]


def test_correcting_one_day_keeps_the_other(client, placed, people):
    address = page("schedule", placed)
    post(client, people["officer"], address, **days(FIRST, SECOND))
    moved = ("2026-12-11", *FIRST[1:])
    post(client, people["officer"], address, **days(moved, SECOND, initial=2))
    assert entered(placed) == [("12-11", "見本庁舎"), ("12-17", "見本公民館")]


def test_a_row_that_is_emptied_is_taken_out(client, placed, people):
    address = page("schedule", placed)
    post(client, people["officer"], address, **days(FIRST, SECOND))
    post(client, people["officer"], address, **days(NOTHING, SECOND, initial=2))
    assert entered(placed) == [("12-17", "見本公民館")]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("2026-12-10", "", "16:00", "見本庁舎"), "この行を全て空欄"),
        (("2026-02-30", "10:00", "16:00", "見本庁舎"), "日"),
        (("2026-12-10", "25:00", "16:00", "見本庁舎"), "時間を"),
        (("2026-12-10", "16:00", "10:00", "見本庁舎"), "12月10日"),
        (("2026-11-01", "10:00", "16:00", "見本庁舎"), "過去の日"),
    ],
)
def test_days_that_cannot_be_come_back_as_typed(client, placed, people, row, words):
    typed = days(row, NOTHING, note="駅で待ち合わせ")
    html = text(post(client, people["adviser"], page("schedule", placed), **typed))
    assert words in html
    assert 'value="見本庁舎"' in html
    assert 'value="駅で待ち合わせ"' in html
    assert not placed.schedules.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"half_days": "9"}, "4"),
        ({"travel": "5,000円"}, "4,000"),
        ({"travel": "見本"}, "円"),
        ({"on": "令和9年1月5日"}, "支払日が未来"),
        ({"on": ""}, "必須"),
        ({"half_days": ""}, "必須"),
    ],
)
def test_a_payment_that_cannot_be_comes_back_as_typed(
    client, reported, people, changes, words
):
    typed = {"half_days": "3", "travel": "4000", "on": "令和8年12月23日"} | changes
    html = text(post(client, people["office"], pay_page(reported), **typed))
    assert words in html
    for value in typed.values():
        assert not value or f'value="{value}"' in html
    assert Fee.objects.get().paid_on is None


def test_a_payment_is_noted_and_shown_with_its_sum(client, reported, people):
    typed = {"half_days": "３", "travel": "4,000円", "on": "令和8年12月23日"}
    response = post(client, people["office"], pay_page(reported), **typed)
    assert response["Location"] == page("detail", reported)
    assert "55,000" in text(get(client, people["adviser"], page("detail", reported)))


def test_lifting_without_a_ground_is_asked_for_it(client, placed, people):
    html = text(post(client, people["office"], lift_page(placed), ground=" "))
    assert "必須" in html
    assert placed.candidates.get(answer="accepted")


def test_a_lifting_that_comes_too_late_keeps_its_ground(client, reported, people):
    html = text(post(client, people["adviser"], lift_page(reported), ground="見本の熱"))
    assert "見本の熱" in html
    assert reported.candidates.get(answer="accepted")


SURVEY = {
    "state": "runs",
    "helped": "very",
    "outcome": "窓口で続いている。",
    "would_ask_again": "yes",
}


@pytest.mark.parametrize(
    "changes", [{"state": ""}, {"helped": "x"}, {"people_reached": "たくさん"}]
)
def test_a_survey_that_is_not_whole_keeps_what_was_typed(
    client, surveyed, people, changes
):
    typed = SURVEY | changes
    html = text(post(client, people["officer"], page("survey", surveyed), **typed))
    assert "窓口で続いている。" in html
    assert Survey.objects.get().answered_at is None


def test_an_answered_survey_is_read_by_the_office(client, surveyed, people):
    response = post(client, people["officer"], page("survey", surveyed), **SURVEY)
    assert response["Location"] == page("detail", surveyed)
    assert "窓口で続いている。" in text(
        get(client, people["office"], page("detail", surveyed))
    )


def test_the_payment_is_offered_once_the_adviser_has_reported(client, placed, people):
    def offered():
        return pay_page(placed) in text(
            get(client, people["office"], page("detail", placed))
        )

    made.agree(placed)
    assert not offered()
    at = NOW + 20 * DAY
    actions.report_dispatch(
        placed.pk,
        held_on=at.date(),
        done="見本",
        outcome="見本",
        days_used=2,
        by=people["adviser"],
        at=at,
    )
    assert offered()


def test_days_are_written_as_letters_write_them(client, people):
    request = made.ranked(
        people["officer"], people["office"], wanted_days=["2026-12-10", "2026-12-17"]
    )
    html = text(get(client, people["officer"], page("detail", request)))
    assert "令和8年12月10日&nbsp;· 令和8年12月17日" in html
    body = Message.objects.get(kind="dispatch.asked").body
    assert "令和8年11月30日" in body


def test_the_days_that_stand_can_be_sent_as_they_are_shown(client, placed, people):
    made.agree(placed)
    html = text(get(client, people["officer"], page("schedule", placed)))
    row = [shown(html, name) for name in ("day", "begins", "ends")]
    assert row[1:] == ["01:00", "04:00"]
    typed = days((*row, "見本庁舎"), initial=1)
    assert post(client, people["officer"], page("schedule", placed), **typed)[
        "Location"
    ] == page("detail", placed)


@pytest.mark.parametrize(
    ("typed_time", "is_taken"),
    [("10:00:00", True), ("10:00", True), ("10:00:99", False)],
)
def test_a_time_may_have_seconds(client, placed, people, typed_time, is_taken):
    typed = days(("2026-12-10", typed_time, "16:00", "見本庁舎"))
    answer = post(client, people["officer"], page("schedule", placed), **typed)
    assert (answer.status_code == 302) is is_taken


def test_control_a_plain_field_shows_seconds():
    assert str(TimeField().widget.format_value(time(10))) == "10:00:00"
