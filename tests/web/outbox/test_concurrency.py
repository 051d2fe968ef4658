"""Several workers at once mail each message once."""

import threading

import pytest
from django.core.mail import EmailMessage

from chiiki_web.outbox import actions
from chiiki_web.outbox.models import Message
from web import make
from web.at_once import done_at_once
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORKERS, MESSAGES = 4, 20


@pytest.fixture
def waiting():
    officer = make.member()
    for number in range(MESSAGES):
        actions.tell(
            [officer],
            "a",
            subject=f"件名{number}",
            body="本文",
            values={},
            path="",
            key=f"a:{number}",
            at=NOW,
        )


def test_each_message_goes_once(waiting, mailoutbox):
    assert sum(done_at_once([lambda: actions.send_waiting(NOW)] * WORKERS)) == MESSAGES
    assert len({mail.subject for mail in mailoutbox}) == len(mailoutbox) == MESSAGES


def test_control_without_holding_the_row_it_goes_several_times(waiting, mailoutbox):
    have_read = threading.Barrier(WORKERS)

    def send():
        message = Message.objects.filter(sent_at__isnull=True).earliest("pk")
        have_read.wait(20)
        EmailMessage(message.subject, message.body, to=["x@example.jp"]).send()
        Message.objects.filter(pk=message.pk).update(sent_at=NOW)

    done_at_once([send] * WORKERS)
    assert [mail.subject for mail in mailoutbox] == ["件名0"] * WORKERS
