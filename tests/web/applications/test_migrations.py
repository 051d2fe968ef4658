"""A database that is in use is brought from 0002 to now: returns, days and versions."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application, Comment
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
BEFORE = [("applications", "0002_answers_and_kinds")]
DESK_BEFORE = [("applications", "0005_returned_has_moment")]


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def to_before():
    """Bring the tables back to 0002, with their rows; afterwards to where they were."""
    leaves = MigrationExecutor(connection).loader.graph.leaf_nodes()

    def go(target=BEFORE):
        executor = MigrationExecutor(connection)
        executor.migrate(target)
        return MigrationExecutor(connection).loader.project_state(target).apps

    yield go
    to_now(leaves)


def to_now(leaves=None):
    executor = MigrationExecutor(connection)
    executor.migrate(leaves or executor.loader.graph.leaf_nodes())


def day(number):
    return NOW + number * DAY


def on(number):
    return timezone.localdate(day(number))


def sent(who):
    """Received under a call of its own people, as it lies at the desk."""
    return made.received(made.People(make.member(), who.office, who.call)).pk


def stood(apps, pk, status, *asked, submitted=(), correct_by=None):
    """How it stood under 0002: asked to correct on these days, sent again on those."""
    row = apps.get_model("applications", "Application").objects.get(pk=pk)
    first = row.submissions.get()
    writer = first.application.call.office.memberships.first()
    for version, moment in enumerate(submitted, start=2):
        apps.get_model("applications", "Submission").objects.create(
            application=row,
            key=uuid4(),
            version=version,
            received_at=day(moment),
            snapshot=first.snapshot,
            files=[],
            assessment=first.assessment,
            sha256=first.sha256,
        )
    for moment in asked:
        apps.get_model("applications", "Comment").objects.create(
            application=row,
            form_key=uuid4(),
            text=f"{moment}日目の依頼",
            author=writer,
            written_at=day(moment),
            asks_correction=True,
        )
    row.status = status
    row.submitted_at = day(submitted[-1]) if submitted else NOW
    row.correct_by = day(correct_by) if correct_by else None
    row.save()


def now(pk):
    return Application.objects.get(pk=pk)


def returns(pk):
    return [
        (one.version, one.returned_at, one.corrected_at)
        for one in now(pk).returns.all()
    ]


def test_what_only_waits_counts_from_its_receipt(who, to_before):
    pk = sent(who)
    known = now(pk)
    to_before()
    to_now()
    assert (now(pk).counts_from, now(pk).decide_by) == (
        known.counts_from,
        known.decide_by,
    )
    assert (now(pk).days_away, now(pk).returned_at, returns(pk)) == (0, None, [])


def test_a_correction_becomes_a_return_that_was_answered(who, to_before):
    pk = sent(who)
    until = now(pk).decide_by
    stood(to_before(), pk, "submitted", 30, submitted=[40], correct_by=45)
    to_now()
    assert returns(pk) == [(1, day(30), day(40))]
    found = now(pk)
    away = (on(40) - max(on(30), found.counts_from)).days
    assert found.days_away == away > 0
    assert found.decide_by == until + away * DAY
    (asked,) = Comment.objects.filter(application=pk)
    assert (asked.returned, asked.version) == (found.returns.get(), 1)


def test_another_day_given_meanwhile_counts_no_day_twice(who, to_before):
    pk = sent(who)
    stood(to_before(), pk, "submitted", 30, 36, submitted=[40], correct_by=45)
    to_now()
    assert returns(pk) == [(1, day(30), day(40)), (1, day(36), day(40))]
    assert now(pk).days_away == (on(40) - max(on(30), now(pk).counts_from)).days


def test_two_corrections_add_their_days_and_know_their_versions(who, to_before):
    pk = sent(who)
    stood(to_before(), pk, "submitted", 30, 50, submitted=[40, 53], correct_by=55)
    to_now()
    assert returns(pk) == [(1, day(30), day(40)), (2, day(50), day(53))]
    first = max(on(30), now(pk).counts_from)
    assert now(pk).days_away == (on(40) - first).days + 3


def test_what_is_still_away_is_away_since_the_first_request(who, to_before):
    pk = sent(who)
    stood(to_before(), pk, "returned", 30, 36, correct_by=45)
    to_now()
    assert (now(pk).returned_at, now(pk).correct_by) == (day(30), day(45))
    assert [one[2] for one in returns(pk)] == [None, None]
    made.submit(now(pk), officer_of(pk, who), at=day(40))
    assert now(pk).days_away == (on(40) - max(on(30), now(pk).counts_from)).days


def officer_of(pk, who):
    officer = now(pk).organisation.memberships.get()
    return made.People(officer, who.office, who.call)


@pytest.mark.parametrize("status", ["accepted", "rejected"])
def test_what_is_decided_has_no_open_request(who, to_before, status):
    pk = sent(who)
    stood(to_before(), pk, status, 30, submitted=[40], correct_by=45)
    to_now()
    (asked,) = Comment.objects.filter(application=pk)
    assert asked.resolved_at == day(40)


def test_what_was_not_accepted_stopped_counting_then(who, to_before):
    pk = sent(who)
    actions.reject_application(pk, ground="対象外です。", by=who.office, at=day(5))
    to_before()
    to_now()
    assert now(pk).ended_at == day(5)
    until = queries.used_days(now(pk), day(5))
    assert queries.used_days(now(pk), day(400)) == until


def test_remarks_that_ask_for_nothing_stay_as_they_are(who, to_before):
    pk = sent(who)
    one = made.comment_as(who.office)(now(pk))
    to_before()
    to_now()
    one.refresh_from_db()
    assert (one.text, one.returned, one.resolved_at) == ("見本の連絡です。", None, None)


def test_without_a_known_scheme_days_count_and_nothing_is_due(who, to_before):
    pk = sent(who)
    apps = to_before()
    calls = apps.get_model("schemes", "Call").objects.all()
    kept = calls.get().scheme_version
    calls.update(scheme_version="0000")
    to_now()
    assert (now(pk).counts_from, now(pk).decide_by) == (on(0), None)
    assert kept


def test_a_database_with_nothing_in_it_is_brought_along(to_before):
    to_before()
    to_now()
    assert not Application.objects.exists()


def test_the_longest_name_of_a_part_of_before_is_kept(who, to_before):
    pk = sent(who)
    one = made.comment_as(who.office)(now(pk))
    Comment.objects.filter(pk=one.pk).update(part="target_uses_per_month")
    to_before(DESK_BEFORE)
    to_now()
    one.refresh_from_db()
    assert one.part == "target_uses_per_month"
