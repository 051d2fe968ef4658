"""Processing times by call, and the page on which the office sets the standard."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import ProcessingTime
from chiiki_web.awards.models import Award
from chiiki_web.dashboards.queries.tasks import tasks_for
from web import make
from web.applications import made
from web.desk.made import several, url
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def who():
    found = made.people()
    actions.set_processing_time(
        found.call.pk, days=10, counted_from="receipt", by=found.office, at=NOW
    )
    return found


def decided(application, days):
    type(application).objects.filter(pk=application.pk).update(status="accepted")
    return Award.objects.create(
        application=application,
        status="decided",
        amount=1,
        number=f"見本{application.pk}",
        selected_at=NOW,
        decided_at=NOW + days * DAY,
    )


def test_each_call_says_what_waits_what_is_late_and_what_it_took(client, who, clock):
    waiting, early, late = several(who, 3)
    decided(early, 4)
    decided(late, 12)
    clock.move_to(NOW + 13 * DAY)
    page = get(client, who.office, url("processing"))
    (one,) = page.context["times"]
    assert (one.waiting, one.late, one.soon, one.away) == (1, 1, 0, 0)
    assert (one.decided, one.decided_late, one.median_days) == (2, 1, 8)
    html = text(page)
    assert "10日" in html
    assert "公募別の決定までの日数（中央値）" in html
    assert waiting.decide_by == (NOW + 10 * DAY).date()


def test_a_decision_that_was_withdrawn_from_counts_as_none(client, who, clock):
    _waiting, left = several(who, 2)
    award = decided(left, 4)
    clock.move_to(NOW + 5 * DAY)
    address = url("processing")
    (counted,) = get(client, who.office, address).context["times"]
    assert (counted.decided, counted.median_days) == (1, 4)
    award.status, award.ended_at, award.end_ground = "declined", NOW + 5 * DAY, "都合"
    award.save()
    (one,) = get(client, who.office, address).context["times"]
    assert (one.waiting, one.decided, one.median_days) == (1, 0, None)


def test_my_page_counts_what_is_late_and_what_i_handle(who):
    first, _second = several(who, 2)
    actions.assign_application(first.pk, to=who.office.pk, by=who.office, at=NOW)
    found = {str(one.label): one for one in tasks_for(who.office, NOW + 11 * DAY)}
    assert found["標準処理期間を超えた申請"].count == 2
    assert found["標準処理期間を超えた申請"].url == f"{url('list')}?time=late"
    assert found["自分が担当する申請"].count == 1
    only = reverse("applications:examine", args=[first.pk])
    assert found["自分が担当する申請"].url == only
    soon = {str(one.label) for one in tasks_for(who.office, NOW + 10 * DAY)}
    assert "標準処理期間を超えた申請" not in soon


def test_the_office_sets_the_standard_of_its_call(client, who):
    other = make.call(who.office)
    address = url("set_time", other.pk)
    assert "公募の締切から53日と仮定します" in text(get(client, who.office, address))
    html = text(post(client, who.office, address, days="０", counted_from="receipt"))
    assert 'class="error"' in html
    response = post(client, who.office, address, days="６０", counted_from="closing")
    assert response["Location"] == url("processing")
    kept = ProcessingTime.objects.get(call=other)
    assert (kept.days, kept.counted_from) == (60, "closing")
    assert queries.standard_of(other).days == 60


def test_once_something_came_it_can_only_be_read(client, who):
    several(who, 1)
    html = text(get(client, who.office, url("set_time", who.call.pk)))
    assert "既に申請を受け付けているため" in html
    assert '<form method="post" novalidate' not in html
    assert (
        get(client, make.member("office"), url("set_time", who.call.pk)).status_code
        == 404
    )


def test_no_call_is_said(client):
    assert "公募はまだありません" in text(
        get(client, make.member("office"), url("processing"))
    )
