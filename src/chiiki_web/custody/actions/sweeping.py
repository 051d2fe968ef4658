"""Stored files are read again in slices: each within the days that the settings say."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from chiiki_web.custody import queries
from chiiki_web.custody.actions.noting import note_reading, tell_of_faults
from chiiki_web.documents.models import ReadingPass
from chiiki_web.documents.reading import read_again

HELD_FOR = timedelta(minutes=10)  # then another worker may think that this one is dead


def read_slice(at: datetime) -> int:
    """Read the next files of the pass; return how many.

    Each reading is kept by itself: a worker that dies loses none but the one in hand. One
    worker reads at a time; if two do, a file is read twice and reported once.
    """
    current = _hold(at)
    files = _read_next(current, at) if current else 0
    for stored in queries.to_look_at_again(at):
        note_reading(stored.pk, read_again(stored), at=at)
    tell_of_faults(at)
    return files


def _read_next(current: ReadingPass, at: datetime) -> int:
    files = queries.next_slice(current)
    read = 0
    for stored in files:
        reading = read_again(stored)
        note_reading(stored.pk, reading, at=at)
        read += reading.size
    _let_go(current, files=len(files), read=read, at=at)
    return len(files)


def _hold(at: datetime) -> ReadingPass | None:
    """The pass that goes on, or a new one when it is time; None where another reads."""
    current = queries.open_pass() or _begin(at)
    if current is None:
        return None
    free = Q(held_until=None) | Q(held_until__lte=at)
    held = ReadingPass.objects.filter(free, pk=current.pk, ended_at=None)
    return current if held.update(held_until=at + HELD_FOR) else None


def _begin(at: datetime) -> ReadingPass | None:
    last = queries.last_pass()
    if last and at < last.started_at + queries.half_time():
        return None
    try:
        with transaction.atomic():
            return ReadingPass.objects.create(
                number=last.number + 1 if last else 1, started_at=at
            )
    except IntegrityError:  # another worker began it
        return None


def _let_go(current: ReadingPass, *, files: int, read: int, at: datetime) -> None:
    is_over = not queries.still_to_read(current).exists()
    ReadingPass.objects.filter(pk=current.pk).update(
        files=F("files") + files,
        bytes=F("bytes") + read,
        held_until=None,
        ended_at=at if is_over else None,
    )
