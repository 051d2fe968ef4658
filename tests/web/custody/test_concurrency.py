"""Two workers at once read each file, and report each loss once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from chiiki_web.audit import queries as audit
from chiiki_web.custody import actions
from chiiki_web.custody.actions import sweeping
from chiiki_web.custody.models import PromiseCheck
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import FileFault, ReadingPass
from chiiki_web.outbox.models import Message
from web import make
from web.at_once import done_at_once
from web.custody import made
from web.custody.made import LATER
from web.make import NOW

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, FILES = 2, 6


@pytest.fixture
def stored():
    make.member("administrator")
    found = [store_bytes(f"{n}".encode(), "text/plain", at=NOW) for n in range(FILES)]
    made.lose(found[0])
    return found


def reported():
    events = audit.named("file.lost").count()
    told = Message.objects.filter(kind="file.faults_found").count()
    return FileFault.objects.count(), events, told


def test_one_reads_and_the_other_finds_nothing_to_do(stored):
    assert sum(done_at_once([lambda: actions.read_slice(LATER)] * WORKERS)) == FILES
    assert ReadingPass.objects.get().files == FILES
    assert reported() == (1, 1, 1)


def test_even_where_both_read_a_loss_is_reported_once(stored, monkeypatch):
    ReadingPass.objects.create(number=1, started_at=LATER)
    monkeypatch.setattr(sweeping, "_hold", lambda at: ReadingPass.objects.get())
    assert sum(done_at_once([lambda: actions.read_slice(LATER)] * WORKERS)) > FILES
    assert reported() == (1, 1, 1)


def test_control_without_holding_the_row_the_database_would_refuse_the_second(stored):
    stored[0].faults.create(kind="lost", found_at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored[0].faults.create(kind="lost", found_at=LATER)


def test_the_check_of_a_day_is_kept_once(stored):
    done_at_once([lambda: actions.check_day(NOW + timedelta(hours=1))] * WORKERS)
    assert PromiseCheck.objects.count() == 1
