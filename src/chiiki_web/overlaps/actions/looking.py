"""Applications are held against each other whenever one of them has changed.

The history says which: every act is an event of a case, and sealed events have numbers
without gaps, so none is passed over. What is found here is found again at any time from
what was sent; it is no act of a person and has no event.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from django.db import transaction
from django.db.models import Q

from chiiki.overlaps import Certainty, Overlap, OverlapKind, find_all_overlaps
from chiiki_web.applications.models import Application
from chiiki_web.audit import queries as history
from chiiki_web.overlaps import engine_input, queries
from chiiki_web.overlaps.models import Finding, Look, Progress

READ_AT_ONCE = 2_000
LOOKED_AT_ONCE = 100
MOST_COMPARED = 2_000
CHANGES = ("application.", "award.")
CASE_OF_PLAN = "plan:"


def look_through(at: datetime) -> int:
    """Read on in the history and look at what is due; return how many were looked at."""
    _read_on()
    due = list(
        Look.objects.filter(is_due=True)
        .order_by("pk")
        .values_list("pk", flat=True)[:LOOKED_AT_ONCE]
    )
    if due:
        look_at(due)
    return len(due)


def look_at(ids: Sequence[int]) -> None:
    """Hold these applications against all that share a body or a file; keep the result.

    Too many to be compared at once are halved; one alone is compared with the newest.
    """
    if not _look_at_once(ids):
        half = len(ids) // 2
        look_at(ids[:half])
        look_at(ids[half:])


@transaction.atomic
def _look_at_once(ids: Sequence[int]) -> bool:
    """Write anew what is found from either side; False where that is too much at once."""
    looks = list(Look.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    sent = Application.objects.filter(pk__in=ids, number__isnull=False)
    own = list(queries.with_sent(sent.exclude(status__in=queries.ENDED)))
    near = queries.sharing(own).filter(number__isnull=False).exclude(pk__in=ids)
    newest = queries.with_sent(near.order_by("-pk"))[: MOST_COMPARED + 1]
    others = list(newest) if own else []
    is_partial = len(others) > MOST_COMPARED
    if is_partial and len(own) > 1:
        return False
    Finding.objects.filter(Q(application__in=ids) | Q(other__in=ids)).delete()
    Finding.objects.bulk_create(_found(own, others[:MOST_COMPARED]))
    for one in looks:
        one.is_due, one.is_partial = False, is_partial
    Look.objects.bulk_update(looks, ["is_due", "is_partial"])
    return True


def _read_on() -> None:
    """Read on where there is something to read; else nobody is made to wait."""
    progress, _made = Progress.objects.get_or_create(pk=1)
    if history.sealed_after(progress.read_until).exists():
        _mark_due()


@transaction.atomic
def _mark_due() -> None:
    """Mark as due what changed since the last seal that was read."""
    progress = Progress.objects.select_for_update().get(pk=1)
    events = list(
        history.sealed_after(progress.read_until).values_list(
            "seal__number", "name", "case"
        )[:READ_AT_ONCE]
    )
    if not events:
        return
    plans = {
        int(case.removeprefix(CASE_OF_PLAN))
        for _number, name, case in events
        if name.startswith(CHANGES) and case.startswith(CASE_OF_PLAN)
    }
    changed = Application.objects.filter(plan__in=plans, number__isnull=False)
    Look.objects.bulk_create(
        [Look(application_id=pk) for pk in changed.values_list("pk", flat=True)],
        update_conflicts=True,
        update_fields=["is_due"],
        unique_fields=["application"],
    )
    progress.read_until = events[-1][0]
    progress.save(update_fields=["read_until"])


def _found(
    own: Sequence[Application], others: Sequence[Application]
) -> Iterator[Finding]:
    """Findings between own ones and everybody; of two in one call, one of a kind."""
    mine = [engine_input.case_of(one) for one in own]
    theirs = [engine_input.case_of(one) for one in others]
    calls = {one.pk: one.call_id for one in (*own, *others)}
    ruled = queries.ruled_among(calls)
    seen_from_both = chain(
        find_all_overlaps(mine, [*mine, *theirs]), find_all_overlaps(theirs, mine)
    )
    for case, overlap in seen_from_both:
        here, there = int(case.id), int(overlap.other)
        if calls[here] == calls[there] and here < there and _is_mutual(overlap):
            continue
        yield Finding(
            call_id=calls[here],
            application_id=here,
            other_id=there,
            kind=overlap.kind.value,
            is_sure=overlap.certainty is Certainty.SURE,
            is_ruled=(*queries.pair(here, there), overlap.kind.value) in ruled,
        )


def _is_mutual(overlap: Overlap) -> bool:
    """Whether the other one has the same to tell; an earlier award is seen from one side."""
    return overlap.kind is not OverlapKind.EARLIER_AWARD
