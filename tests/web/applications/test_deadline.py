"""The deadline is one moment, by the clock of the database, whatever a browser says."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.schemes import actions as scheme_actions
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def who():
    return made.people()


def refused(application, who, at):
    with pytest.raises(actions.CannotSubmit) as caught:
        made.submit(application, who, at=at)
    return caught


def test_the_last_moment_before_the_deadline_is_in_time(who):
    application = made.draft(who)
    made.submit(application, who, at=who.call.closes_at - timedelta(microseconds=1))
    assert made.fresh(application).number


def test_the_moment_of_the_deadline_is_too_late_and_the_draft_stays(who):
    application = made.draft(who)
    caught = refused(application, who, who.call.closes_at)
    assert made.codes(caught) == ["applications.too_late"]
    assert "令和8年12月7日 12:00）を過ぎています" in made.sentences(caught, "ja")
    assert "passed at 7 December 2026 12:00" in made.sentences(caught, "en")
    assert queries.files_of(application)
    assert made.fresh(application).status == "draft"


def test_when_it_is_too_late_nothing_else_is_asked_for(who):
    application = made.draft(who, with_file=False)
    caught = refused(application, who, who.call.closes_at)
    assert made.codes(caught) == ["applications.too_late"]


def test_a_call_takes_nothing_before_it_opens(who):
    application = made.draft(who)
    caught = refused(application, who, who.call.opens_at - SECOND)
    assert made.codes(caught) == ["applications.not_open_yet"]
    japanese = "この公募は、まだ受付を開始していません。"
    assert made.sentences(caught, "ja") == japanese
    assert made.sentences(caught, "en") == "This call is not open yet."


def test_an_extended_call_takes_what_comes_until_its_new_end(who):
    application = made.draft(who)
    old = who.call.closes_at
    scheme_actions.extend_call(
        who.call.pk,
        closes_at=old + timedelta(days=1),
        ground="台風のため。",
        by=who.office,
        at=NOW,
    )
    made.submit(application, who, at=old)
    assert made.fresh(application).status == "submitted"


def test_a_correction_has_its_own_end_after_that_of_the_call(who):
    until = who.call.closes_at + timedelta(days=10)
    application = made.returned(who, until)
    caught = refused(application, who, until)
    assert made.codes(caught) == ["applications.correction_too_late"]
    assert "令和8年12月17日" in made.sentences(caught, "ja")
    made.submit(application, who, at=until - SECOND)
    assert made.fresh(application).status == "submitted"


def test_the_clock_of_the_database_is_asked_and_not_that_of_the_server(clock):
    clock.move_to(datetime(2001, 1, 1, tzinfo=UTC))
    found = queries.database_now()
    assert found.tzinfo is not None
    assert found.year > 2001


@pytest.fixture
def at_the_database(monkeypatch):
    def move(moment):
        monkeypatch.setattr(CLOCK, lambda value: moment)

    return move


@pytest.mark.parametrize(
    ("server", "database", "status"),
    [(-1, 15, "draft"), (15, -1, "submitted")],
    ids=["server slow", "server fast"],
)
def test_a_page_goes_by_the_clock_of_the_database(
    client, clock, at_the_database, who, server, database, status
):
    application = made.draft(who)
    clock.move_to(NOW + timedelta(days=server))
    at_the_database(NOW + timedelta(days=database))
    client.force_login(who.officer.user)
    client.post(
        reverse("applications:submit", args=[application.pk]), {"key": str(uuid4())}
    )
    assert made.fresh(application).status == status


def test_a_call_that_closed_while_somebody_wrote_says_so_on_the_page(
    client, at_the_database, who
):
    application = made.draft(who)
    at_the_database(who.call.closes_at + SECOND)
    client.force_login(who.officer.user)
    address = reverse("applications:submit", args=[application.pk])
    page = client.post(address, {"key": str(uuid4())}, follow=True)
    assert "提出期限（令和8年12月7日 12:00）を過ぎています" in page.content.decode()


def test_the_receipt_shows_the_time_of_the_database(client, at_the_database, who):
    application = made.draft(who)
    moment = NOW + timedelta(hours=3, seconds=7)
    at_the_database(moment)
    client.force_login(who.officer.user)
    address = reverse("applications:submit", args=[application.pk])
    page = client.post(address, {"key": str(uuid4())}, follow=True)
    assert application.submissions.get().received_at == moment
    assert "15時00分07秒（日本時間）" in page.content.decode()
