"""The page on which each side says what a dispatch brought."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.dispatch.models import Report
from web.advisers import made as advisers
from web.dispatch import made
from web.make import NOW
from web.services.browse import get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def adviser():
    return advisers.adviser()


def page(name, request):
    return reverse(f"dispatch:{name}", args=[request.pk])


@pytest.fixture
def accepted(officer, office, adviser):
    request = made.ranked(officer, office)
    made.accept(request)
    made.agree(request)
    return request


def said(**changes):
    return {
        "held_on": "令和8年12月20日",
        "days_used": "2",
        "done": "見本の内容",
        "outcome": "見本の成果",
    } | changes


def test_both_sides_report_and_everybody_reads(
    client, clock, accepted, officer, office, adviser
):
    clock.move_to(NOW + timedelta(days=30))
    for member in (officer, adviser.membership):
        response = post(client, member, page("report", accepted), **said())
        assert response["Location"] == page("detail", accepted)
    html = text(get(client, office, page("detail", accepted)))
    assert html.count("見本の成果") >= 2
    assert get(client, officer, page("report", accepted)).status_code == 302


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"held_on": "令和9年3月1日"}, "まだ"),
        ({"held_on": "令和8年11月1日"}, "依頼の日より前"),
        ({"held_on": ""}, "必須"),
        ({"days_used": "1000"}, "999"),
        ({"done": "a\x00"}, "何か文字"),
        ({"done": " "}, "必須"),
    ],
)
def test_a_report_that_is_refused_comes_back_as_typed(
    client, clock, accepted, officer, changes, words
):
    clock.move_to(NOW + timedelta(days=30))
    html = text(post(client, officer, page("report", accepted), **said(**changes)))
    assert words in html
    assert ">\n見本の成果</textarea>" in html
    assert not Report.objects.exists()


def test_the_report_is_offered_from_the_first_agreed_day_on(
    client, clock, accepted, adviser
):
    def seen():
        return text(get(client, adviser.membership, page("detail", accepted)))

    assert page("report", accepted) not in seen()
    assert "初日以降" in seen()
    clock.move_to(NOW + timedelta(days=15))
    assert page("report", accepted) in seen()
