"""Letters of commission, made by the worker or when somebody asks for one."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from chiiki import periods
from chiiki_web.advisers import engine_input, queries
from chiiki_web.advisers.models import Commission
from chiiki_web.audit import log
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf

logger = logging.getLogger(__name__)


def make_letters(at: datetime) -> int:
    """Make every letter of this year that is missing; return how many. One that fails
    stops no other; letters of earlier years are made when somebody asks for them.
    """
    made = 0
    waiting = queries.without_letter(periods.fiscal_year(timezone.localdate(at)))
    for pk in list(waiting.values_list("pk", flat=True)):
        try:
            made += make_letter(pk, at=at) is not None
        except Exception:
            logger.exception(
                "the letter of commission %s failed and is tried again", pk
            )
    return made


def make_letter(commission_id: int, *, at: datetime) -> StoredFile | None:
    """Typeset and store one letter (委嘱状); made already, it is given back."""
    seen = Commission.objects.select_related(
        "adviser__membership__user", "adviser__membership__organisation", "letter"
    ).get(pk=commission_id)
    if seen.letter:
        return seen.letter
    template = files("chiiki_web.advisers") / "letters" / "commission.typ"
    pdf = make_pdf(Path(str(template)), engine_input.letter_data(seen))
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = (
            Commission.objects.select_for_update(of=("self",))
            .select_related("letter")
            .get(pk=commission_id)
        )
        if held.letter_id is None:
            held.letter = stored
            held.save(update_fields=["letter"])
            log.record(
                "commission.letter_made", held, by=None, at=at, sha256=stored.sha256
            )
    return held.letter
