"""A ground that was typed too late comes back with the refusal, to be copied."""

import pytest
from django.urls import reverse

from chiiki_web import refusals
from chiiki_web.dispatch import actions
from chiiki_web.outbox import links
from web.dispatch import made
from web.make import CLOCK, NOW
from web.services.browse import get, post, text

pytestmark = pytest.mark.django_db
GROUND = "惜しい文章"


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


def answered_meanwhile(client, officer, office):
    npo, town = made.npo(), made.town()
    held = made.recommended(npo, town)
    address = reverse("dispatch:recommend", args=[held.pk])
    return post(client, town, address, ground=GROUND)


def sent_meanwhile(client, officer, office):
    npo, town = made.npo(), made.town()
    said = made.wanted()
    held = made.recommended(npo, town, **said)
    actions.request_dispatch(by=npo, **said)
    address = reverse("dispatch:take_back", args=[held.pk])
    return post(client, town, address, ground=GROUND)


def accepted_in_another_window(client, officer, office):
    request = made.ranked(officer, office)
    one = made.accept(request)
    address = reverse("dispatch:decline", args=[request.pk])
    return post(client, one.adviser.membership, address, note=GROUND)


def lapsed(client, officer, office):
    request = made.ranked(officer, office)
    one = made.asked(request)
    actions.chase_answers(one.answer_by)
    address = reverse("dispatch:decline", args=[request.pk])
    return post(client, one.adviser.membership, address, note=GROUND)


def link_is_over(client, officer, office):
    one = made.asked(made.ranked(officer, office))
    actions.chase_answers(one.answer_by)
    address = reverse("dispatch:answer", args=[links.token_of(one.nonce)])
    return client.post(address, {"do": "decline", "note": GROUND})


LATE = [
    *(answered_meanwhile, sent_meanwhile),
    *(accepted_in_another_window, lapsed, link_is_over),
]


@pytest.mark.parametrize("late", LATE)
def test_what_was_typed_too_late_can_be_copied(client, officer, office, three, late):
    assert GROUND in text(late(client, officer, office))


@pytest.mark.parametrize("late", LATE)
def test_control_without_that_it_is_lost(
    client, officer, office, three, late, monkeypatch
):
    monkeypatch.setattr(refusals, "typed_in", lambda *_: "")
    assert GROUND not in text(late(client, officer, office))


def test_an_answer_sent_twice_is_not_shown_as_lost(client, officer, office, three):
    one = made.asked(made.ranked(officer, office))
    address = reverse("dispatch:answer", args=[links.token_of(one.nonce)])
    for _ in range(2):
        response = client.post(address, {"do": "decline", "note": GROUND})
    assert "登録されていません" not in text(response)


def test_a_page_that_is_only_read_speaks_of_nothing_typed(client, placed):
    person = placed.candidates.get(answer="accepted").adviser.membership
    page = get(client, person, reverse("dispatch:detail", args=[placed.pk]))
    assert "登録されていません" not in text(page)
