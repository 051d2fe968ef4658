"""The notice of a placement and the statement of its completion, as PDF."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf
from chiiki_web.placements import engine_input, queries
from chiiki_web.placements.actions.holding import record
from chiiki_web.placements.models import Placement

logger = logging.getLogger(__name__)


def make_letters(at: datetime) -> int:
    """Make every letter that is missing; return how many. One that fails stops no other."""
    waiting: list[tuple[Callable[..., StoredFile | None], int]] = [
        *((make_notice, one.pk) for one in queries.without_notice()),
        *((make_statement, one.pk) for one in queries.without_statement()),
    ]
    made = 0
    for make, pk in waiting:
        try:
            make(pk, at=at)
        except Exception:
            logger.exception("a letter of placement %s failed and is tried again", pk)
        else:
            made += 1
    return made


def make_notice(placement_id: int, *, at: datetime) -> StoredFile | None:
    """The notice of the placement; before both agreed there is none."""
    placement = queries.with_all().get(pk=placement_id)
    if placement.began_at is None:
        return None
    return placement.notice or _make(placement, "notice", at=at)


def make_statement(placement_id: int, *, at: datetime) -> StoredFile | None:
    """The statement of completion; before the end there is none."""
    placement = queries.with_all().get(pk=placement_id)
    if placement.status != Placement.Status.FINISHED:
        return None
    return placement.statement or _make(placement, "statement", at=at)


def _make(placement: Placement, name: str, *, at: datetime) -> StoredFile:
    template = files("chiiki_web.placements") / "letters" / f"{name}.typ"
    data = engine_input.letter_data(placement, name)
    data["log_due"] = f"翌月{queries.usual().log_due_day}日"
    pdf = make_pdf(Path(str(template)), data)
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = Placement.objects.select_for_update(of=("self",)).get(pk=placement.pk)
        known: StoredFile | None = getattr(held, name)
        if known is not None:
            return known
        setattr(held, name, stored)
        held.save(update_fields=[name])
        record(
            "placement.letter_made",
            placement,
            by=None,
            at=at,
            letter=name,
            sha256=stored.sha256,
        )
    return stored
