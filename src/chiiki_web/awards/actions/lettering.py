"""Letters are made after the decision, by the worker or when somebody asks for one."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from chiiki_web.audit import log
from chiiki_web.awards import engine_input, queries
from chiiki_web.awards.models import Award
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf

logger = logging.getLogger(__name__)
TEMPLATES = {
    Award.Status.DECIDED: "award_decision.typ",
    Award.Status.NOT_SELECTED: "not_selected.typ",
}


def make_letters(at: datetime) -> int:
    """Make every letter that is missing; return how many. One that fails stops no other."""
    made = 0
    for pk in list(queries.without_letter().values_list("pk", flat=True)):
        try:
            made += make_letter(pk, at=at) is not None
        except Exception:
            logger.exception("the letter of award %s failed and is tried again", pk)
    return made


def make_letter(award_id: int, *, at: datetime) -> StoredFile | None:
    """Typeset and store the letter of one decision; made already, it is given back."""
    award = Award.objects.select_related(
        "application__call__office",
        "application__call__programme",
        "application__organisation",
        "application__plan",
        "letter",
    ).get(pk=award_id)
    if award.letter or award.status not in TEMPLATES:
        return award.letter
    template = (
        files("chiiki_web.awards") / "letters" / TEMPLATES[Award.Status(award.status)]
    )
    data = engine_input.letter_data(award, days_to_decline=queries.DAYS_TO_DECLINE)
    pdf = make_pdf(Path(str(template)), data)
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = (
            Award.objects.select_for_update(of=("self",))
            .select_related("letter")
            .get(pk=award_id)
        )
        if held.letter_id is None and held.status == award.status:
            held.letter = stored
            held.save(update_fields=["letter"])
            log.record(
                "award.letter_made",
                held,
                by=None,
                at=at,
                case=award.case,
                sha256=stored.sha256,
            )
    return held.letter
