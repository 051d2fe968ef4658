"""What belongs to nothing is named, and removed only when somebody says so."""

import hashlib
import os
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.audit import queries as audit
from chiiki_web.command import tasks
from chiiki_web.custody import actions, queries
from chiiki_web.documents import kinds
from chiiki_web.documents.actions import store_bytes, store_upload
from chiiki_web.documents.models import StoredFile
from web.custody import made
from web.make import NOW

pytestmark = pytest.mark.django_db
TOMORROW = NOW + timedelta(days=1, seconds=1)


def age(path, at=NOW):
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def temporary(folder):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "incoming-abc"
    path.write_bytes(b"half")
    return age(path)


def unknown(folder):
    path = kinds.path_of(hashlib.sha256(b"nobody").hexdigest())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"nobody")
    return age(path)


def unowned(folder):
    stored = store_bytes(b"forgotten", "text/plain", at=NOW)
    return age(made.path_of(stored))


ALL = [(temporary, "temporary"), (unknown, "unknown"), (unowned, "unowned")]
each = pytest.mark.parametrize(("make_stray", "kind"), ALL)


def found(at=TOMORROW):
    return [(one.kind, one.path) for one in queries.strays(at)]


@each
def test_it_is_named_after_a_day_and_not_before(folder, make_stray, kind):
    path = make_stray(folder)
    assert found() == [(kind, path)]
    assert found(NOW + timedelta(hours=23)) == []


@each
def test_removing_it_is_an_event_and_leaves_nothing(folder, make_stray, kind):
    path = make_stray(folder)
    assert len(actions.clear(list(queries.strays(TOMORROW)), TOMORROW)) == 1
    assert not path.exists()
    assert not StoredFile.objects.exists()
    (event,) = audit.named("file.cleared")
    assert (event.details["kind"], event.details["name"]) == (kind, path.name)


@each
def test_the_command_lists_and_removes_nothing_by_itself(
    folder, make_stray, kind, clock, capsys
):
    path = make_stray(folder)
    clock.move_to(TOMORROW)
    tasks.sweep(remove=False)
    assert path.exists()
    assert kind in capsys.readouterr().out
    tasks.sweep(remove=True)
    assert not path.exists()


def test_what_belongs_to_something_is_no_stray():
    application = made.received()
    for stored in StoredFile.objects.all():
        age(made.path_of(stored))
    assert application.number
    assert found() == []


def test_a_digest_that_was_sent_is_kept_even_when_no_row_points_at_it():
    application = made.received()
    stored = store_bytes(b"evidence of the check list", "text/plain", at=NOW)
    age(made.path_of(stored))
    assert found()
    submission = application.submissions.get()
    submission.snapshot["answers"] = [{"sha256": stored.sha256, "file_name": "a.txt"}]
    submission.save()
    assert found() == []


def test_a_file_that_finds_an_owner_in_the_meantime_stays():
    content = b"%PDF-1.7 twice"
    stored = store_bytes(content, "application/pdf", at=NOW)
    age(made.path_of(stored))
    seen = list(queries.strays(TOMORROW))
    made.received(content)
    age(made.path_of(stored))
    assert actions.clear(seen, TOMORROW) == []
    assert made.path_of(stored).read_bytes() == content


def test_a_file_that_is_sent_again_in_the_meantime_stays(folder):
    path = unknown(folder)
    seen = list(queries.strays(TOMORROW))
    store_upload(SimpleUploadedFile("a.txt", b"nobody"), at=TOMORROW)
    age(path, TOMORROW)
    assert actions.clear(seen, TOMORROW) == []
    assert path.exists()


def test_control_removing_what_was_seen_without_looking_again_loses_it(folder):
    path = unknown(folder)
    (seen,) = queries.strays(TOMORROW)
    stored = store_upload(SimpleUploadedFile("a.txt", b"nobody"), at=TOMORROW)
    seen.path.unlink()
    assert not path.exists()
    assert StoredFile.objects.filter(pk=stored.pk).exists()


def test_other_files_in_the_folder_are_not_judged(folder):
    folder.mkdir()
    (folder / "lost+found").mkdir()
    age(folder / "lost+found")
    (folder / "readme.txt").write_text("x")
    age(folder / "readme.txt")
    assert found() == []
