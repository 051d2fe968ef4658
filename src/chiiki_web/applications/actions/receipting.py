"""The receipt as a document: made once, by the worker or for who asks for it first."""

from __future__ import annotations

import logging
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from django.db import transaction

from chiiki_web.applications import engine_input, queries
from chiiki_web.applications.models import Submission
from chiiki_web.audit import log
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf
from chiiki_web.outbox.actions import enclose

logger = logging.getLogger(__name__)


def make_receipts(at: datetime, limit: int = 20) -> int:
    """Make receipts that are missing, the newest first: people wait for those.

    Return how many. One that fails stops no other.
    """
    made = 0
    for pk in list(queries.without_receipt().values_list("pk", flat=True)[:limit]):
        try:
            make_receipt(pk, at=at)
        except Exception:
            logger.exception("the receipt of submission %s failed, is tried again", pk)
        else:
            made += 1
    return made


def make_receipt(submission_id: int, *, at: datetime) -> StoredFile:
    """Typeset and store the receipt of one submission; made already, it is given back."""
    submission = Submission.objects.select_related(
        "application__call__office",
        "application__call__programme",
        "application__organisation",
        "receipt",
    ).get(pk=submission_id)
    if submission.receipt:
        return submission.receipt
    template = files("chiiki_web.applications") / "letters" / "receipt.typ"
    pdf = make_pdf(Path(str(template)), engine_input.receipt_data(submission))
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = Submission.objects.select_for_update(of=("self",)).get(pk=submission_id)
        if held.receipt:
            return held.receipt
        held.receipt = stored
        held.save(update_fields=["receipt"])
        enclose(
            f"application.submitted:{submission.pk}",
            stored,
            f"{submission.application.number}-{submission.version}.pdf",
        )
        log.record(
            "application.receipt_made",
            submission.application,
            by=None,
            at=at,
            case=submission.application.case,
            version=submission.version,
            sha256=stored.sha256,
        )
    return stored
