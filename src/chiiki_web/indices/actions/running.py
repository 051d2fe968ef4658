"""A run is asked for, worked out by the worker, and kept whole with its digest.

What a run rests on is written down when it is asked for. If a worker dies over it, it is
taken up again from there and gives the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from chiiki.digests import digest_of
from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason
from chiiki_web import queues
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.indices import engine_input, queries
from chiiki_web.indices.actions.defining import CannotKeepIndex
from chiiki_web.indices.actions.editions import hold_edition
from chiiki_web.indices.models import Edition, Run
from chiiki_web.numbers import unused_key
from chiiki_web.queues import Queue

REPLICATES = 10_000
State = Run.State


@transaction.atomic
def ask_for_run(
    edition_id: int, *, form_key: UUID, by: Membership, at: datetime
) -> Run:
    """Have an edition worked out; while a run of the same waits, everybody gets that one.

    The edition stands on the newest definition from now on.
    """
    edition = hold_edition(edition_id, by)
    if known := edition.runs.filter(form_key=form_key).first():
        return known
    if edition.figures is None:
        raise CannotKeepIndex(reason("indices.no_figures"))
    inputs = queries.inputs_now(edition)
    digest = digest_of(inputs)
    same = edition.runs.filter(inputs_digest=digest, repeats=None)
    if known := same.exclude(state=State.FAILED).first():
        return known
    definition = queries.newest_definition(edition.index)
    if edition.definition_id != definition.pk:
        edition.definition = definition
        edition.save(update_fields=["definition"])
    return _ask(edition, inputs, digest, form_key, by, at)


@transaction.atomic
def repeat_run(run_id: int, *, form_key: UUID, by: Membership, at: datetime) -> Run:
    """Run what was written down again, published or not, to hold the digests together."""
    first = Run.objects.select_related("edition__index").get(pk=run_id)
    if not queries.keeps(first.edition.index, by):
        raise CannotKeepIndex(reason("indices.not_yours"))
    Edition.objects.select_for_update(of=("self",)).get(pk=first.edition_id)
    if first.state != State.DONE or first.repeats_id:
        raise CannotKeepIndex(reason("indices.run_unfinished"))
    waiting = Q(state__in=[State.QUEUED, State.RUNNING]) | Q(form_key=form_key)
    if known := first.repeated.filter(waiting).first():
        return known
    return _ask(
        first.edition,
        first.inputs,
        first.inputs_digest,
        form_key,
        by,
        at,
        repeats=first,
    )


def run_waiting(
    at: datetime, *, clock: Callable[[], datetime] | None = None
) -> Run | None:
    """Work out the run that has waited longest, if any; nothing is locked meanwhile."""
    return QUEUE.run_next(at, clock=clock)


def _work(run: Run) -> dict[str, object]:
    try:
        return engine_input.work_out(
            run.inputs, seed=run.seed, replicates=run.replicates
        )
    except engine_input.MISFITS as fault:
        if isinstance(fault, EngineError):
            raise
        found = f"{type(fault).__name__}: {fault}"[:200]
        raise EngineError("indices.run_broke", found=found) from fault


@transaction.atomic
def _finish(pk: int, result: dict[str, object], at: datetime) -> Run:
    """Keep what was worked out; whoever worked on the same meanwhile found the same."""
    run = Run.objects.select_for_update(of=("self",)).get(pk=pk)
    if run.state != State.RUNNING:
        return run
    run.state, run.ended_at, run.result = State.DONE, at, result
    run.digest = queries.digest_of_run(run)
    run.engine = f"chiiki {version('chiiki')}"
    run.save(update_fields=["state", "ended_at", "result", "digest", "engine"])
    log.record(
        "index_run.worked_out",
        run,
        by=None,
        at=at,
        number=run.number,
        sha256=run.digest,
    )
    return run


@transaction.atomic
def _fail(pk: int, reasons: Sequence[Reason], at: datetime) -> Run:
    run = Run.objects.select_for_update(of=("self",)).get(pk=pk)
    if run.state != State.RUNNING:
        return run
    run.state, run.ended_at, run.faults = State.FAILED, at, queues.kept(reasons)
    run.save(update_fields=["state", "ended_at", "faults"])
    log.record(
        "index_run.failed",
        run,
        by=None,
        at=at,
        number=run.number,
        faults=[one.code for one in reasons],
    )
    return run


QUEUE = Queue(
    model=Run,
    left_after=timedelta(seconds=300),
    work=_work,
    finish=_finish,
    fail=_fail,
)


def _ask(
    edition: Edition,
    inputs: dict[str, object],
    digest: str,
    form_key: UUID,
    by: Membership,
    at: datetime,
    *,
    repeats: Run | None = None,
) -> Run:
    choices: dict[str, int] = inputs["choices"]  # type: ignore[assignment]
    run = Run.objects.create(
        edition=edition,
        number=edition.runs.count() + 1,
        form_key=unused_key(form_key, Run.objects.all()),
        seed=repeats.seed if repeats else choices.get("seed", 1),
        replicates=repeats.replicates if repeats else REPLICATES,
        inputs=inputs,
        inputs_digest=digest,
        asked_by=by,
        asked_at=at,
        repeats=repeats,
    )
    log.record(
        "index_run.asked",
        run,
        by=by,
        at=at,
        number=run.number,
        repeats=repeats.number if repeats else None,
    )
    return run
