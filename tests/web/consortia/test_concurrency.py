"""Two uses of one link, two letters, two signatures at one moment; and without the guard."""

import threading

import pytest
from django.db import connection

from chiiki_web.audit.models import Event
from chiiki_web.consortia import actions
from chiiki_web.consortia.actions import answering
from chiiki_web.consortia.models import Invitation, Recommendation
from web import make
from web.at_once import at_once
from web.consortia import made
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 4


def count(name):
    return Event.objects.filter(name=name).count()


def invited():
    lead, theirs = make.member(), make.member()
    plan = make.plan(lead)
    return plan, theirs, made.invite(plan, lead, theirs.organisation)


def test_two_uses_of_one_link_at_one_moment_are_one_acceptance_and_a_sentence():
    plan, theirs, row = invited()
    link = made.link_of(row)

    given = at_once(
        [lambda: actions.accept_invitation(link.pk, by=theirs, at=NOW)] * THREADS
    )

    assert count("partnership.accepted") == 1
    refusals = [one for one in given if isinstance(one, actions.CannotAnswer)]
    assert [one.reasons[0].code for one in refusals] == ["consortia.link_used"] * (
        THREADS - 1
    )
    assert plan.partners.count() == 1


def test_accepting_and_declining_at_one_moment_leaves_one_answer():
    plan, theirs, row = invited()
    link = made.link_of(row)
    at_once(
        [
            lambda: actions.accept_invitation(link.pk, by=theirs, at=NOW),
            lambda: actions.decline_invitation(link.pk, ground="x", by=theirs, at=NOW),
        ]
    )
    row.refresh_from_db()
    assert count("partnership.accepted") + count("partnership.declined") == 1
    assert plan.partners.exists() == (row.state == "takes_part")


def test_control_without_the_lock_one_link_is_used_by_everybody(monkeypatch):
    _plan, theirs, row = invited()
    link = made.link_of(row)
    have_looked = threading.Barrier(THREADS)

    def look(invitation_id):
        rows = Invitation.objects.select_related(
            "partnership__plan__organisation", "partnership__organisation"
        )
        found = rows.get(pk=invitation_id)
        have_looked.wait(20)
        return found

    monkeypatch.setattr(answering, "hold_invitation", look)
    at_once([lambda: actions.accept_invitation(link.pk, by=theirs, at=NOW)] * THREADS)

    assert count("partnership.accepted") == THREADS


def test_letters_of_one_local_government_at_one_moment_get_numbers_without_a_gap():
    town, call = make.member(), make.call()
    asked = []
    for _ in range(THREADS):
        npo = make.member(of=make.organisation("npo"))
        asked.append(made.ask(make.full_plan(npo), npo, town, call))

    at_once([lambda one=one: made.give(one, town) for one in asked])

    numbers = Recommendation.objects.values_list("number", flat=True)
    assert sorted(numbers) == [
        f"令和8年度推薦第{number}号" for number in range(1, THREADS + 1)
    ]


def test_one_signature_at_one_moment_is_one():
    who = made.together()
    digest = made.digest(who.plan)
    at_once(
        [lambda: actions.sign_off(who.theirs.pk, digest=digest, by=who.partner, at=NOW)]
        * THREADS
    )
    assert who.theirs.sign_offs.count() == 1
    assert connection.vendor == "postgresql"
