"""Two clicks, or eight applicants, at one moment; and the same without the guards."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from chiiki_web.applications import actions
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit.models import Event
from chiiki_web.outbox.models import Message
from web import make
from web.applications import made
from web.at_once import at_once
from web.make import NOW

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
THREADS = 8
GUARDS = [
    one
    for one in Submission._meta.constraints
    if one.name in {"submission_once_per_form", "submission_version_once"}
]


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def without_constraints():
    """Take the second wall away, as somebody with rights over the tables could."""
    with connection.schema_editor() as editor:
        for one in GUARDS:
            editor.remove_constraint(Submission, one)
    yield
    Submission.objects.all().delete()
    with connection.schema_editor() as editor:
        for one in GUARDS:
            editor.add_constraint(Submission, one)


def count(name):
    return Event.objects.filter(name=name).count()


def test_one_form_at_one_moment_gives_everybody_one_receipt(who):
    application, key = made.draft(who), uuid4()

    given = at_once([lambda: made.submit(application, who, key)] * THREADS)

    receipt = Submission.objects.get()
    assert given == [receipt] * THREADS
    assert count("application.submitted") == 1
    assert Message.objects.count() == 2


def test_two_forms_at_one_moment_make_one_receipt_and_a_sentence(who):
    application = made.draft(who)

    given = at_once([lambda: made.submit(application, who)] * THREADS)

    receipt = Submission.objects.get()
    assert given.count(receipt) == 1
    refusals = [one for one in given if isinstance(one, actions.CannotSubmit)]
    assert [one.reasons[0].code for one in refusals] == [
        "applications.already_submitted"
    ] * (THREADS - 1)


def test_applicants_at_one_moment_get_numbers_without_a_gap(who):
    crowd = [made.People(make.member(), who.office, who.call) for _ in range(THREADS)]
    drafts = [(made.draft(one), one) for one in crowd]

    at_once([lambda pair=pair: made.submit(*pair) for pair in drafts])

    numbers = Application.objects.values_list("number", flat=True)
    ends = sorted(int(number.rpartition("-")[2]) for number in numbers)
    assert ends == list(range(1, THREADS + 1))


def test_one_plan_started_at_one_moment_is_one_application(who):
    plan = make.full_plan(who.officer)

    given = at_once(
        [
            lambda: actions.start_application(
                plan.pk, who.call.pk, by=who.officer, at=NOW
            )
        ]
        * THREADS
    )

    assert given == [Application.objects.get()] * THREADS
    assert count("application.started") == 1


def test_one_receipt_asked_for_at_one_moment_is_one_document(who):
    submission = made.received(who).submissions.get()

    given = at_once([lambda: actions.make_receipt(submission.pk, at=NOW)] * 3)

    submission.refresh_from_db()
    assert given == [submission.receipt] * 3
    assert count("application.receipt_made") == 1


def test_accepting_and_withdrawing_at_one_moment_leaves_one_of_both(who):
    application = made.received(who)
    made.check_all(application, who.office)
    values = {"at": NOW}

    at_once(
        [
            lambda: actions.accept_application(application.pk, by=who.office, **values),
            lambda: actions.withdraw_application(
                application.pk, by=who.officer, **values
            ),
        ]
    )

    # Accepted first, it can still be withdrawn; withdrawn first, it is never accepted.
    assert made.fresh(application).status == "withdrawn"
    assert count("application.accepted") <= 1
    assert count("application.withdrawn") == 1


def test_control_without_the_guards_one_form_makes_many_receipts(
    who, without_constraints
):
    application, key = made.draft(who), uuid4()
    have_looked = threading.Barrier(THREADS)

    def look_then_write():
        assert not application.submissions.filter(key=key).exists()
        have_looked.wait(20)
        return Submission.objects.create(
            application=application,
            key=key,
            version=1,
            received_at=NOW,
            snapshot={},
            files=[],
            assessment={},
            sha256="0" * 64,
        )

    at_once([look_then_write] * THREADS)
    assert application.submissions.filter(key=key).count() == THREADS
