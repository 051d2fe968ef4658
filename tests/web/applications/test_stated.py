"""What an applicant only stated about itself goes with the submission, told apart."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chiiki_web.applications import queries
from web import make
from web.applications import made
from web.backgrounds import made as backgrounds
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who():
    office = make.member("office")
    call = backgrounds.excluding(office, backgrounds.NOT_AGAIN)
    return made.People(make.member(), office, call)


def examine(client, who, application):
    client.force_login(who.office.user)
    page = client.get(reverse("applications:examine", args=[application.pk]))
    return page.content.decode()


def test_a_statement_that_answered_a_rule_is_kept_and_shown_to_the_office(client, who):
    backgrounds.state(who.officer)
    application = made.draft(who)
    kept = made.submit(application, who).assessment
    assert kept["stated"] == ["award.had_before"]
    html = examine(client, who, application)
    assert "申請者の申告による事項" in html
    assert reverse("plans:background", args=[application.plan_id]) in html


def test_a_statement_of_later_does_not_change_what_was_sent(who):
    backgrounds.state(who.officer)
    submission = made.submit(made.draft(who), who)
    backgrounds.state(who.officer, decided_on=NOW.date())
    assert queries.recheck(submission) is queries.Recheck.SAME
    assert submission.assessment["facts"]["award.had_before"] is False


def test_where_nothing_was_stated_the_office_reads_nothing_of_it(client):
    people = made.people()
    application = made.draft(people)
    assert made.submit(application, people).assessment["stated"] == []
    assert "申請者の申告による事項" not in examine(client, people, application)


def test_a_draft_says_where_to_state_what_is_not_known(client, who):
    application = made.draft(who)
    client.force_login(who.officer.user)
    page = client.get(reverse("applications:detail", args=[application.pk]))
    assert f"/plans/{application.plan_id}/background/#awards" in page.content.decode()


def test_rules_that_do_not_ask_cost_no_statement(client):
    people = made.people()
    application = made.draft(people)
    with CaptureQueriesContext(connection) as found:
        queries.known_of(application)
    assert not [one for one in found if "backgrounds" in one["sql"]]
