"""The worker's queue: who takes a row, how often it is tried, and why it is given up."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.db import transaction
from django.db.models import Model, Q

from chiiki.errors import EngineError
from chiiki.reasons import Reason, reason

logger = logging.getLogger(__name__)
ME = uuid4().hex  # this process; a worker that was started again is another
MOST_TRIES = 3
QUEUED, RUNNING = "queued", "running"
Row = TypeVar("Row", bound=Model)
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Generic[Row, Found]):
    """Rows with ``state``, ``tries``, ``claimed_by`` and ``claimed_at`` that wait.

    ``work`` finds out and locks nothing meanwhile; ``finish`` and ``fail`` keep what came
    of it. What the engine refuses fails at once. If a worker dies over a row, another takes
    it up again after ``left_after``; if the program breaks, it waits again: either way it
    is given up with its reason after ``MOST_TRIES``.
    """

    model: type[Row]
    left_after: timedelta
    work: Callable[[Row], Found]
    finish: Callable[[int, Found, datetime], Row | None]
    fail: Callable[[int, Sequence[Reason], datetime], Row | None]

    def run_next(
        self, at: datetime, *, clock: Callable[[], datetime] | None = None
    ) -> Row | None:
        """Work out what has waited longest, if anything; it ends when ``clock`` says."""
        row = self.claim(at)
        if row is None:
            return None
        if _tries(row) > MOST_TRIES:
            return self.fail(row.pk, [reason("queue.given_up", tries=MOST_TRIES)], at)
        began = time.monotonic()
        ended = clock or (lambda: at + timedelta(seconds=time.monotonic() - began))
        try:
            return self.finish(row.pk, self.work(row), ended())
        except EngineError as fault:
            return self.fail(row.pk, reasons_of(fault), ended())
        except Exception as fault:
            if _tries(row) < MOST_TRIES:
                self._give_back(row.pk)
                raise
            logger.exception("%s is given up", row)
            found = f"{type(fault).__name__}: {fault}"[:200]
            why = reason("queue.broke", tries=MOST_TRIES, found=found)
            return self.fail(row.pk, [why], ended())

    @transaction.atomic
    def claim(self, at: datetime) -> Row | None:
        """Take the next row that waits, or that a worker left lying."""
        left_lying = Q(state=RUNNING, claimed_at__lt=at - self.left_after)
        waiting = Q(state=QUEUED) | (left_lying & ~Q(claimed_by=ME))
        rows = self.model._default_manager.select_for_update(of=("self",))
        row: Any = rows.filter(waiting).order_by("pk").first()
        if row is not None:
            row.state, row.claimed_by, row.claimed_at = RUNNING, ME, at
            row.tries += 1
            row.save(update_fields=["state", "claimed_by", "claimed_at", "tries"])
        return row  # type: ignore[no-any-return]

    def _give_back(self, pk: int) -> None:
        rows = self.model._default_manager.filter(pk=pk, state=RUNNING, claimed_by=ME)
        rows.update(state=QUEUED)


def reasons_of(fault: EngineError) -> list[Reason]:
    """Every reason of an engine that says no."""
    return [*getattr(fault, "reasons", ())] or [Reason(fault.code, fault.values)]


def kept(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    """Reasons as a row keeps them, in plain JSON."""
    plain = [{"code": one.code, "values": dict(one.values)} for one in reasons]
    return json.loads(json.dumps(plain, default=str))  # type: ignore[no-any-return]


def said(faults: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Reasons as they were kept."""
    return [Reason(one["code"], one["values"]) for one in faults]


def _tries(row: Any) -> int:
    return int(row.tries)
