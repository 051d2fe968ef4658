"""Of two answers to one question somebody chooses: as they saw them, and one only."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from chiiki_web.answers import actions
from chiiki_web.answers.models import Answer, AnswerVersion, Second
from web.answers import made
from web.make import NOW

pytestmark = pytest.mark.django_db
RUN, PLAN, NONE = ({"status.mail": one} for one in ("run", "plan", "none"))


@pytest.fixture
def town(clock):
    clock.move_to(NOW)
    return made.recipient()


def values():
    return Answer.objects.get().values


def clash(town):
    """Two forms that were opened together; what the second typed waits."""
    first, other = made.page(town), made.page(town)
    made.save(town, RUN, first)
    return other, made.save(town, PLAN, other).answer.seconds.get()


def shown(client, town, waiting, which):
    """The address of the page and what its form would send now."""
    address = reverse("answers:choose", args=[made.token(town)])
    page = client.get(address).content.decode()
    name = f"second-{waiting.pk}"
    (choice,) = re.findall(f'name="{name}" value="({which}:[^"]+)"', page)
    return address, {name: choice}


def settle(choices):
    """Choose among seconds as they were when they were shown."""
    answer = Answer.objects.get()
    actions.settle(
        answer.recipient_id,
        {one.pk: holds for one, holds in choices.items()},
        seen={one.pk: actions.mark_pair(answer, one) for one in choices},
        by=made.LINK,
        at=NOW,
    )


def test_the_page_shows_both_and_one_is_chosen(client, town):
    _form, waiting = clash(town)
    address, form = shown(client, town, waiting, "second")
    page = client.get(address).content.decode()
    assert "運用している" in page
    assert "計画・検討中" in page
    client.post(address, form)
    assert values() == PLAN


@pytest.mark.parametrize("which", ["first", "second"])
def test_what_a_third_wrote_meanwhile_is_not_replaced_unseen(client, town, which):
    _form, waiting = clash(town)
    address, form = shown(client, town, waiting, which)
    made.save(town, NONE)
    response = client.post(address, form, follow=True)
    assert "もう一度" in response.content.decode()
    assert values() == NONE
    assert Second.objects.get().settled_at is None


def test_what_the_second_typed_on_is_not_taken_unseen(client, town):
    other, waiting = clash(town)
    address, form = shown(client, town, waiting, "second")
    made.save(town, NONE, other)
    client.post(address, form)
    assert values() == RUN
    assert Second.objects.get().value == "none"


def test_sent_twice_it_is_chosen_once(client, town):
    _form, waiting = clash(town)
    address, form = shown(client, town, waiting, "second")
    client.post(address, form)
    made.save(town, NONE)
    client.post(address, form)
    assert values() == NONE


def test_two_different_answers_to_one_question_cannot_both_hold(town):
    first, *others = (made.page(town) for _each in range(3))
    made.save(town, RUN, first)
    for said, page in zip((PLAN, NONE), others, strict=True):
        made.save(town, said, page)
    waiting = Second.objects.all()
    with pytest.raises(actions.CannotAnswer, match=r"answers\.choose_one"):
        settle(dict.fromkeys(waiting, True))
    assert values() == RUN
    assert waiting.filter(settled_at=None).count() == 2


@pytest.mark.parametrize(("second", "stands"), [(True, PLAN), (False, RUN)])
def test_whoever_chooses_puts_one_in_force_and_both_stay_known(town, second, stands):
    _form, waiting = clash(town)
    settle({waiting: second})

    assert values() == stands
    waiting.refresh_from_db()
    assert waiting.value == "plan"
    assert waiting.settled_at == NOW
    befores = [one.before["status.mail"] for one in AnswerVersion.objects.all()]
    assert "run" in [*befores, values()["status.mail"]]
