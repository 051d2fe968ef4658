"""Which files are to be read next, and how far the reading has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from django.conf import settings
from django.db.models import Count, Exists, F, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from chiiki_web.custody.models import PromiseCheck
from chiiki_web.documents.models import FileFault, ReadingPass, StoredFile

SLICE_EVERY = timedelta(seconds=60)
# The least that a slice reads. A large store takes more in each, so that it comes through.
LEAST_FILES, LEAST_BYTES = 100, 64 * 1024 * 1024
LOOK_AGAIN = timedelta(hours=1)  # at what was lost: somebody may have put it back


def half_time() -> timedelta:
    """A pass begins and ends within half of the days, so no two readings lie further apart."""
    return timedelta(days=settings.CHIIKI_FILES_READ_WITHIN_DAYS) / 2


def next_slice(current: ReadingPass) -> list[StoredFile]:
    """The next files of a pass, the longest unread first, as many as keep its pace."""
    totals = StoredFile.objects.aggregate(files=Count("pk"), bytes=Sum("size"))
    slices = half_time() / SLICE_EVERY
    most_files = max(LEAST_FILES, int(totals["files"] / slices) + 1)
    most_bytes = max(LEAST_BYTES, int((totals["bytes"] or 0) / slices) + 1)
    rows = list(still_to_read(current)[:most_files])
    sums: list[int] = []
    for one in rows:
        sums.append(one.size + (sums[-1] if sums else 0))
    within = len(list(takewhile(lambda total: total <= most_bytes, sums)))
    return rows[: max(within, 1)]


def still_to_read(current: ReadingPass) -> QuerySet[StoredFile]:
    """What the pass has not read; what was stored since it began waits for the next."""
    return StoredFile.objects.filter(
        Q(read_at=None) | Q(read_at__lt=current.started_at),
        stored_at__lte=current.started_at,
    ).order_by(F("read_at").asc(nulls_first=True), "pk")


def open_pass() -> ReadingPass | None:
    return ReadingPass.objects.filter(ended_at=None).first()


def last_pass() -> ReadingPass | None:
    """The last pass that came to its end."""
    return ReadingPass.objects.exclude(ended_at=None).first()


def open_faults() -> QuerySet[FileFault]:
    rows = FileFault.objects.filter(mended_at=None).select_related("file")
    return rows.order_by("-found_at", "-pk")


def to_look_at_again(at: datetime) -> list[StoredFile]:
    """Some of what could not be read, the longest not looked at first."""
    rows = StoredFile.objects.filter(
        faults__mended_at=None, faults__isnull=False, read_at__lte=at - LOOK_AGAIN
    )
    return list(rows.order_by("read_at", "pk")[:LEAST_FILES])


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is stored, and since when each of it was read again."""

    files: int
    bytes: int
    oldest: datetime | None
    days: int
    is_late: bool


def holdings(at: datetime) -> Holdings:
    """All stored files; a file that was never read again counts from its storing."""
    days = settings.CHIIKI_FILES_READ_WITHIN_DAYS
    found = StoredFile.objects.aggregate(
        files=Count("pk"),
        bytes=Coalesce(Sum("size"), 0),
        oldest=Min(Coalesce("read_at", "stored_at")),
        late=Count("pk", filter=_late(at)),
    )
    return Holdings(
        found["files"], found["bytes"], found["oldest"], days, bool(found["late"])
    )


def late_files(at: datetime) -> QuerySet[StoredFile]:
    return StoredFile.objects.filter(_late(at))


def _late(at: datetime) -> Q:
    """Not read within the days; what is older than the first pass waits for it."""
    limit = at - timedelta(days=settings.CHIIKI_FILES_READ_WITHIN_DAYS)
    passes = ReadingPass.objects.all()
    had_time = Exists(passes.filter(started_at__lt=limit)) | ~Exists(passes)
    return Q(read_at__lt=limit) | Q(had_time, read_at=None, stored_at__lt=limit)


def last_check() -> PromiseCheck | None:
    return PromiseCheck.objects.first()


def needs_attention() -> int:
    """How many files and promises an administrator has to look at."""
    check = last_check()
    return open_faults().count() + (len(check.broken) if check else 0)
