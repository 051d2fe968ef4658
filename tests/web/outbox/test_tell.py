"""Telling people: one message each, in their language, together with the deed."""

import pytest
from django.db import transaction
from django.utils.translation import gettext_lazy

from chiiki_web.accounts.models import Membership
from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.models import Message
from web import make
from web.make import NOW

pytestmark = pytest.mark.django_db
SUBJECT = gettext_lazy("Application %(number)s is received")


def tell(*people, key="a:1", **values):
    wanted = {"subject": SUBJECT, "body": "本文", "values": {"number": "R8-1"}}
    actions.tell(people, "a", path="/my/", key=key, at=NOW, **wanted | values)


@pytest.fixture
def officer():
    return make.member()


def test_each_person_is_told_in_their_language(officer):
    other = make.member()
    other.user.language = "en"
    tell(officer, other)
    subjects = dict(Message.objects.values_list("recipient", "subject"))
    assert subjects == {
        officer.user_id: "申請R8-1を受け付けました",
        other.user_id: "Application R8-1 is received",
    }


def test_a_body_is_named_in_the_language_of_the_reader(officer):
    body = make.organisation(name_ja="見本北市", name_en="Mihonkita-shi")
    other = make.member()
    other.user.language = "en"
    tell(officer, other, values={"number": body})
    subjects = dict(Message.objects.values_list("recipient", "subject"))
    assert subjects == {
        officer.user_id: "申請見本北市を受け付けました",
        other.user_id: "Application Mihonkita-shi is received",
    }


def test_a_language_that_the_site_does_not_speak_stops_no_deed(officer):
    officer.user.language = "xx"
    tell(officer)
    assert Message.objects.get().subject == "申請R8-1を受け付けました"


def test_the_same_key_tells_once(officer):
    tell(officer)
    tell(officer)
    tell(officer, key="a:2")
    assert Message.objects.count() == 2


def test_control_without_a_key_of_its_own_it_is_told_twice(officer):
    for number in range(2):
        tell(officer, key=f"a:1:{number}")
    assert Message.objects.count() == 2


def test_a_person_with_two_hats_is_told_once(officer):
    other = make.member("reviewer")
    Membership.objects.filter(pk=other.pk).update(user=officer.user)
    tell(officer, Membership.objects.get(pk=other.pk))
    assert Message.objects.count() == 1


def test_what_is_undone_is_told_to_nobody(officer):
    with transaction.atomic():
        tell(officer)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_nobody_to_tell_is_no_fault():
    tell()
    assert not Message.objects.exists()


def test_a_subject_is_one_line_that_fits(officer):
    tell(
        officer,
        subject="%(number)s",
        values={"number": "一行\r\nBcc: x\n" + "長" * 300},
    )
    subject = Message.objects.get().subject
    assert subject.startswith("一行 Bcc: x 長")
    assert len(subject) == 200
    assert subject.endswith("…")


@pytest.mark.parametrize("odd", ["100%", "%(number)s", "%s", "😀𠮷", "{x}", "<b>"])
def test_odd_characters_stand_in_a_message(officer, odd):
    tell(officer, body="%(number)s", values={"number": odd})
    assert Message.objects.get().body == odd


def test_only_the_recipient_reads_and_marks(officer):
    tell(officer)
    message, other = Message.objects.get(), make.member().user
    actions.mark_read(other, message.pk, at=NOW)
    assert queries.unread_count(officer.user) == 1
    actions.mark_read(officer.user, message.pk, at=NOW)
    assert queries.unread_count(officer.user) == 0
    assert list(queries.messages_for(other)) == []


def test_the_first_reading_counts(officer):
    tell(officer)
    message = Message.objects.get()
    later = NOW.replace(hour=18)
    actions.mark_read(officer.user, message.pk, at=NOW)
    actions.mark_read(officer.user, message.pk, at=later)
    message.refresh_from_db()
    assert message.read_at == NOW
