"""A database that is in use is brought from 0002 to now: returns, days and versions."""

from datetime import timedelta
from importlib import import_module
from uuid import uuid4

import pytest
from django.apps import apps as present
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application, Comment
from chiiki_web.desk.models import Batch
from web import make
from web.applications import made
from web.make import NOW

DAY = timedelta(days=1)
BEFORE = [("applications", "0002_answers_and_kinds")]
NOT_YET_KEPT = {
    "counts_from": None,
    "decide_by": None,
    "days_away": 0,
    "returned_at": None,
    "ended_at": None,
}
counting = import_module("chiiki_web.applications.migrations.0004_count_days_of_before")


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def to_before():
    """Bring the tables back to 0002, with their rows; afterwards to where they were."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()

    def go():
        MigrationExecutor(connection).migrate(BEFORE)
        return MigrationExecutor(connection).loader.project_state(BEFORE).apps

    yield go
    MigrationExecutor(connection).migrate(leaves)


def to_now():
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def day(number):
    return NOW + number * DAY


def sent(who):
    """Received under the same call, by a body of its own, as it lies at the desk."""
    return made.received(made.People(make.member(), who.office, who.call)).pk


def stood(apps, pk, status, *asked, by, again=(), correct_by=None):
    """How it stood under 0002: asked to correct on these days, sent again on those."""
    row = apps.get_model("applications", "Application").objects.get(pk=pk)
    first = row.submissions.get()
    for version, moment in enumerate(again, start=2):
        row.submissions.create(
            key=uuid4(),
            version=version,
            received_at=day(moment),
            snapshot=first.snapshot,
            files=[],
            assessment=first.assessment,
            sha256=first.sha256,
        )
    for moment in asked:
        row.comments.create(
            form_key=uuid4(),
            text=f"{moment}日目の依頼",
            author_id=by.pk,
            written_at=day(moment),
            asks_correction=True,
        )
    row.status = status
    row.submitted_at = day(again[-1]) if again else NOW
    row.correct_by = day(correct_by) if correct_by else None
    row.save()


def count(pk, who, status, *asked, **values):
    """The same in the present tables, and counted as the migration counts."""
    stood(present, pk, status, *asked, by=who.office, **values)
    Application.objects.filter(pk=pk).update(**NOT_YET_KEPT)
    counting.count_days(present, None)
    return now(pk)


def now(pk):
    return Application.objects.get(pk=pk)


def returns(pk):
    return [
        (one.version, one.returned_at, one.corrected_at)
        for one in now(pk).returns.all()
    ]


def days_between(first, last, pk):
    """Days that lie away, none of them before it counts."""
    gone = max(timezone.localdate(day(first)), now(pk).counts_from)
    return (timezone.localdate(day(last)) - gone).days


@pytest.mark.django_db(transaction=True)
def test_a_database_in_use_is_brought_along(who, to_before):
    waits, corrected, away, ended = (sent(who) for _ in range(4))
    known = now(waits)
    remark = made.comment_as(who.office)(now(waits))
    actions.reject_application(ended, ground="対象外です。", by=who.office, at=day(5))
    apps = to_before()
    stood(apps, corrected, "submitted", 30, by=who.office, again=[40], correct_by=45)
    stood(apps, away, "returned", 30, 36, by=who.office, correct_by=45)

    to_now()

    remark.refresh_from_db()
    assert (remark.returned, remark.version, remark.resolved_at) == (None, 0, None)
    assert (now(waits).counts_from, now(waits).decide_by, returns(waits)) == (
        known.counts_from,
        known.decide_by,
        [],
    )
    assert returns(corrected) == [(1, day(30), day(40))]
    assert now(corrected).days_away == days_between(30, 40, corrected) > 0
    assert (now(away).returned_at, now(away).correct_by) == (day(30), day(45))
    assert returns(away) == [(1, day(30), None), (1, day(36), None)]
    assert now(ended).ended_at == day(5)
    assert not Batch.objects.exists()

    officer = now(away).organisation.memberships.get()
    made.submit(now(away), made.People(officer, who.office, who.call), at=day(41))
    assert now(away).days_away == days_between(30, 41, away)


@pytest.mark.django_db
def test_a_request_becomes_a_return_that_moves_the_day(who):
    pk = sent(who)
    until = now(pk).decide_by
    found = count(pk, who, "submitted", 30, again=[40], correct_by=45)
    assert found.decide_by == until + found.days_away * DAY
    (asked,) = Comment.objects.filter(application=pk)
    assert (asked.returned, asked.version) == (found.returns.get(), 1)


@pytest.mark.django_db
def test_another_day_given_meanwhile_counts_no_day_twice(who):
    pk = sent(who)
    found = count(pk, who, "submitted", 30, 36, again=[40], correct_by=45)
    assert returns(pk) == [(1, day(30), day(40)), (1, day(36), day(40))]
    assert found.days_away == days_between(30, 40, pk)


@pytest.mark.django_db
def test_two_corrections_add_their_days_and_know_their_versions(who):
    pk = sent(who)
    found = count(pk, who, "submitted", 30, 50, again=[40, 53], correct_by=55)
    assert returns(pk) == [(1, day(30), day(40)), (2, day(50), day(53))]
    assert found.days_away == days_between(30, 40, pk) + 3


@pytest.mark.django_db
def test_what_is_decided_has_no_open_request(who):
    pk = sent(who)
    count(pk, who, "accepted", 30, again=[40], correct_by=45)
    assert Comment.objects.get(application=pk).resolved_at == day(40)


@pytest.mark.django_db
def test_what_was_not_accepted_stopped_counting_then(who):
    pk = sent(who)
    actions.reject_application(pk, ground="対象外です。", by=who.office, at=day(5))
    found = count(pk, who, "rejected")
    assert found.ended_at == day(5)
    assert queries.used_days(found, day(400)) == queries.used_days(found, day(5))


@pytest.mark.django_db
def test_without_a_known_scheme_days_count_and_nothing_is_due(who):
    pk = sent(who)
    type(who.call).objects.update(scheme_version="0000")
    found = count(pk, who, "submitted")
    assert (found.counts_from, found.decide_by) == (timezone.localdate(NOW), None)
