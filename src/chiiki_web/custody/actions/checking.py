"""Every day the promises of the site are checked, kept, and told when they are news."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts import queries as accounts
from chiiki_web.audit import log
from chiiki_web.custody import queries
from chiiki_web.custody.models import PromiseCheck
from chiiki_web.outbox.actions import tell

CHECK_HOUR = 3  # in Japan: when few people work
MOST_KEPT = 200  # sentences; how many there are is counted beside them
MOST_IN_EVENT = 20


def check_day(at: datetime) -> PromiseCheck | None:
    """Check the promises once a day; what the sweeper has read is not read again here."""
    local = timezone.localtime(at)
    day = local.date()
    if local.hour < CHECK_HOUR or PromiseCheck.objects.filter(day=day).exists():
        return None
    look = queries.Look(at, reads_bytes=False)
    broken = [{"code": one.code, "values": one.values} for one in look.broken()]
    before = queries.last_check()
    try:
        with transaction.atomic():
            check = PromiseCheck.objects.create(
                day=day,
                checked_at=at,
                counts=dict(look.counts) | {"broken": len(broken)},
                broken=broken[:MOST_KEPT],
                strays=_count_strays(at),
            )
            _say_news(check, before.broken if before else [], at)
    except IntegrityError:  # another worker was here first
        return None
    return check


def _count_strays(at: datetime) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for one in queries.strays(at):
        sums = found.setdefault(one.kind, {"files": 0, "bytes": 0})
        sums["files"] += 1
        sums["bytes"] += one.size
    return found


def _say_news(check: PromiseCheck, before: list[object], at: datetime) -> None:
    """An event and a message only where the answer is another than on the day before."""
    if check.broken == before:
        return
    count = check.counts["broken"]
    name = "promises.broken" if check.broken else "promises.kept_again"
    log.record(
        name, check, by=None, at=at, count=count, first=check.broken[:MOST_IN_EVENT]
    )
    if not check.broken:
        return
    tell(
        accounts.holders("administrator"),
        "promise.broken",
        subject=_("Promises of this site do not hold: %(count)s"),
        body=_(
            "The daily check of receipts, files, numbers, messages and history found"
            " what does not agree. The page “Promises” names each."
        ),
        values={"count": count},
        path="/files/promises/",
        key=f"promise.broken:{check.pk}",
        at=at,
    )
