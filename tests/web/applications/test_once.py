"""A form that is sent twice does its deed once; without the guard it does it twice."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from chiiki_web.applications import actions
from chiiki_web.applications.actions import submitting
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit.models import Event
from chiiki_web.outbox.models import Message
from web import make
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


def test_the_same_form_gives_the_same_receipt_and_one_event(who):
    application, key = made.draft(who), uuid4()
    first = made.submit(application, who, key)
    later = made.submit(application, who, key, NOW + timedelta(minutes=1))
    assert (later, later.received_at) == (first, NOW)
    assert made.names(application).count("application.submitted") == 1
    assert len(made.told(who.officer)) == len(made.told(who.office)) == 1


def test_the_same_form_gives_the_receipt_even_after_the_deadline(who):
    application, key = made.draft(who), uuid4()
    first = made.submit(application, who, key)
    assert made.submit(application, who, key, who.call.closes_at) == first


def test_a_return_with_the_key_of_a_comment_says_both(who):
    application, key = made.received(who), uuid4()
    actions.comment(application.pk, text="別の話", form_key=key, by=who.office, at=NOW)
    actions.return_application(
        application.pk,
        note="収支予算書を直してください。",
        correct_by=NOW + timedelta(days=7),
        form_key=key,
        by=who.office,
        at=NOW,
    )
    assert made.fresh(application).status == "returned"
    assert application.comments.count() == 2


def test_a_double_click_on_the_page_leads_twice_to_one_receipt(
    client, who, monkeypatch
):
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    application = made.draft(who)
    client.force_login(who.officer.user)
    address = reverse("applications:submit", args=[application.pk])
    receipt = reverse("applications:receipt", args=[application.pk])
    form = {"key": str(uuid4())}
    answers = [client.post(address, form) for _ in range(2)]
    assert [one["Location"] for one in answers] == [receipt, receipt]
    assert Submission.objects.count() == 1


def test_an_old_form_sent_after_the_return_is_no_correction(who):
    application, key = made.draft(who), uuid4()
    first = made.submit(application, who, key)
    actions.return_application(
        application.pk,
        note="直してください。",
        correct_by=NOW + timedelta(days=3),
        form_key=uuid4(),
        by=who.office,
        at=NOW,
    )
    assert made.submit(application, who, key) == first
    assert made.fresh(application).status == "returned"


def test_control_without_the_key_the_old_form_would_be_a_correction(who):
    application = made.returned(who, NOW + timedelta(days=3))
    made.submit(application, who, uuid4())
    assert application.submissions.count() == 2


def test_a_form_of_one_application_sends_no_other(who):
    key = uuid4()
    made.submit(made.draft(who), who, key)
    other = made.draft(who)
    assert made.submit(other, who, key).application == other
    assert Submission.objects.count() == 2


def test_a_stranger_who_knows_the_key_gets_no_receipt(who):
    application, key = made.draft(who), uuid4()
    made.submit(application, who, key)
    with pytest.raises(actions.CannotSubmit) as caught:
        actions.submit_application(application.pk, key=key, by=make.member(), at=NOW)
    assert made.codes(caught) == ["applications.not_yours"]


def copy_of(submission):
    values = {
        one.attname: getattr(submission, one.attname)
        for one in Submission._meta.concrete_fields
        if not one.primary_key
    }
    return Submission(**values)


def test_control_without_the_question_the_database_says_no(who):
    first = made.received(who).submissions.get()
    for changed in ({"version": 2}, {"key": uuid4()}):
        second = copy_of(first)
        for name, value in changed.items():
            setattr(second, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            second.save()


def test_control_without_key_and_state_two_clicks_make_two_receipts(who, monkeypatch):
    monkeypatch.setattr(
        submitting, "EDITABLE", {*submitting.EDITABLE, Application.Status.SUBMITTED}
    )
    application = made.draft(who)
    for _ in range(2):
        made.submit(application, who, uuid4())
    assert application.submissions.count() == 2
    assert len(made.told(who.office)) == 2


def test_a_comment_sent_twice_stands_once(who):
    application, key = made.received(who), uuid4()
    said = [
        actions.comment(
            application.pk, text="確認中です。", form_key=key, by=who.office, at=NOW
        )
        for _ in range(2)
    ]
    assert said[0] == said[1]
    assert made.names(application).count("application.commented") == 1
    kinds = [kind for kind, _path in made.told(who.officer)]
    assert kinds.count("application.commented") == 1


def test_a_return_sent_twice_is_one_return(who):
    application, key = made.received(who), uuid4()
    for _ in range(2):
        actions.return_application(
            application.pk,
            note="直してください。",
            correct_by=NOW + timedelta(days=3),
            form_key=key,
            by=who.office,
            at=NOW,
        )
    assert application.comments.count() == 1
    assert made.names(application).count("application.returned") == 1
    kinds = [kind for kind, _path in made.told(who.officer)]
    assert kinds.count("application.returned") == 1


def test_an_old_return_sent_after_the_correction_returns_nothing(who):
    application, key = made.received(who), uuid4()
    values = {
        "note": "直してください。",
        "correct_by": NOW + timedelta(days=3),
        "form_key": key,
        "by": who.office,
        "at": NOW,
    }
    actions.return_application(application.pk, **values)
    made.submit(application, who)
    actions.return_application(application.pk, **values)
    assert made.fresh(application).status == "submitted"


def test_a_repeated_submission_writes_nothing_at_all(who):
    application, key = made.draft(who), uuid4()
    made.submit(application, who, key)
    before = Event.objects.count(), Message.objects.count()
    made.submit(application, who, key)
    assert (Event.objects.count(), Message.objects.count()) == before
