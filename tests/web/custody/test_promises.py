"""Each promise of the site is checked, and a broken one is a sentence."""

from datetime import timedelta

import pytest
from django.db import connection

from chiiki_web import wording, worker
from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit import chain, guards
from chiiki_web.audit import queries as audit
from chiiki_web.audit.models import Event
from chiiki_web.command import tasks
from chiiki_web.custody import actions, queries
from chiiki_web.custody.models import PromiseCheck
from chiiki_web.custody.queries import promises
from chiiki_web.documents.models import ReadingPass, StoredFile
from chiiki_web.outbox.models import Message
from web import make
from web.custody import made
from web.custody.made import LATER
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return made.received()


def broken(at=LATER, *, reads_bytes=True):
    return list(queries.Look(at, reads_bytes=reads_bytes).broken())


def codes(**values):
    return [one.code for one in broken(**values)]


def test_all_hold_after_a_submission(application):
    assert broken() == []
    assert broken(reads_bytes=False) == []


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(made.flip, "damaged"), (made.truncate, "damaged"), (made.lose, "lost")],
)
def test_a_file_of_a_receipt_is_missed(application, harm, kind):
    harm(made.file_of(application))
    (one,) = broken()
    assert one.code == f"promises.file_{kind}"
    assert (one.values["name"], one.values["receipt"]) == (
        "計画.pdf",
        f"{application.number}-1",
    )
    assert application.number in wording.explain(one)


def test_the_receipt_itself_is_missed(application):
    made.lose(application.submissions.get().receipt)
    (one,) = broken(reads_bytes=False)
    assert one.values["name"] == f"{application.number}-1.pdf"


def test_a_file_without_a_row_is_missed(application):
    stored = made.file_of(application)
    StoredFile.objects.filter(pk=stored.pk).update(sha256="0" * 64)
    assert codes() == ["promises.file_unknown"]


def test_the_daily_check_knows_what_the_sweeper_found(application):
    made.flip(made.file_of(application))
    assert codes(reads_bytes=False) == []
    actions.read_slice(LATER)
    assert codes(reads_bytes=False) == ["promises.file_damaged"]


def test_the_daily_check_misses_readings_that_are_late(application, settings):
    at = LATER + timedelta(days=settings.CHIIKI_FILES_READ_WITHIN_DAYS)
    assert codes(at=at, reads_bytes=False) == ["promises.files_not_read"]


def test_what_is_older_than_the_first_pass_is_late_only_after_the_days(application):
    at = NOW + timedelta(days=300)
    ReadingPass.objects.create(number=1, started_at=at)
    assert codes(at=at, reads_bytes=False) == []
    later = at + timedelta(days=8)
    assert codes(at=later, reads_bytes=False) == ["promises.files_not_read"]


def test_what_was_sent_cannot_change_unseen(application):
    submission = application.submissions.get()
    submission.snapshot["requested"] = 1
    submission.save()
    assert codes() == ["promises.submission_changed"]


def test_a_gap_in_the_numbers_is_named(application):
    prefix = application.number.rpartition("-")[0]
    Application.objects.filter(pk=application.pk).update(number=f"{prefix}-0003")
    (one,) = broken()
    assert one.code == "promises.number_missing"
    assert one.values["numbers"] == "0001, 0002"


def test_a_number_that_was_given_twice_is_named(application):
    other = made.received()
    Application.objects.filter(pk=other.pk).update(
        call=application.call, number=f"X-{application.number}"
    )
    assert codes() == ["promises.number_twice"]


def test_a_submission_that_the_history_does_not_know_is_named(application):
    one = application.submissions.get()
    one.pk, one.version, one.key = None, 2, "00000000-0000-0000-0000-000000000001"
    one.save()
    assert codes() == ["promises.not_in_history"]


def test_a_submission_that_only_the_history_knows_is_named(application):
    Submission.objects.all().delete()
    assert codes() == ["promises.not_what_history_says"]


def test_a_message_without_a_deed_is_named(application):
    message = Message.objects.earliest("pk")
    Message.objects.filter(pk=message.pk).update(
        created_at=NOW + timedelta(microseconds=1)
    )
    assert codes() == ["promises.message_without_deed"]


@pytest.mark.parametrize("kind", promises.BY_THE_CALENDAR)
def test_a_reminder_follows_from_a_day_and_needs_no_deed(application, kind):
    message = Message.objects.earliest("pk")
    Message.objects.filter(pk=message.pk).update(
        kind=kind, created_at=NOW + timedelta(microseconds=1)
    )
    assert codes() == []


def test_a_changed_history_is_named(application):
    chain.seal_events(NOW)
    guards.remove(connection)
    Event.objects.filter(name="application.submitted").update(actor="user:0")
    assert codes() == ["promises.history_broken"]


def test_each_sentence_can_be_said_in_both_languages(application, capsys):
    made.lose(made.file_of(application))
    assert tasks.check_promises("ja") is False
    assert "紛失しています" in capsys.readouterr().err
    assert tasks.check_promises("en") is False
    assert "the file is lost" in capsys.readouterr().err


def test_the_command_says_whole_when_all_hold(application, capsys):
    assert tasks.check_promises("ja") is True
    assert capsys.readouterr().out.startswith("whole: ")


def test_it_is_checked_once_a_day_and_not_before_three(application):
    night = NOW.replace(hour=2)
    assert actions.check_day(night) is None
    assert actions.check_day(NOW)
    assert actions.check_day(NOW + timedelta(hours=1)) is None
    assert actions.check_day(NOW + timedelta(days=1))
    assert PromiseCheck.objects.count() == 2


def test_only_news_is_told_and_recorded(application):
    make.member("administrator")
    actions.check_day(NOW)
    made.lose(made.file_of(application))
    for days in (1, 2):
        actions.check_day(NOW + timedelta(days=days))
    assert [one.name for one in audit.named("promises.broken")] == ["promises.broken"]
    assert Message.objects.filter(kind="promise.broken").count() == 1


def test_that_all_hold_again_is_news(application):
    stored = made.file_of(application)
    content = made.path_of(stored).read_bytes()
    made.lose(stored)
    actions.check_day(NOW)
    made.path_of(stored).write_bytes(content)
    actions.check_day(NOW + timedelta(days=1))
    assert audit.named("promises.kept_again").count() == 1


def test_what_the_site_does_by_itself_breaks_no_promise(application, mailoutbox):
    make.member("administrator")
    made.lost(application)
    worker.sweep_all(LATER)
    kinds = {one.code for one in broken()}
    assert kinds == {"promises.file_lost"}
