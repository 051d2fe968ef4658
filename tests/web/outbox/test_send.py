"""Mailing what waits: once each, tried again with longer pauses, never lost."""

from datetime import timedelta
from smtplib import SMTPConnectError, SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail import EmailMessage

from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
REFUSED = SMTPRecipientsRefused({"x": (550, b"unknown")})


@pytest.fixture
def officer():
    return make.member()


def tell(officer, number, **values):
    wanted = {"subject": f"件名{number}", "body": "本文", "path": "/my/"} | values
    actions.tell([officer], "a", values={}, key=f"a:{number}", at=NOW, **wanted)


def fail(monkeypatch, fault, only=""):
    """Let mail fail, all of it or that with a subject."""
    send = EmailMessage.send

    def failing(message, *args):
        if only in message.subject:
            raise fault
        return send(message, *args)

    monkeypatch.setattr(EmailMessage, "send", failing)


def after(minutes):
    return NOW + timedelta(minutes=minutes)


def test_a_mail_says_where_to_read_on(officer, mailoutbox, settings):
    settings.CHIIKI_ADDRESS = "https://chiiki.example"
    tell(officer, 1)
    assert actions.send_waiting(NOW) == 1
    (mail,) = mailoutbox
    assert (mail.subject, mail.to) == ("件名1", [officer.user.email])
    assert "本文\n\nhttps://chiiki.example/my/\n\n" in mail.body
    assert mail.body.endswith("chiikiにログインして読むこともできます。")
    message = Message.objects.get()
    assert mail.extra_headers["Message-ID"] == f"<outbox-{message.pk}@chiiki>"
    assert (message.sent_at, message.attempts, message.last_error) == (NOW, 1, "")


def test_a_message_without_a_page_has_no_link(officer, mailoutbox):
    tell(officer, 1, path="")
    actions.send_waiting(NOW)
    assert "http" not in mailoutbox[0].body


def test_everything_goes_once_and_oldest_first(officer, mailoutbox):
    for number in range(3):
        tell(officer, number)
    assert actions.send_waiting(NOW, limit=2) == 2
    assert actions.send_waiting(NOW) == 1
    assert actions.send_waiting(NOW) == 0
    assert [one.subject for one in mailoutbox] == ["件名0", "件名1", "件名2"]


def test_control_without_the_note_that_it_went_it_goes_twice(officer, mailoutbox):
    tell(officer, 1)
    actions.send_waiting(NOW)
    Message.objects.update(sent_at=None, attempts=0)
    actions.send_waiting(NOW)
    assert len(mailoutbox) == 2


@pytest.mark.parametrize(
    "fault", [REFUSED, ValueError("Header values can't contain newlines")]
)
def test_a_message_that_fails_is_kept_and_holds_up_no_other(
    officer, mailoutbox, monkeypatch, fault
):
    for number in range(3):
        tell(officer, number)
    fail(monkeypatch, fault, only="件名0")
    assert actions.send_waiting(NOW) == 2
    failed = Message.objects.get(subject="件名0")
    assert (failed.sent_at, failed.attempts, failed.tried_at) == (None, 1, NOW)
    assert failed.last_error


def test_a_failure_is_tried_again_after_a_pause_that_doubles(officer, monkeypatch):
    tell(officer, 1)
    fail(monkeypatch, REFUSED)
    tried = []
    for minute in range(40):
        before = Message.objects.get().attempts
        actions.send_waiting(after(minute))
        if Message.objects.get().attempts > before:
            tried.append(minute)
    assert tried == [0, 2, 6, 14, 30]


def test_when_it_works_again_the_failure_is_forgotten(officer, mailoutbox, monkeypatch):
    tell(officer, 1)
    with monkeypatch.context() as patch:
        fail(patch, REFUSED)
        actions.send_waiting(NOW)
    assert actions.send_waiting(after(1)) == 0
    assert actions.send_waiting(after(2)) == 1
    message = Message.objects.get()
    assert (message.attempts, message.last_error) == (2, "")


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionRefusedError("no server"),
        TimeoutError(),
        SMTPConnectError(421, "later"),
        SMTPServerDisconnected("gone"),
    ],
)
def test_a_server_that_is_away_is_asked_once_in_a_sweep(officer, monkeypatch, fault):
    for number in range(5):
        tell(officer, number)
    fail(monkeypatch, fault)
    assert actions.send_waiting(NOW) == 0
    assert [one.attempts for one in Message.objects.order_by("pk")] == [1, 0, 0, 0, 0]
    assert Message.objects.order_by("pk")[0].last_error


def test_a_server_that_was_away_for_a_day_loses_nothing(
    officer, mailoutbox, monkeypatch
):
    for number in range(3):
        tell(officer, number)
    with monkeypatch.context() as patch:
        fail(patch, ConnectionRefusedError("no server"))
        for minute in range(0, 24 * 60, 5):
            actions.send_waiting(after(minute))
    for hour in range(24, 72):
        actions.send_waiting(after(hour * 60))
    assert len(mailoutbox) == 3


def test_control_without_the_pause_an_outage_of_seconds_would_lose_it(
    officer, monkeypatch
):
    tell(officer, 1)
    fail(monkeypatch, ConnectionRefusedError("no server"))
    for second in range(0, 2 * MAX_ATTEMPTS, 2):
        actions.send_waiting(NOW + timedelta(seconds=second))
        Message.objects.update(tried_at=NOW - timedelta(days=9))
    assert Message.objects.get().is_given_up


def test_it_is_given_up_after_three_days(officer, monkeypatch):
    tell(officer, 1)
    fail(monkeypatch, REFUSED)
    hours = 0
    while queries.due(after(hours * 60)).exists() or hours < 24 * 20:
        actions.send_waiting(after(hours * 60))
        hours += 1
        if Message.objects.get().is_given_up:
            break
    assert 24 * 2.8 < hours < 24 * 3.5
    assert not queries.due(after(10**6)).exists()
