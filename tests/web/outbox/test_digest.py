"""The mail of the day: one for each person, each message in it once."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage

from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.groups import Delivery, Group
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
MORNING = NOW.replace(day=24, hour=8)
REFUSED = SMTPRecipientsRefused({"x": (550, b"unknown")})


@pytest.fixture
def officer():
    person = make.member()
    wanted = {Group.APPLICATIONS: Delivery.DAILY, Group.DECISIONS: Delivery.DAILY}
    actions.choose_mail(wanted, by=person, at=NOW)
    return person


def tell(member, number, kind="application.commented", at=NOW, path="/my/"):
    actions.tell(
        [member],
        kind,
        subject=f"件名{number}",
        body=f"本文{number}",
        values={},
        path=path,
        key=f"{kind}:{number}",
        at=at,
    )


@pytest.mark.parametrize(
    ("hours", "day"), [(7.99, 23), (8, 24), (12, 24), (23.99, 24), (32, 25)]
)
def test_the_hour_is_eight_in_japan(hours, day):
    at = NOW.replace(day=24, hour=0) + timedelta(hours=hours)
    assert queries.last_digest_hour(at) == MORNING.replace(day=day)


def test_the_day_goes_in_one_mail_by_group_with_links(officer, mailoutbox, settings):
    settings.CHIIKI_ADDRESS = "https://chiiki.example"
    tell(officer, 1)
    tell(officer, 2, "award.decided")
    tell(officer, 3, path="")
    assert actions.send_digests(MORNING - timedelta(seconds=1)) == 0
    assert actions.send_digests(MORNING) == 1
    (mail,) = mailoutbox
    assert mail.subject == "お知らせのまとめ（3件）令和8年11月24日"
    assert mail.to == [officer.user.email]
    said = [part for part in mail.body.split("\n") if part[:1] in "■●"]
    assert [one for one in said if one] == [
        "■ 決定・差戻し・受付",
        "● 件名2",
        "■ 申請の到着とコメント",
        "● 件名1",
        "● 件名3",
    ]
    assert "● 件名1\n本文1\nhttps://chiiki.example/my/\n" in mail.body
    assert "● 件名3\n本文3\n" in mail.body
    assert "https://chiiki.example/messages/settings/" in mail.body
    assert set(Message.objects.values_list("sent_at", flat=True)) == {MORNING}


def test_it_speaks_the_language_of_its_reader(officer, mailoutbox):
    officer.user.language = "en"
    officer.user.save()
    tell(officer, 1)
    actions.send_digests(MORNING)
    assert mailoutbox[0].subject == "1 message of the day, 24 November 2026"
    assert "■ Applications: arrivals and comments" in mailoutbox[0].body


def test_each_message_goes_once_and_each_person_has_a_mail(officer, mailoutbox):
    other = make.member()
    actions.choose_mail({Group.APPLICATIONS: Delivery.DAILY}, by=other, at=NOW)
    tell(officer, 1)
    tell(other, 2)
    assert actions.send_digests(MORNING) == 2
    for hours in range(30):
        actions.send_digests(MORNING + timedelta(hours=hours))
        actions.send_waiting(MORNING + timedelta(hours=hours))
    assert sorted(one.to[0] for one in mailoutbox) == sorted(
        [officer.user.email, other.user.email]
    )


def test_control_without_the_note_that_it_went_it_goes_again(officer, mailoutbox):
    tell(officer, 1)
    actions.send_digests(MORNING)
    Message.objects.update(sent_at=None, attempts=0)
    actions.send_digests(MORNING)
    assert [one.extra_headers["Message-ID"] for one in mailoutbox] == [
        f"<digest-{officer.user_id}-20261124@chiiki>"
    ] * 2


def test_a_worker_that_dies_while_it_mails_sends_the_same_mail_again(
    officer, mailoutbox, monkeypatch
):
    tell(officer, 1)
    send = EmailMessage.send

    def dying(mail, *args):
        send(mail, *args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", dying)
        with pytest.raises(KeyboardInterrupt):
            actions.send_digests(MORNING)
    assert Message.objects.get().sent_at is None
    actions.send_digests(MORNING)
    first, second = mailoutbox
    assert first.extra_headers == second.extra_headers
    assert first.body == second.body


def test_what_is_written_after_the_hour_waits_for_the_next_day(officer, mailoutbox):
    tell(officer, 1)
    actions.send_digests(MORNING)
    tell(officer, 2, at=MORNING + timedelta(minutes=1))
    assert actions.send_digests(MORNING + timedelta(hours=23)) == 0
    assert actions.send_digests(MORNING + timedelta(hours=24)) == 1
    assert "件名2" in mailoutbox[1].body
    assert "件名1" not in mailoutbox[1].body


def test_what_was_committed_late_makes_no_second_mail_of_the_day(officer, mailoutbox):
    tell(officer, 1)
    actions.send_digests(MORNING)
    tell(officer, 2)  # written before the hour, committed after the mail went
    assert actions.send_digests(MORNING + timedelta(hours=1)) == 0
    assert actions.send_digests(MORNING + timedelta(days=1)) == 1


def test_a_worker_that_slept_over_the_hour_sends_it_later(officer, mailoutbox):
    tell(officer, 1)
    assert actions.send_digests(MORNING + timedelta(hours=5)) == 1


def test_a_mail_that_fails_is_tried_again_and_holds_up_nobody(
    officer, mailoutbox, monkeypatch
):
    other = make.member()
    actions.choose_mail({Group.APPLICATIONS: Delivery.DAILY}, by=other, at=NOW)
    tell(officer, 1)
    tell(other, 2)
    send = EmailMessage.send

    def failing(mail, *args):
        if officer.user.email in mail.to:
            raise REFUSED
        return send(mail, *args)

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", failing)
        assert actions.send_digests(MORNING) == 1
    held = Message.objects.get(recipient=officer.user)
    assert (held.attempts, held.sent_at) == (1, None)
    assert "550" in held.last_error
    assert actions.send_digests(MORNING + timedelta(minutes=1)) == 0
    assert actions.send_digests(MORNING + timedelta(minutes=2)) == 1


def test_what_was_given_up_is_not_mailed_with_the_day(officer):
    tell(officer, 1)
    Message.objects.update(attempts=MAX_ATTEMPTS, tried_at=NOW)
    assert actions.send_digests(MORNING + timedelta(days=9)) == 0
    assert Message.objects.get().is_given_up


def test_a_day_with_nothing_has_no_mail(officer, mailoutbox):
    assert actions.send_digests(MORNING) == 0
    assert mailoutbox == []
