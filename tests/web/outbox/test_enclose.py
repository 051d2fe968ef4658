"""The mail “received” carries the receipt, and its reader alone can download it."""

import logging
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from chiiki_web.applications import actions as applications
from chiiki_web.applications.actions.noting import LONGEST_WAIT_FOR_RECEIPT
from chiiki_web.applications.models import Submission
from chiiki_web.documents import kinds
from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.groups import Delivery, Group
from chiiki_web.outbox.models import Message
from web import make
from web.make import NOW
from web.visit import content, get, text

pytestmark = pytest.mark.django_db
SUBMITTED = "application.submitted"
A_MINUTE = NOW + timedelta(minutes=1)
FAR = NOW + LONGEST_WAIT_FOR_RECEIPT


def submitted(officer):
    """What an officer has sent in, by the actions of the site."""
    call, plan = make.call(), make.full_plan(officer)
    started = applications.start_application(plan.pk, call.pk, by=officer, at=NOW)
    paper = SimpleUploadedFile("計画.pdf", b"%PDF-1.7 sample")
    applications.attach_file(started.pk, kind="plan", upload=paper, by=officer, at=NOW)
    return applications.submit_application(started.pk, key=uuid4(), by=officer, at=NOW)


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def submission(officer):
    return submitted(officer)


def received():
    return Message.objects.get(kind=SUBMITTED)


def mails_of(mailoutbox, officer):
    return [one for one in mailoutbox if one.to == [officer.user.email]]


def enclosed(mail):
    return [(name, kind, body[:5]) for name, body, kind in mail.attachments]


def test_the_mail_waits_for_the_receipt_and_carries_it(officer, submission, mailoutbox):
    actions.send_waiting(A_MINUTE)
    assert mails_of(mailoutbox, officer) == []
    assert queries.unread_count(officer.user) == 1  # in the site at once
    assert applications.make_receipts(A_MINUTE) == 1
    actions.send_waiting(A_MINUTE)
    (mail,) = mails_of(mailoutbox, officer)
    name = f"{submission.application.number}-1.pdf"
    assert enclosed(mail) == [(name, "application/pdf", b"%PDF-")]
    assert applications.make_receipts(A_MINUTE) == 0
    assert actions.send_waiting(A_MINUTE) == 0


def test_the_office_is_told_without_waiting_and_without_the_receipt(
    officer, submission, mailoutbox
):
    actions.send_waiting(A_MINUTE)
    applications.make_receipts(A_MINUTE)
    others = [one for one in mailoutbox if one.to != [officer.user.email]]
    assert [one.attachments for one in others] == [[]] * len(others)
    assert not Message.objects.exclude(kind=SUBMITTED).exclude(enclosure=None).exists()


def test_a_receipt_that_cannot_be_made_holds_up_no_mail_for_long(
    officer, submission, mailoutbox, monkeypatch, caplog
):
    def broken(*_args):
        raise RuntimeError("no font")

    with monkeypatch.context() as patch:
        patch.setattr("chiiki_web.applications.actions.receipting.make_pdf", broken)
        with caplog.at_level(logging.CRITICAL):
            assert applications.make_receipts(A_MINUTE) == 0
    actions.send_waiting(FAR - timedelta(seconds=1))
    assert mails_of(mailoutbox, officer) == []
    actions.send_waiting(FAR)
    (mail,) = mails_of(mailoutbox, officer)
    assert mail.attachments == []
    applications.make_receipts(FAR)
    actions.send_waiting(FAR)
    assert len(mails_of(mailoutbox, officer)) == 1
    assert received().enclosure == Submission.objects.get().receipt


def test_control_without_being_held_the_mail_goes_without_it(
    officer, submission, mailoutbox
):
    Message.objects.update(held_until=None)
    actions.send_waiting(A_MINUTE)
    applications.make_receipts(A_MINUTE)
    (mail,) = mails_of(mailoutbox, officer)
    assert mail.attachments == []


def test_a_file_that_the_disk_does_not_give_holds_up_no_mail(
    officer, submission, mailoutbox, caplog
):
    applications.make_receipts(A_MINUTE)
    kinds.path_of(received().enclosure.sha256).unlink()
    with caplog.at_level(logging.CRITICAL):
        actions.send_waiting(A_MINUTE)
    (mail,) = mails_of(mailoutbox, officer)
    assert mail.attachments == []
    assert received().sent_at == A_MINUTE


def test_the_mail_of_the_day_carries_it_too(officer, mailoutbox):
    wanted = {Group.DECISIONS: Delivery.DAILY}
    actions.choose_mail(wanted, by=officer, at=NOW)
    submitted(officer)
    applications.make_receipts(A_MINUTE)
    assert actions.send_digests(NOW + timedelta(days=1)) == 1
    assert [kind for _name, kind, _body in enclosed(mailoutbox[0])] == [
        "application/pdf"
    ]


def test_the_key_of_one_is_not_the_beginning_of_another(officer, submission):
    for number in (1, 11):
        actions.tell(
            [officer],
            "a",
            subject="件名",
            body="本文",
            values={},
            path="",
            key=f"a:{number}",
            at=NOW,
        )
    applications.make_receipts(A_MINUTE)
    stored = Submission.objects.get().receipt
    actions.enclose("a:1", stored, "x.pdf")
    assert Message.objects.get(enclosure_name="x.pdf").dedupe_key.startswith("a:1:")


def test_the_reader_downloads_it_from_the_message(client, officer, submission):
    applications.make_receipts(A_MINUTE)
    address = reverse("outbox:enclosure", args=[received().pk])
    assert address in text(get(client, officer, reverse("outbox:mine")))
    response = get(client, officer, address)
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert content(response).startswith(b"%PDF-")


@pytest.mark.parametrize("role", ["officer", "office", "auditor", "administrator"])
def test_nobody_else_downloads_it(client, submission, role):
    applications.make_receipts(A_MINUTE)
    address = reverse("outbox:enclosure", args=[received().pk])
    assert get(client, make.member(role), address).status_code == 404


def test_a_message_without_a_file_has_none_to_give(client, officer, submission):
    address = reverse("outbox:enclosure", args=[received().pk])
    assert get(client, officer, address).status_code == 404
    assert address not in text(get(client, officer, reverse("outbox:mine")))
