"""What failed or was given up is tried again when an administrator says so."""

from smtplib import (
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPSenderRefused,
    SMTPServerDisconnected,
)

import pytest
from django.core.mail import EmailMessage
from django.urls import reverse

from chiiki_web.audit import queries as audit
from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.faults import fault_of
from chiiki_web.outbox.groups import Delivery
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message
from web import make
from web.applications.made import codes
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
SENT = reverse("outbox:sent")


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.fixture
def message():
    return tell(1)


def tell(number, **values):
    actions.tell(
        [make.member()],
        "award.decided",
        subject=f"件名{number}",
        body="本文",
        values={},
        path="",
        key=f"a:{number}",
        at=NOW,
    )
    made = Message.objects.latest("pk")
    Message.objects.filter(pk=made.pk).update(**values)
    made.refresh_from_db()
    return made


def give_up(one):
    values = {"attempts": MAX_ATTEMPTS, "tried_at": NOW, "fault": "away"}
    Message.objects.filter(pk=one.pk).update(last_error="refused", **values)


def retried():
    return [one.details for one in audit.named("message.tried_again")]


def test_what_was_given_up_goes_and_the_history_says_who_asked(
    message, administrator, mailoutbox
):
    give_up(message)
    assert actions.send_waiting(NOW) == 0
    actions.try_again(message.pk, by=administrator, at=NOW)
    assert actions.send_waiting(NOW) == 1
    assert retried() == [
        {"kind": "award.decided", "attempts": MAX_ATTEMPTS, "fault": "away"}
    ]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sent_at": NOW, "attempts": 1}, "outbox.already_sent"),
        ({}, "outbox.has_not_failed"),
        ({"delivery": Delivery.NONE, "attempts": 2}, "outbox.has_not_failed"),
    ],
)
def test_what_has_not_failed_stays_as_it_is(administrator, mailoutbox, values, code):
    one = tell(1, **values)
    with pytest.raises(actions.CannotTryAgain) as caught:
        actions.try_again(one.pk, by=administrator, at=NOW)
    assert codes(caught) == [code]
    assert retried() == []


def test_all_that_failed_are_tried_each_with_its_event(administrator, mailoutbox):
    tell(1, attempts=1, tried_at=NOW)
    give_up(tell(2))
    tell(3, attempts=1, sent_at=NOW)
    assert actions.try_all_again(by=administrator, at=NOW) == 2
    assert len(retried()) == 2
    assert actions.send_waiting(NOW) == 2


@pytest.mark.parametrize(
    ("found", "fault"),
    [
        (ConnectionRefusedError("no"), "away"),
        (TimeoutError("slow"), "away"),
        (SMTPServerDisconnected("gone"), "away"),
        (SMTPRecipientsRefused({"a@b.jp": (550, b"unknown")}), "address"),
        (SMTPRecipientsRefused({"a@b.jp": (451, b"later")}), "later"),
        (SMTPSenderRefused(553, b"no", "x"), "refused"),
        (SMTPDataError(452, b"full"), "later"),
        (ValueError("header"), "other"),
    ],
)
def test_a_failure_is_kept_as_something_that_a_person_can_act_on(
    message, monkeypatch, found, fault
):
    def fail(mail):
        raise found

    monkeypatch.setattr(EmailMessage, "send", fail)
    actions.send_waiting(NOW)
    message.refresh_from_db()
    assert fault_of(found) == message.fault == fault


def test_the_page_says_how_often_why_and_when_next(client, administrator):
    tell(1, attempts=2, tried_at=NOW, fault="away", last_error="[Errno 111]")
    html = text(get(client, administrator, SENT))
    assert "2回失敗：メールサーバーに接続できませんでした" in html
    assert "次回の送信予定 令和8年11月23日 12:04" in html


def test_each_state_can_be_shown_alone(client, administrator):
    tell(1)
    give_up(tell(2))
    html = text(get(client, administrator, SENT, state="given_up"))
    assert "件名2" in html
    assert "件名1" not in html
    assert "件名1" in text(get(client, administrator, SENT, state="odd"))


def test_every_message_is_in_one_state():
    tell(1)
    tell(2, attempts=1)
    give_up(tell(3))
    tell(4, sent_at=NOW, attempts=1)
    tell(5, delivery=Delivery.NONE)
    assert set(queries.counts_by_state().values()) == {1}


def test_a_press_tries_one_again(client, administrator, message):
    give_up(message)
    address = reverse("outbox:again", args=[message.pk])
    response = post(client, administrator, address, state="given_up")
    assert response["Location"] == f"{SENT}?state=given_up"
    message.refresh_from_db()
    assert not message.has_failed


def test_a_press_that_comes_too_late_says_so(client, administrator, message):
    address = reverse("outbox:again", args=[message.pk])
    post(client, administrator, address)
    assert "送信に失敗していません" in text(get(client, administrator, SENT))


def test_an_auditor_reads_and_presses_nothing(client, message):
    give_up(message)
    auditor = make.member("auditor")
    assert "再送信する" not in text(get(client, auditor, SENT))
    for address in (
        reverse("outbox:again", args=[message.pk]),
        reverse("outbox:all_again"),
    ):
        assert post(client, auditor, address).status_code == 403
    assert retried() == []


def test_one_press_tries_all_again(client, administrator):
    give_up(tell(1))
    give_up(tell(2))
    post(client, administrator, reverse("outbox:all_again"))
    assert "2件のメールを再送信します" in text(get(client, administrator, SENT))
