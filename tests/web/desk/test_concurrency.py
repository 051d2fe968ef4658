"""Two officers, a batch beside a single deed, one form twice; and the same without locks."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from chiiki_web.applications import actions
from chiiki_web.applications.actions import held
from chiiki_web.applications.models import Application, Return
from chiiki_web.audit.models import Event
from chiiki_web.desk import actions as desk
from chiiki_web.desk import queries
from chiiki_web.desk.actions import batches
from chiiki_web.desk.models import Batch, BatchLine
from web import make
from web.applications import made
from web.at_once import at_once, looking_together, while_held
from web.desk.made import several
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
UNTIL = NOW + timedelta(days=7)
NOT_AT_DESK = ["applications.not_at_the_desk"]


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def colleague(who):
    return make.member("office", of=who.office.organisation)


@pytest.fixture
def application(who):
    return complete(made.received(who), who)


@pytest.fixture
def without_the_lock(application, monkeypatch):
    """Applications are read and not held; both have read before either writes."""

    def look(application_id, related=held.WHOLE):
        return Application.objects.select_related(*related).get(pk=application_id)

    monkeypatch.setattr(held, "hold", looking_together(look, 2))


def complete(application, who):
    made.check_all(application, who.office)
    return application


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


def begin(who, chosen, kind="accept", key=None, **values):
    return desk.begin_batch(
        form_key=key or uuid4(),
        kind=kind,
        values=values,
        chosen=[(one.pk, queries.stamp(one)) for one in chosen],
        by=who.office,
        at=NOW,
    )


def work_off(batch, by):
    return desk.work_off(batch.pk, by=by, clock=lambda: NOW)


def states(batch):
    return list(batch.lines.values_list("state", flat=True))


def refused(given):
    return [
        one.reasons[0].code for one in given if isinstance(one, actions.CannotExamine)
    ]


def count(*names):
    return Event.objects.filter(name__in=names).count()


def decisions():
    return count("application.accepted", "application.returned")


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
    assert refused(given) == NOT_AT_DESK
    assert decisions() == 1
    is_returned = made.fresh(application).status == "returned"
    assert application.returns.exists() == is_returned


@pytest.mark.usefixtures("without_the_lock")
def test_control_without_the_lock_it_is_accepted_and_returned(
    who, colleague, application
):
    given = accept_and_return(application, who, colleague)
    assert refused(given) == []
    assert decisions() == 2


def two_returns(application, who, colleague):
    return at_once(
        [lambda by=by: give_back(application, by) for by in (who.office, colleague)]
    )


def test_two_returns_at_one_moment_are_one(who, colleague, application):
    assert refused(two_returns(application, who, colleague)) == NOT_AT_DESK
    assert Return.objects.count() == 1


@pytest.mark.usefixtures("without_the_lock")
def test_control_without_the_lock_it_is_returned_twice(who, colleague, application):
    two_returns(application, who, colleague)
    assert Return.objects.filter(corrected_at=None).count() == 2


def batch_and_deed(application, who, colleague):
    batch = begin(
        who,
        [application],
        "return",
        note="直してください。",
        correct_by=UNTIL.isoformat(),
    )
    at_once(
        [lambda: work_off(batch, who.office), lambda: accept(application, colleague)]
    )
    return batch


def test_a_batch_and_a_single_deed_on_one_row_is_one_of_both(
    who, colleague, application
):
    batch = batch_and_deed(application, who, colleague)
    assert decisions() == 1
    is_returned = made.fresh(application).status == "returned"
    assert states(batch) == ["done" if is_returned else "refused"]


def test_control_without_the_lock_batch_and_deed_are_both_done(
    who, colleague, application, monkeypatch
):
    def look(application_id, *args):
        return Application.objects.select_related(*held.WHOLE).get(pk=application_id)

    monkeypatch.setattr(batches, "_refuse_if_changed", lambda line, by: None)
    monkeypatch.setattr(held, "hold", looking_together(look, 2))
    batch = batch_and_deed(application, who, colleague)
    assert decisions() == 2
    assert states(batch) == ["done"]


def assigned_while_it_is_accepted(application, who, colleague):
    """To assign asks for no state: what changed is seen by the stamp alone."""
    batch = begin(who, [application], "assign", person=who.office.pk)
    while_held(
        lambda: accept(application, colleague), lambda: work_off(batch, who.office)
    )
    return batch


def test_a_batch_waits_for_a_deed_that_is_not_done_and_sees_what_it_changed(
    who, colleague, application
):
    batch = assigned_while_it_is_accepted(application, who, colleague)
    assert states(batch) == ["refused"]
    assert made.fresh(application).assigned_to is None


def test_control_a_look_that_holds_nothing_does_it_to_what_has_changed(
    who, colleague, application, monkeypatch
):
    def look(application_id, by, refusal):
        return Application.objects.get(pk=application_id)

    monkeypatch.setattr(batches, "hold_as_office", look)
    batch = assigned_while_it_is_accepted(application, who, colleague)
    assert states(batch) == ["done"]
    assert made.fresh(application).assigned_to == who.office


def send_twice(who):
    """The form of one batch, sent by two clicks: begun, and worked off."""
    chosen, key = [complete(one, who) for one in several(who, 3)], uuid4()

    def send():
        batch = begin(who, chosen, key=key)
        work_off(batch, who.office)
        return batch

    return at_once([send, send])


def test_one_form_sent_twice_is_one_batch_that_is_done_once(who):
    first, second = send_twice(who)
    assert first == second == Batch.objects.get()
    assert states(first) == ["done"] * 3
    assert (count("batch.begun"), count("application.accepted")) == (1, 3)


def test_control_without_holding_the_person_the_second_click_fails(who, monkeypatch):
    monkeypatch.setattr(batches, "_hold_member", looking_together(lambda by: None, 2))
    known = looking_together(batches.queries.chosen, 2)
    monkeypatch.setattr(batches.queries, "chosen", known)
    given = send_twice(who)
    assert sum(isinstance(one, IntegrityError) for one in given) == 1


def test_control_without_holding_the_line_what_was_done_is_called_refused(
    who, monkeypatch
):
    look = looking_together(lambda pk: BatchLine.objects.get(pk=pk), 2)
    monkeypatch.setattr(batches, "_hold_line", look)
    batch = send_twice(who)[0]
    assert count("application.accepted") == 3
    assert "refused" in states(batch)
