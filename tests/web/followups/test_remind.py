"""Whoever has to report is reminded 60 and 14 days before, on the day, each month after."""

from datetime import timedelta

import pytest

from chiiki_web.followups import actions
from chiiki_web.followups.models import StatusReport
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox.models import Message
from web import make
from web.services import made
from web.services.made import on

pytestmark = pytest.mark.django_db
DUE = on(2029, 6, 30)


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def report(officer):
    made.service(officer, name="見本見守り")
    actions.open_reports(on(2028, 4, 1))
    return StatusReport.objects.get(fiscal_year=2028)


def told():
    return Message.objects.filter(kind="status_report.reminder").count()


def test_the_ladder_of_one_report(report):
    reached = []
    for days in range(-70, 70):
        before = told()
        actions.remind(DUE + timedelta(days=days))
        if told() > before:
            reached.append(days)
    assert reached == [-60, -14, 0, 30, 60]


def test_run_twice_it_is_one_mail(report, officer, mailoutbox):
    for hours in range(24):
        actions.remind(DUE - timedelta(days=14) + timedelta(hours=hours - 12))
    outbox.send_waiting(DUE)

    (mail,) = [one for one in mailoutbox if "見本見守り" in one.subject]
    assert mail.to == [officer.user.email]
    assert f"/followups/{report.pk}/" in mail.body


def test_control_without_its_memory_it_is_told_twice(report):
    actions.remind(DUE)
    Message.objects.filter(kind="status_report.reminder").update(dedupe_key="x")
    actions.remind(DUE)
    assert told() == 2


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", ["令和11年6月30日", "令和10年度"]), ("en", ["30 June 2029", "FY2028"])],
)
def test_it_says_day_and_year_in_the_language_of_the_reader(
    report, officer, language, words
):
    officer.user.language = language
    officer.user.save()
    actions.remind(DUE)
    message = Message.objects.get(kind="status_report.reminder")
    assert words[0] in message.subject
    assert words[1] in message.body


def test_a_report_past_its_day_is_said_to_be_late(report):
    actions.remind(DUE + timedelta(days=30))
    message = Message.objects.get(kind="status_report.reminder")
    assert "（期限：令和11年6月30日、30日超過）" in message.subject


def test_control_on_its_day_it_is_not_late(report):
    actions.remind(DUE)
    assert "超過" not in Message.objects.get(kind="status_report.reminder").subject


def test_everybody_of_the_body_is_told_and_nobody_else(report, officer):
    colleague = make.member(of=officer.organisation)
    make.member()
    make.member("office")
    actions.remind(DUE)
    assert set(Message.objects.values_list("recipient", flat=True)) >= {
        officer.user_id,
        colleague.user_id,
    }
    assert told() == 2


def test_after_a_pause_only_the_step_that_has_been_reached_is_told(report):
    actions.remind(DUE + timedelta(days=45))
    assert told() == 1


def test_a_report_that_came_in_is_not_asked_for(report, officer):
    actions.submit_report(
        report.pk, is_in_use=True, uses=10, by=officer, at=on(2029, 4, 2)
    )
    actions.remind(DUE)
    assert told() == 0


def test_a_report_of_a_later_year_waits_for_its_turn(report):
    actions.remind(DUE - timedelta(days=61))
    assert told() == 0
