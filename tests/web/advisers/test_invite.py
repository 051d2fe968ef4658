"""The office invites an adviser by mail; the link opens an account once."""

from datetime import timedelta

import pytest
from django.urls import reverse

from chiiki_web.accounts.models import User
from chiiki_web.advisers import actions, queries
from chiiki_web.advisers.models import Adviser, Invitation
from chiiki_web.outbox import actions as outbox
from chiiki_web.outbox import links
from chiiki_web.outbox.models import Message
from web import make
from web.make import NOW
from web.visit import get, post, text

pytestmark = pytest.mark.django_db
EMAIL, PASSWORD = "invited@example.jp", "見本-long-enough-71"
INVITE = reverse("advisers:invite")


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def invited(office):
    return actions.invite_adviser(name="見本 招", email=EMAIL, by=office, at=NOW)


def token(invitation):
    return links.token_of(invitation.nonce)


def page(invitation):
    return reverse("advisers:join", args=[token(invitation)])


def join(invitation, *, email=EMAIL, at=NOW):
    return actions.join_by_link(
        token(invitation), email=email, password=PASSWORD, at=at
    )


def refused(deed, *args, **values):
    with pytest.raises(actions.CannotInvite) as caught:
        deed(*args, **values)
    return [one.code for one in caught.value.reasons]


def test_the_link_goes_out_and_is_stored_nowhere(invited):
    message = Message.objects.get(kind="adviser.invited")
    assert message.recipient.email == EMAIL
    assert message.signed_path.endswith(invited.nonce)
    assert token(invited) not in message.body


def test_the_mail_speaks_of_no_sign_in_that_is_not_possible_yet(invited, mailoutbox):
    outbox.send_waiting(NOW)
    (mail,) = mailoutbox
    assert token(invited) in mail.body
    assert "ログイン" not in mail.body


def test_control_a_mail_without_such_a_link_says_where_else_it_is(office, mailoutbox):
    office.user.set_password(PASSWORD)
    office.user.save()
    actions.invite_adviser(name="見本 招", email=office.user.email, by=office, at=NOW)
    outbox.send_waiting(NOW)
    assert "ログイン" in mailoutbox[0].body


def test_from_the_office_to_the_own_entry(client, office):
    response = post(client, office, INVITE, name="見本 招", email=EMAIL)
    assert response["Location"] == reverse("advisers:register")
    client.logout()
    invitation = Invitation.objects.get()
    typed = {"email": EMAIL, "password": PASSWORD}
    response = client.post(page(invitation), typed)
    assert response["Location"] == reverse("advisers:mine")
    assert reverse("advisers:begin") in text(client.get(reverse("advisers:mine")))
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)
    assert not Adviser.objects.exists()


def test_a_used_link_opens_nothing(client, invited):
    join(invited)
    assert refused(join, invited) == ["advisers.link_used"]
    assert "使用済み" in text(client.get(page(invited)))


def test_an_expired_link_opens_nothing(invited):
    late = NOW + timedelta(days=14)
    assert refused(join, invited, at=late) == ["advisers.link_expired"]
    assert join(invited, at=late - timedelta(seconds=1))


def test_another_address_opens_nothing(invited):
    found = refused(join, invited, email="other@example.jp")
    assert found == ["advisers.link_of_another_address"]
    assert not User.objects.get(email=EMAIL).has_usable_password()


def test_a_newer_link_ends_the_older(invited, office):
    newer = actions.invite_adviser(name="見本 招", email=EMAIL, by=office, at=NOW)
    assert refused(join, invited) == ["advisers.link_ended"]
    assert join(newer)


def test_a_link_changes_no_password_that_somebody_has(office):
    known = make.member()
    known.user.set_password(PASSWORD)
    known.user.save()
    email = known.user.email
    made = actions.invite_adviser(name="見本", email=email, by=office, at=NOW)
    assert Message.objects.get(kind="adviser.invited").signed_path == ""
    assert refused(join, made, email=email) == ["advisers.link_used"]


def test_control_without_the_question_the_same_link_sets_a_password_again(
    invited, monkeypatch
):
    join(invited)
    monkeypatch.setattr(queries, "why_link_is_over", lambda invitation, at: None)
    assert join(invited)


def test_who_is_an_adviser_already_is_not_invited(invited, office):
    join(invited)
    found = refused(actions.invite_adviser, name="見本", email=EMAIL, by=office, at=NOW)
    assert found == ["advisers.is_adviser_already"]


def test_only_the_office_invites():
    stranger = make.member()
    found = refused(
        actions.invite_adviser, name="見本", email=EMAIL, by=stranger, at=NOW
    )
    assert found == ["advisers.office_only"]


def test_a_weak_password_is_refused_and_the_address_stays(client, invited):
    html = text(client.post(page(invited), {"email": EMAIL, "password": "1234"}))
    assert EMAIL in html
    assert not User.objects.get(email=EMAIL).has_usable_password()


def test_an_unknown_link_and_the_office_page(client, office):
    unknown = client.get(reverse("advisers:join", args=["x"]))
    assert unknown.status_code == 404
    assert "招待" in text(get(client, office, INVITE))
