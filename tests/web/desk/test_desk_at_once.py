"""Two officers, a batch and a single deed, one form twice: at one moment, with the lock and without."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import models

from chiiki_web.applications import actions, queries
from chiiki_web.applications.actions import examining, held, returning
from chiiki_web.applications.models import Application, Return
from chiiki_web.audit.models import Event
from chiiki_web.desk import actions as desk
from chiiki_web.desk.actions import batches
from chiiki_web.desk.models import Batch, BatchLine
from web import make
from web.applications import made
from web.at_once import at_once, meets, without_locks
from web.desk.made import several, stamped
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
UNTIL = NOW + timedelta(days=7)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def colleague(who):
    return make.member("office", of=who.office.organisation)


@pytest.fixture
def application(who):
    found = made.received(who)
    made.check_all(found, who.office)
    return found


def accept(application, by):
    return actions.accept_application(application.pk, by=by, at=NOW)


def give_back(application, by):
    return actions.return_application(
        application.pk,
        note="収支予算書を直してください。",
        correct_by=UNTIL,
        form_key=uuid4(),
        by=by,
        at=NOW,
    )


def begin(who, chosen, *, kind="accept", values=None, key=None):
    return desk.begin_batch(
        form_key=key or uuid4(),
        kind=kind,
        values=values or {},
        chosen=[stamped(one) for one in chosen],
        by=who.office,
        at=NOW,
    )


def work_off(batch, by):
    return desk.work_off(batch.pk, by=by, clock=lambda: NOW)


def refusals(given):
    return [one.reasons[0].code for one in given if isinstance(one, Exception)]


def count(name):
    return Event.objects.filter(name=name).count()


def accept_and_return(application, who, colleague):
    return at_once(
        [
            lambda: accept(application, who.office),
            lambda: give_back(application, colleague),
        ]
    )


def test_accepted_and_returned_at_one_moment_is_one_of_both(
    who, colleague, application
):
    given = accept_and_return(application, who, colleague)

    assert refusals(given) == ["applications.not_at_the_desk"]
    assert count("application.accepted") + count("application.returned") == 1
    is_returned = made.fresh(application).status == "returned"
    assert application.returns.count() == is_returned


def test_control_without_the_lock_it_is_accepted_and_returned(
    who, colleague, application, monkeypatch
):
    without_locks(monkeypatch)
    looked = meets(2)
    looked.before(monkeypatch, examining.queries, "not_acceptable")
    looked.before(monkeypatch, returning.queries, "not_waiting")

    given = accept_and_return(application, who, colleague)

    assert refusals(given) == []
    assert count("application.accepted") == count("application.returned") == 1


def test_two_returns_at_one_moment_are_one(who, colleague, application):
    given = at_once(
        [lambda by=by: give_back(application, by) for by in (who.office, colleague)]
    )

    assert refusals(given) == ["applications.not_at_the_desk"]
    assert Return.objects.count() == 1


def batch_and_deed(application, who, colleague):
    batch = begin(
        who, [application], kind="return", values=returned_with("一括の依頼です。")
    )
    at_once(
        [
            lambda: work_off(batch, who.office),
            lambda: accept(application, colleague),
        ]
    )
    return batch.lines.get()


def returned_with(note):
    return {"note": note, "correct_by": UNTIL.isoformat()}


def test_a_batch_and_a_single_deed_on_one_row_is_one_of_both(
    who, colleague, application
):
    line = batch_and_deed(application, who, colleague)

    is_done = line.state == BatchLine.State.DONE
    assert made.fresh(application).status == ("returned" if is_done else "accepted")
    assert count("application.accepted") + count("application.returned") == 1
    assert is_done or line.reasons_ja


def test_a_batch_waits_for_who_holds_the_row_and_sees_what_became_of_it(
    who, colleague, application, monkeypatch
):
    """Assigning looks at no state of its own: only the stamp can refuse it."""
    batch = begin(who, [application], kind="assign", values={"person": who.office.pk})
    inside = meets(2)
    inside.after(monkeypatch, held, "hold_as_office", only="accept_application")

    at_once([lambda: accept(application, colleague), lambda: _second(inside, batch, who)])

    assert batch.lines.get().state == BatchLine.State.REFUSED
    assert made.fresh(application).assigned_to is None
