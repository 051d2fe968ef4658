"""The letter that tells the fixed amount, made by the worker or when it is asked for."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from chiiki_web.audit import log
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf
from chiiki_web.settlements import engine_input, queries
from chiiki_web.settlements.models import Settlement

logger = logging.getLogger(__name__)


def make_letters(at: datetime) -> int:
    """Make every letter that is missing; return how many. One that fails stops no other."""
    made = 0
    for pk in list(queries.without_letter().values_list("pk", flat=True)):
        try:
            make_letter(pk, at=at)
        except Exception:
            logger.exception(
                "the letter of settlement %s failed and is tried again", pk
            )
        else:
            made += 1
    return made


def make_letter(settlement_id: int, *, at: datetime) -> StoredFile:
    """Typeset and store the letter of one settlement; made already, it is given back."""
    settlement = queries.with_all().get(pk=settlement_id)
    if settlement.letter:
        return settlement.letter
    template = files("chiiki_web.awards") / "letters" / "settlement.typ"
    pdf = make_pdf(Path(str(template)), engine_input.letter_data(settlement))
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = (
            Settlement.objects.select_for_update(of=("self",))
            .select_related("letter")
            .get(pk=settlement_id)
        )
        if held.letter is None:
            held.letter = stored
            held.save(update_fields=["letter"])
            log.record(
                "settlement.letter_made",
                held,
                by=None,
                at=at,
                case=settlement.award.case,
                sha256=stored.sha256,
            )
        assert held.letter is not None
        return held.letter
