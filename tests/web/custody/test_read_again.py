"""Stored files are read again in slices, and a loss is reported once."""

import os
from datetime import timedelta

import pytest

from chiiki_web.audit import queries as audit
from chiiki_web.custody import actions, queries
from chiiki_web.custody.actions import sweeping
from chiiki_web.custody.queries import reading
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import FileFault, ReadingPass, StoredFile
from chiiki_web.outbox.models import Message
from web import make
from web.custody import made
from web.custody.made import LATER
from web.make import NOW

pytestmark = pytest.mark.django_db
FILES = 5


def store(count=FILES):
    return [store_bytes(f"{n}".encode(), "text/plain", at=NOW) for n in range(count)]


def faults():
    return [(one.file, one.kind) for one in FileFault.objects.filter(mended_at=None)]


def names(case=""):
    found = audit.recent_events().filter(name__startswith="file.", case=case)
    return [one.name for one in reversed(found)]


def test_what_is_as_it_was_stored_is_no_news():
    store()
    assert actions.read_slice(LATER) == FILES
    assert faults() == []
    assert names() == []
    assert set(StoredFile.objects.values_list("read_at", flat=True)) == {LATER}


@pytest.mark.parametrize(
    ("harm", "kind"),
    [(made.flip, "damaged"), (made.truncate, "damaged"), (made.lose, "lost")],
)
def test_a_harm_is_found_and_stands_in_the_history_of_its_case(harm, kind):
    application = made.received()
    stored = made.file_of(application)
    harm(stored)
    actions.read_slice(LATER)
    assert faults() == [(stored, kind)]
    assert names(application.case) == [f"file.{kind}"]


def test_control_a_look_that_reads_no_byte_misses_the_flipped_bit(monkeypatch):
    stored = made.file_of(made.received())
    made.flip(stored)
    assert queries.Look(LATER, reads_bytes=False)._look_at(stored.sha256) is None
    assert queries.Look(LATER, reads_bytes=True)._look_at(stored.sha256) == "damaged"


def test_a_file_that_may_not_be_read_is_unreadable():
    (stored,) = store(1)
    made.path_of(stored).chmod(0)
    if os.access(made.path_of(stored), os.R_OK):
        pytest.skip("root may read everything")
    actions.read_slice(LATER)
    assert faults() == [(stored, "unreadable")]


def test_a_folder_in_the_place_of_a_file_is_unreadable():
    (stored,) = store(1)
    made.lose(stored)
    made.path_of(stored).mkdir()
    actions.read_slice(LATER)
    assert faults() == [(stored, "unreadable")]


def test_without_the_folder_of_all_files_nothing_is_called_lost(folder):
    store(1)
    folder.rename(folder.with_name("elsewhere"))
    actions.read_slice(LATER)
    assert [kind for _file, kind in faults()] == ["unreadable"]


def test_a_file_without_a_case_is_reported_too():
    (stored,) = store(1)
    made.lose(stored)
    actions.read_slice(LATER)
    assert names() == ["file.lost", "file.faults_told"]


def test_a_loss_is_reported_once_and_told_once():
    make.member("administrator")
    stored = made.lost(made.received())
    for hours in (2, 100, 200):
        actions.read_slice(LATER + timedelta(hours=hours))
    assert faults() == [(stored, "lost")]
    assert FileFault.objects.count() == 1
    assert Message.objects.filter(kind="file.faults_found").count() == 1


def test_many_losses_are_one_message_that_names_ten():
    make.member("administrator")
    for stored in store(12):
        made.lose(stored)
    actions.read_slice(LATER)
    message = Message.objects.get(kind="file.faults_found")
    assert "12" in message.subject
    assert message.body.count("—") == 10


def test_what_is_found_within_the_hour_is_told_after_it():
    make.member("administrator")
    first, second = store(2)
    made.lose(first)
    actions.read_slice(LATER)
    made.lose(second)
    actions.note_reading(second.pk, reading_of(second), at=LATER)
    assert actions.tell_of_faults(LATER + timedelta(minutes=30)) == 0
    assert actions.tell_of_faults(LATER + timedelta(hours=1)) == 1
    assert Message.objects.filter(kind="file.faults_found").count() == 2


def reading_of(stored):
    return sweeping.read_again(stored)


def test_another_kind_of_fault_is_news_and_the_fault_stays_one():
    stored = made.file_of(made.received())
    made.truncate(stored)
    actions.read_slice(LATER)
    made.lose(stored)
    actions.read_slice(LATER + timedelta(hours=2))
    assert faults() == [(stored, "lost")]
    assert FileFault.objects.count() == 1


def test_what_somebody_put_back_is_found_within_the_hour():
    stored = made.file_of(made.received())
    content = made.path_of(stored).read_bytes()
    made.lose(stored)
    actions.read_slice(LATER)
    made.path_of(stored).write_bytes(content)
    actions.read_slice(LATER + timedelta(minutes=30))
    assert faults() == [(stored, "lost")]
    actions.read_slice(LATER + timedelta(hours=1))
    assert faults() == []


def test_a_slice_takes_a_part_and_the_next_goes_on(monkeypatch):
    monkeypatch.setattr(reading, "LEAST_FILES", 2)
    store()
    moments = [LATER + timedelta(minutes=n) for n in range(4)]
    assert [actions.read_slice(at) for at in moments] == [2, 2, 1, 0]
    done = ReadingPass.objects.get()
    assert (done.files, done.ended_at) == (FILES, moments[2])


def test_a_slice_is_measured_in_bytes_and_takes_one_file_at_least(monkeypatch):
    monkeypatch.setattr(reading, "LEAST_BYTES", 1)
    store(3)
    assert actions.read_slice(LATER) == 1


def test_a_large_store_takes_more_in_a_slice_so_that_it_comes_through(monkeypatch):
    monkeypatch.setattr(reading, "LEAST_BYTES", 0)
    monkeypatch.setattr(reading, "SLICE_EVERY", queries.half_time() / 2)
    store(8)
    assert actions.read_slice(LATER) >= 4


def test_no_two_readings_of_a_file_lie_further_apart_than_the_days(
    monkeypatch, settings
):
    settings.CHIIKI_FILES_READ_WITHIN_DAYS = 4
    monkeypatch.setattr(reading, "LEAST_FILES", 1)
    store(6)
    read = {pk: [NOW] for pk in StoredFile.objects.values_list("pk", flat=True)}
    for hours in range(1, 24 * 12, 6):
        at = NOW + timedelta(hours=hours)
        actions.read_slice(at)
        for pk in StoredFile.objects.filter(read_at=at).values_list("pk", flat=True):
            read[pk].append(at)
    for moments in read.values():
        gaps = [b - a for a, b in zip(moments, moments[1:], strict=False)]
        assert len(gaps) > 2
        assert max(gaps) <= timedelta(days=4)


def test_a_worker_that_dies_in_a_slice_loses_only_the_file_in_hand(monkeypatch):
    files, seen = store(), []

    def die_at_third(stored):
        seen.append(stored)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return reading_again(stored)

    reading_again = sweeping.read_again
    monkeypatch.setattr(sweeping, "read_again", die_at_third)
    with pytest.raises(KeyboardInterrupt):
        actions.read_slice(LATER)
    after = LATER + actions.HELD_FOR
    assert actions.read_slice(after - timedelta(seconds=1)) == 0
    assert actions.read_slice(after) == 3
    assert seen == [*files[:3], *files[2:]]
    assert ReadingPass.objects.get().ended_at == after


def test_control_a_slice_that_is_kept_as_a_whole_would_be_read_again(monkeypatch):
    store()
    monkeypatch.setattr(sweeping, "note_reading", lambda *args, **values: None)
    actions.read_slice(LATER)
    assert len(queries.next_slice(ReadingPass.objects.get())) == FILES


def test_what_is_stored_while_a_pass_goes_on_waits_for_the_next(monkeypatch):
    monkeypatch.setattr(reading, "LEAST_FILES", 1)
    store(2)
    actions.read_slice(LATER)
    store_bytes(b"late", "text/plain", at=LATER + timedelta(seconds=1))
    assert actions.read_slice(LATER + timedelta(minutes=1)) == 1
    assert ReadingPass.objects.get().ended_at


def test_every_table_that_points_at_a_stored_file_is_known():
    pointing = {one.related_model for one in queries.pointing_here()}
    assert pointing - {FileFault} == set(queries.KEPT_IN)


def test_a_file_says_on_which_receipts_it_stands():
    application = made.received()
    stored = made.file_of(application)
    (one,) = queries.belongings_of([stored.pk])[stored.pk]
    assert (one.name, one.number) == ("計画.pdf", application.number)
    assert one.receipts == (f"{application.number}-1",)
    assert one.case == application.case
