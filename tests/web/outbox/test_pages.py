"""Pages of messages: my own, and what was sent to whom."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from chiiki_web.outbox import actions
from chiiki_web.outbox.models import MAX_ATTEMPTS, Message
from web import make
from web.make import NOW
from web.visit import ROLES, get, opened_by, post, text

pytestmark = pytest.mark.django_db
SUBJECT = gettext_lazy("Application %(number)s is received")
MINE, SENT = reverse("outbox:mine"), reverse("outbox:sent")


@pytest.fixture
def officer():
    return make.member()


@pytest.fixture
def message(officer):
    tell(officer, 1)
    return Message.objects.get()


def tell(member, number, **values):
    wanted = {"values": {}} | {
        "subject": f"件名{number}",
        "body": "本文の一\n本文の二",
        "path": "/my/",
    }
    actions.tell([member], "a", key=f"a:{number}", at=NOW, **wanted | values)


def read(one):
    return reverse("outbox:read", args=[one.pk])


def test_each_role_stands_before_the_door_it_is_given(client):
    people = {role: make.member(role) for role in ROLES}
    assert opened_by(client, MINE, people) == set(ROLES)
    assert opened_by(client, SENT, people) == {"administrator", "auditor"}


def in_english(client):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"


@pytest.mark.parametrize("page", [MINE, reverse("dashboards:my")])
def test_a_message_is_read_in_the_language_of_its_reader(client, officer, page):
    tell(officer, 1, subject=SUBJECT, values={"number": "R8-1"})
    assert "申請R8-1を受け付けました" in text(get(client, officer, page))
    in_english(client)
    html = text(get(client, officer, page))
    assert "Application R8-1 is received" in html
    assert "申請R8-1を受け付けました" not in html


def test_a_message_from_before_is_read_as_it_was_mailed(client, officer):
    tell(officer, 1, subject=SUBJECT, values={"number": "R8-1"})
    Message.objects.update(translations={})
    in_english(client)
    assert "申請R8-1を受け付けました" in text(get(client, officer, MINE))


def test_the_list_is_in_the_language_of_its_reader_and_the_mail_stays(client, officer):
    tell(officer, 1, subject=SUBJECT, values={"number": "R8-1"})
    in_english(client)
    html = text(get(client, make.member("administrator"), SENT))
    assert "Application R8-1 is received" in html
    assert Message.objects.get().subject == "申請R8-1を受け付けました"


def test_the_message_of_another_is_not_found(client, message):
    other = make.member("administrator")
    assert get(client, other, read(message)).status_code == 404
    assert "件名1" not in text(get(client, other, MINE))
    message.refresh_from_db()
    assert message.read_at is None


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, number):
    address = reverse("outbox:read", args=[number])
    assert get(client, officer, address).status_code == 404


def test_a_new_message_is_marked_until_it_is_opened(client, officer, message):
    html = text(get(client, officer, MINE))
    assert "本文の一<br>本文の二" in html
    assert "未読" in html
    assert get(client, officer, read(message))["Location"] == "/my/"
    assert "未読" not in text(get(client, officer, MINE))


def test_a_message_without_a_page_leads_back_to_the_list(client, officer):
    tell(officer, 2, path="")
    response = get(client, officer, read(Message.objects.get()))
    assert response["Location"] == MINE


def test_markup_in_a_message_is_shown_and_not_followed(client, officer):
    tell(officer, 2, subject="<script>1</script>", body="<b>𠮷😀</b>")
    html = text(get(client, officer, MINE))
    assert "&lt;script&gt;1" in html
    assert "&lt;b&gt;𠮷😀" in html


def test_empty_pages_say_what_will_stand_there(client, officer):
    assert "メール" in text(get(client, officer, MINE))
    assert "まだ" in text(get(client, make.member("auditor"), SENT))


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, officer
):
    for number in range(60):
        tell(officer, number)
    for member, address in ((officer, MINE), (make.member("administrator"), SENT)):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert "件名59" in text(client.get(address))


def test_older_messages_stand_on_the_next_page(client, officer):
    for number in range(21):
        tell(officer, number)
    assert "件名0<" not in text(get(client, officer, MINE))
    assert "件名0<" in text(get(client, officer, MINE, page=2))


@pytest.mark.parametrize("odd", ["\x00", "😀", "-1", "9" * 5000, "²"])
def test_odd_characters_in_an_address_do_no_harm(client, officer, message, odd):
    assert get(client, officer, MINE, page=odd).status_code == 200


def test_a_reader_sees_what_waits_failed_and_went(client, officer):
    for number in range(4):
        tell(officer, number)
    rows = Message.objects.order_by("pk")
    Message.objects.filter(pk=rows[1].pk).update(attempts=1, last_error="550 later")
    Message.objects.filter(pk=rows[2].pk).update(
        attempts=MAX_ATTEMPTS, last_error="550 never"
    )
    Message.objects.filter(pk=rows[3].pk).update(sent_at=NOW)
    html = text(get(client, make.member("auditor"), SENT))
    cells = [part.split("</tr>")[0] for part in html.split("件名")[1:]]
    said = {cell[0]: cell for cell in cells}
    assert "送信待ち" in said["0"]
    assert "再送信待ち" in said["1"]
    assert "550 later" in said["1"]
    assert "12回失敗" in said["2"]
    assert "送信を打切り" in said["2"]
    assert "tag-ok" in said["3"]


def test_a_post_does_nothing_more(client, officer, message):
    assert post(client, officer, MINE, subject="x").status_code == 200
    assert Message.objects.count() == 1
