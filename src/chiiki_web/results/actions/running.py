"""The worker works editions out, and published ones once more from what was written down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any
from uuid import UUID

from django.db import transaction

from chiiki.digests import digest_of
from chiiki.reasons import Reason, reason
from chiiki_web import queues
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.numbers import unused_key
from chiiki_web.queues import Queue
from chiiki_web.results import engine_input, queries
from chiiki_web.results.actions.publishing import CannotPublish, hold
from chiiki_web.results.models import Edition, Repeat

LEFT_AFTER = timedelta(minutes=10)
State = Edition.State


def work_out_waiting(
    at: datetime, *, clock: Callable[[], datetime] | None = None
) -> Edition | None:
    """Work out the edition that has waited longest, if any; nothing is locked meanwhile."""
    return QUEUE.run_next(at, clock=clock)


def repeat_waiting(at: datetime) -> Repeat | None:
    """Work out again what has waited longest for it, if anything."""
    return REPEATS.run_next(at)


@transaction.atomic
def repeat_edition(
    edition_id: int, *, form_key: UUID, by: Membership, at: datetime
) -> Repeat:
    """Work out again what was written down, to hold the two digests side by side."""
    edition = Edition.objects.select_related("survey").get(pk=edition_id)
    hold(edition.survey_id, by)
    if not edition.is_published:
        raise CannotPublish(reason("results.not_published"))
    for known in edition.repeats.all():
        if known.form_key == form_key or known.is_waiting:
            return known
    repeat = Repeat.objects.create(
        edition=edition,
        form_key=unused_key(form_key, Repeat.objects.all()),
        asked_by=by,
        asked_at=at,
    )
    log.record(
        "results_repeat.asked", edition.survey, by=by, at=at, number=edition.number
    )
    return repeat


def _work(edition: Edition) -> Mapping[str, Any]:
    return engine_input.work_out(edition.inputs, queries.earlier_inputs(edition.survey))


def _work_again(repeat: Repeat) -> Mapping[str, Any]:
    edition = repeat.edition
    return engine_input.work_out(edition.inputs, queries.inputs_compared(edition))


@transaction.atomic
def _finish(pk: int, content: Mapping[str, Any], at: datetime) -> Edition | None:
    edition = _held(pk)
    if edition is None:
        return None
    edition.state, edition.content, edition.worked_out_at = State.READY, content, at
    edition.digest = digest_of(content)
    edition.engine = f"chiiki {version('chiiki')}"
    edition.save(
        update_fields=["state", "content", "worked_out_at", "digest", "engine"]
    )
    log.record(
        "results_edition.worked_out",
        edition.survey,
        by=None,
        at=at,
        sha256=edition.digest,
    )
    return edition


@transaction.atomic
def _fail(pk: int, reasons: Sequence[Reason], at: datetime) -> Edition | None:
    edition = _held(pk)
    if edition is None:
        return None
    edition.state, edition.worked_out_at = State.FAILED, at
    edition.faults = queues.kept(reasons)
    edition.save(update_fields=["state", "worked_out_at", "faults"])
    faults = [one.code for one in reasons]
    log.record("results_edition.failed", edition.survey, by=None, at=at, faults=faults)
    return edition


def _held(pk: int) -> Edition | None:
    """The edition if it still waits: somebody may have prepared another meanwhile."""
    rows = Edition.objects.select_for_update(of=("self",)).select_related("survey")
    return rows.filter(pk=pk, state=State.RUNNING).first()


@transaction.atomic
def _finish_again(pk: int, content: Mapping[str, Any], at: datetime) -> Repeat:
    repeat = _held_again(pk)
    if repeat.state == Repeat.State.RUNNING:
        repeat.state, repeat.ended_at = Repeat.State.DONE, at
        repeat.digest = digest_of(content)
        repeat.engine = f"chiiki {version('chiiki')}"
        repeat.save(update_fields=["state", "ended_at", "digest", "engine"])
        _record("worked_out", repeat, at, sha256=repeat.digest)
    return repeat


@transaction.atomic
def _fail_again(pk: int, reasons: Sequence[Reason], at: datetime) -> Repeat:
    repeat = _held_again(pk)
    if repeat.state == Repeat.State.RUNNING:
        repeat.state, repeat.ended_at = Repeat.State.FAILED, at
        repeat.faults = queues.kept(reasons)
        repeat.save(update_fields=["state", "ended_at", "faults"])
        _record("failed", repeat, at, faults=[one.code for one in reasons])
    return repeat


def _held_again(pk: int) -> Repeat:
    rows = Repeat.objects.select_for_update(of=("self",))
    return rows.select_related("edition__survey").get(pk=pk)


def _record(what: str, repeat: Repeat, at: datetime, **details: Any) -> None:
    log.record(
        f"results_repeat.{what}",
        repeat.edition.survey,
        by=None,
        at=at,
        number=repeat.edition.number,
        **details,
    )


QUEUE = Queue(
    model=Edition, left_after=LEFT_AFTER, work=_work, finish=_finish, fail=_fail
)
REPEATS = Queue(
    model=Repeat,
    left_after=LEFT_AFTER,
    work=_work_again,
    finish=_finish_again,
    fail=_fail_again,
)
