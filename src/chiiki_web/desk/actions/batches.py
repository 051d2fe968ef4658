"""One deed is done to many applications, each in a transaction and with an event of its own.

What was chosen is written down first. If the server falls in the middle, the lines that
are still waiting say so, and can be done later; none is done twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from chiiki.reasons import reason
from chiiki_web import wording
from chiiki_web.accounts.models import Membership
from chiiki_web.applications.actions import hold_as_office
from chiiki_web.audit import log
from chiiki_web.desk import queries
from chiiki_web.desk.actions.deeds import DEEDS
from chiiki_web.desk.models import Batch, BatchLine
from chiiki_web.numbers import unused_key
from chiiki_web.refusals import Refusal


class CannotBatch(Refusal):
    """Nothing was begun."""


@transaction.atomic
def begin_batch(
    *,
    form_key: UUID,
    kind: str,
    values: dict[str, Any],
    chosen: Sequence[tuple[int, str]],
    by: Membership,
    at: datetime,
) -> Batch:
    """Write down what is to be done to which; ``chosen`` is (application, stamp).

    The same form gives the batch that it began before.
    """
    _hold_member(by)
    known = Batch.objects.filter(form_key=form_key, by=by).first()
    if known:
        return known
    stamps = dict(chosen)
    found = queries.chosen(by, list(stamps))
    if by.role != "office":
        raise CannotBatch(reason("applications.office_only"))
    if not found:
        raise CannotBatch(reason("desk.nothing_chosen"))
    if len(found) > queries.MOST_AT_ONCE:
        raise CannotBatch(reason("desk.too_many_at_once", most=queries.MOST_AT_ONCE))
    batch = Batch.objects.create(
        form_key=unused_key(form_key, Batch.objects.all()),
        kind=kind,
        values=values,
        by=by,
        begun_at=at,
    )
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, application=one, stamp=stamps[one.pk]) for one in found
    )
    log.record("batch.begun", batch, by=by, at=at, kind=kind, count=len(found))
    return batch


def work_off(batch_id: int, *, by: Membership, clock: Callable[[], datetime]) -> Batch:
    """Do what still waits in a batch, one after the other, at the moment that it is done."""
    batch = Batch.objects.get(pk=batch_id)
    waiting = batch.lines.filter(state=BatchLine.State.WAITING)
    for pk in list(waiting.values_list("pk", flat=True)):
        _do(pk, batch, by, clock())
    return batch


@transaction.atomic
def _do(line_id: int, batch: Batch, by: Membership, at: datetime) -> None:
    """One line: its deed, or why not. Whoever comes second finds that it waits no more."""
    line = _hold_line(line_id)
    if line.state != BatchLine.State.WAITING:
        return
    line.batch = batch
    line.state, line.done_at = BatchLine.State.DONE, at
    try:
        with transaction.atomic():
            _refuse_if_changed(line, by)
            DEEDS[batch.kind].act(line, batch.values, by, at)
    except Refusal as refusal:
        line.state = BatchLine.State.REFUSED
        line.reasons_ja = _say(refusal, "ja")
        line.reasons_en = _say(refusal, "en")
    line.save(update_fields=["state", "done_at", "reasons_ja", "reasons_en"])


def _hold_member(by: Membership) -> None:
    """One person begins one batch after the other: the same form finds what it began."""
    Membership.objects.select_for_update(of=("self",)).get(pk=by.pk)


def _hold_line(line_id: int) -> BatchLine:
    return BatchLine.objects.select_for_update(of=("self",)).get(pk=line_id)


def _refuse_if_changed(line: BatchLine, by: Membership) -> None:
    """What was decided by looking at one state is not done to another.

    The row is held from here on: nothing happens to it between this look and the deed.
    """
    held = hold_as_office(line.application_id, by, CannotBatch)
    if queries.stamp(held) != line.stamp:
        status = type(held).Status(held.status).label
        raise CannotBatch(reason("desk.changed_since", status=status))


def _say(refusal: Refusal, language: str) -> str:
    with translation.override(language):
        return "\n".join(wording.explain(one) for one in refusal.reasons)
