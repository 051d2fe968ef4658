"""Each person chooses how each group of messages is mailed."""

import ast
import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from chiiki_web.audit.models import Event
from chiiki_web.outbox import actions, queries
from chiiki_web.outbox.groups import BINDING, Delivery, Group, groups_for, is_known
from chiiki_web.outbox.models import MailChoice, Message
from house.tree import modules_of_source
from web import make
from web.make import NOW
from web.visit import ROLES, get, opened_by, post, text

PAGE = reverse("outbox:choices")
KIND = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.fixture
def officer(db):
    return make.member()


def tell(member, kind, number=1):
    actions.tell(
        [member],
        kind,
        subject=f"件名{number}",
        body="本文",
        values={},
        path="",
        key=f"{kind}:{number}",
        at=NOW,
    )


def choose(member, group, delivery):
    actions.choose_mail({group: delivery}, by=member, at=NOW)


def kinds_in_source():
    for _path, tree in modules_of_source():
        for node in ast.walk(tree):
            name = getattr(getattr(node, "func", None), "id", "")
            if name.lstrip("_").startswith("tell"):
                for one in node.args:
                    value = getattr(one, "value", None)
                    if isinstance(value, str) and KIND.fullmatch(value):
                        yield value


def test_every_kind_that_is_told_stands_in_a_group():
    kinds = set(kinds_in_source())
    assert len(kinds) > 25
    assert [one for one in kinds if not is_known(one)] == []
    assert not is_known("unheard.of")


def test_every_group_is_offered_to_somebody():
    assert set(groups_for(ROLES)) == set(Group)


@pytest.mark.parametrize("delivery", Delivery)
def test_a_message_is_written_as_its_reader_has_chosen(officer, delivery):
    choose(officer, Group.APPLICATIONS, delivery)
    tell(officer, "application.commented")
    tell(officer, "dispatch.asked")
    found = dict(Message.objects.values_list("kind", "delivery"))
    assert found == {
        "application.commented": delivery,
        "dispatch.asked": Delivery.IMMEDIATE,
    }


def test_who_has_chosen_nothing_is_told_as_usual(officer):
    tell(officer, "case_study.published")
    tell(officer, "award.decided")
    found = dict(Message.objects.values_list("kind", "delivery"))
    assert found == {
        "case_study.published": Delivery.DAILY,
        "award.decided": Delivery.IMMEDIATE,
    }


def test_without_a_mail_a_message_stays_unread_in_the_site(officer, mailoutbox):
    choose(officer, Group.APPLICATIONS, Delivery.NONE)
    tell(officer, "application.commented")
    assert actions.send_waiting(NOW) == 0
    assert mailoutbox == []
    assert queries.unread_count(officer.user) == 1


@pytest.mark.parametrize("group", sorted(BINDING))
def test_what_binds_is_always_mailed(officer, group):
    with pytest.raises(actions.CannotChoose) as refusal:
        choose(officer, group, Delivery.NONE)
    assert [one.code for one in refusal.value.reasons] == ["outbox.must_be_mailed"]
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("group", sorted(BINDING))
def test_the_database_too_refuses_to_silence_what_binds(officer, group):
    with pytest.raises(IntegrityError), transaction.atomic():
        MailChoice.objects.create(
            user=officer.user, group=group, delivery=Delivery.NONE
        )


def test_a_choice_is_one_event_and_the_same_choice_none(officer):
    for _twice in range(2):
        choose(officer, Group.REPORTS, Delivery.DAILY)
    event = Event.objects.get(name="mail_choice.changed")
    assert event.details == {"choices": {"reports": "daily"}}
    assert event.subject == f"accounts.user:{officer.user_id}"


def test_what_waits_for_the_day_goes_at_once_and_once(officer, mailoutbox):
    choose(officer, Group.APPLICATIONS, Delivery.DAILY)
    tell(officer, "application.commented")
    assert actions.send_waiting(NOW) == 0
    choose(officer, Group.APPLICATIONS, Delivery.IMMEDIATE)
    assert actions.send_waiting(NOW) == 1
    assert actions.send_digests(NOW.replace(day=24)) == 0
    assert len(mailoutbox) == 1


def test_what_waits_and_is_silenced_stays_in_the_site(officer, mailoutbox):
    choose(officer, Group.APPLICATIONS, Delivery.DAILY)
    tell(officer, "application.commented")
    choose(officer, Group.APPLICATIONS, Delivery.NONE)
    choose(officer, Group.APPLICATIONS, Delivery.DAILY)
    assert actions.send_digests(NOW.replace(day=24)) == 0
    assert mailoutbox == []
    assert queries.unread_count(officer.user) == 1


def test_another_person_and_another_group_keep_their_own(officer):
    other = make.member()
    choose(officer, Group.APPLICATIONS, Delivery.DAILY)
    tell(other, "application.commented")
    tell(officer, "service.warning")
    assert not Message.objects.exclude(delivery=Delivery.IMMEDIATE).exists()


def test_the_page_is_for_everybody_who_has_signed_in(client, db):
    people = {role: make.member(role) for role in ROLES}
    assert opened_by(client, PAGE, people) == set(ROLES)


def test_the_page_offers_what_a_role_is_told(client, officer):
    html = text(get(client, officer, PAGE))
    assert 'name="decisions" value="daily"' in html
    assert 'name="decisions" value="none"' not in html
    assert 'name="applications" value="none"' in html
    assert 'name="reviews"' not in html
    assert "設定する項目はありません" in text(get(client, make.member("auditor"), PAGE))


def test_the_page_saves_and_shows_what_was_chosen(client, officer):
    groups = groups_for(["officer"])
    typed = {group.value: "daily" for group in groups}
    assert post(client, officer, PAGE, **typed)["Location"] == PAGE
    assert set(MailChoice.objects.values_list("delivery", flat=True)) == {"daily"}
    shown = text(client.get(PAGE))
    assert shown.count("checked") == len(groups)
    assert "お知らせの設定を保存しました" in shown


def test_a_choice_that_is_not_offered_is_refused_on_the_page(client, officer):
    typed = {group.value: "none" for group in groups_for(["officer"])}
    assert "必ずメール" in text(post(client, officer, PAGE, **typed))
    assert not MailChoice.objects.exists()


@pytest.mark.parametrize("address", [reverse("outbox:mine"), reverse("dashboards:my")])
def test_the_messages_and_my_page_lead_there(client, officer, address):
    assert PAGE in text(get(client, officer, address))
