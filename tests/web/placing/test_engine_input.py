"""What the engine is given: the round, wishes, whom requesters see, and the money."""

from __future__ import annotations

from dataclasses import replace

import pytest

from chiiki.matching import Stage, Wishes
from chiiki_web.placing import engine_input, queries
from chiiki_web.placing.models import Taken
from web.placing import made
from web.placing.made import LATER

pytestmark = pytest.mark.django_db


def instance(one, last=None, free=1_000_000):
    board = queries.board_of(one)
    return engine_input.instance_of(
        one.pk,
        wishes=queries.live_wishes(board),
        last=last or {},
        shown=queries.shown_to_requesters(board),
        free=free,
    )


def shown(one, office, asked, who, cost=0):
    """As if a proposal had been taken over and the requester still ranks it."""
    matching = made.worked_out(one, office)
    type(asked).objects.filter(pk=asked.pk).update(status="proposed")
    return Taken.objects.create(
        board=matching.board,
        matching=matching,
        request=asked,
        advisers=[who.pk],
        cost=cost,
        by=office,
        at=LATER,
        version=1,
    )


def test_last_time_is_a_draft_that_gives_way(one):
    who, asked = made.adviser(), made.request(one)
    found = instance(one, last={str(asked.pk): [str(who.pk)], "999": ["1"]})
    assert found.wishes.incumbent == {str(asked.pk): (str(who.pk),)}
    assert found.wishes.stage(str(asked.pk)) is Stage.DRAFT


def test_the_time_of_what_a_requester_ranks_is_kept(one, office):
    who, asked = made.adviser(), made.request(one)
    made.request(one)
    shown(one, office, asked, who)
    (adviser,) = instance(one).advisers
    assert adviser.committed == asked.half_days


def test_the_money_of_what_a_requester_ranks_is_kept(one, office):
    who, asked = made.adviser(), made.request(one)
    made.request(one)
    shown(one, office, asked, who, cost=300_000)
    assert instance(one).rules.budget == 700_000
    assert instance(one, free=100_000).rules.budget == 0


def test_who_was_notified_stays_whatever_was_proposed_last(one, monkeypatch):
    first, second, asked = made.adviser(), made.adviser(), made.request(one)
    whole = engine_input.dispatch.matching_instance
    notified = Wishes(
        incumbent={str(asked.pk): (str(first.pk),)},
        stages={str(asked.pk): Stage.NOTIFIED},
    )
    monkeypatch.setattr(
        engine_input.dispatch,
        "matching_instance",
        lambda pk: replace(whole(pk), wishes=notified),
    )
    found = instance(one, last={str(asked.pk): [str(second.pk)]})
    assert found.wishes.incumbent == {str(asked.pk): (str(first.pk),)}
    assert found.wishes.stage(str(asked.pk)) is Stage.NOTIFIED


def test_a_wish_for_a_request_that_waits_no_more_rests(one, office):
    who, asked = made.adviser(), made.request(one)
    made.request(one)
    made.wish(one, asked, who, office)
    type(asked).objects.filter(pk=asked.pk).update(status="withdrawn")
    assert instance(one).wishes.pins == frozenset()
