"""Letters are numbered in the deed and made as PDF by the worker, or when somebody asks."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction

from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch.engine_input import letters, requesting
from chiiki_web.dispatch.models import (
    Candidate,
    Fee,
    Letter,
    Nomination,
    Request,
    Visit,
)
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import StoredFile
from chiiki_web.documents.typeset import make_pdf

logger = logging.getLogger(__name__)
Kind = Letter.Kind


def write_letters(request: Request, team: Sequence[Candidate], *, at: datetime) -> None:
    """The dispatch is decided: acceptances (様式Ⅲ), and notice to both sides."""
    for one in team:
        if not _stands(request, Kind.ACCEPTANCE, one):
            said = letters.acceptance_letter(request, one, at)
            write(request, Kind.ACCEPTANCE, said, at=at, candidate=one)
    for to in (None, *team):
        said = letters.notice_letter(request, team, at, to=to)
        write(request, Kind.NOTICE, said, at=at, candidate=to)


def write_request(
    request: Request,
    nominations: Sequence[Nomination],
    *,
    by: Membership,
    at: datetime,
) -> None:
    """様式Ⅰ, as it was sent."""
    said = requesting.request_letter(request, nominations, by, at)
    write(request, Kind.REQUEST, said, at=at)


def write_candidates(
    request: Request, candidates: Sequence[Candidate], *, at: datetime
) -> None:
    """様式Ⅱ, each time that candidates are shown."""
    said = letters.candidates_letter(request, candidates, at)
    write(request, Kind.CANDIDATES, said, at=at)


def write_travel(
    request: Request, fees: Sequence[Fee], visits: Sequence[Visit], *, at: datetime
) -> None:
    """The days are agreed: the travel request and the fees of each adviser, anew."""
    request.letters.filter(kind__in=[Kind.TRAVEL, Kind.FEE], void_at=None).update(
        void_at=at
    )
    for fee in fees:
        to = fee.candidate
        if letters.journeys_needed(fee, visits):
            said = letters.travel_letter(request, fee, visits, at)
            write(request, Kind.TRAVEL, said, at=at, candidate=to)
        said = letters.fee_letter(request, fee, visits, at)
        write(request, Kind.FEE, said, at=at, candidate=to)


def write_lifted(request: Request, candidate: Candidate, *, at: datetime) -> None:
    """An acceptance is lifted: notice to both sides."""
    for to in (None, candidate):
        said = letters.lifted_letter(request, candidate, at, to=to)
        write(request, Kind.LIFTED, said, at=at, candidate=to)


def void_letters(request: Request, *, at: datetime) -> None:
    """What was decided does not hold any more; the letters stay to be read."""
    kinds = [Kind.NOTICE, Kind.TRAVEL, Kind.FEE]
    request.letters.filter(kind__in=kinds, void_at=None).update(void_at=at)


def void_acceptances(request: Request, *, at: datetime) -> None:
    """Who accepted and does not come after all has said so; it does not hold any more."""
    rows = request.letters.filter(kind=Kind.ACCEPTANCE, void_at=None)
    rows.exclude(candidate__answer="accepted").update(void_at=at)


def write(
    request: Request,
    kind: Letter.Kind,
    said: dict[str, Any],
    *,
    at: datetime,
    candidate: Candidate | None = None,
) -> Letter:
    """Number a letter within its request; the row of the request is held."""
    number = f"{request.number}-{request.letters.count() + 1}"
    return Letter.objects.create(
        request=request,
        candidate=candidate,
        kind=kind,
        number=number,
        content={**said, "number": number},
        written_at=at,
    )


def make_letters(at: datetime) -> int:
    """Make every letter that is missing; one that fails stops no other."""
    made = 0
    for pk in list(Letter.objects.filter(file=None).values_list("pk", flat=True)):
        try:
            made += make_letter(pk, at=at) is not None
        except Exception:
            logger.exception("the letter %s failed and is tried again", pk)
    return made


def make_letter(letter_id: int, *, at: datetime) -> StoredFile | None:
    """Typeset and store one letter; made already, it is given back."""
    letter = Letter.objects.select_related("file").get(pk=letter_id)
    if letter.file is not None:
        return letter.file
    template = files("chiiki_web.dispatch") / "letters" / "letter.typ"
    pdf = make_pdf(Path(str(template)), letter.content)
    stored = store_bytes(pdf, "application/pdf", at=at)
    with transaction.atomic():
        held = Letter.objects.select_for_update(of=("self",)).get(pk=letter_id)
        if held.file_id is None:
            held.file = stored
            held.save(update_fields=["file"])
            subject = held.request or held
            log.record(
                "dispatch.letter_made",
                subject,
                by=None,
                at=at,
                case=held.request.case if held.request else "",
                number=held.number,
                sha256=stored.sha256,
            )
    return held.file


def _stands(request: Request, kind: Letter.Kind, candidate: Candidate) -> bool:
    return request.letters.filter(kind=kind, candidate=candidate, void_at=None).exists()
