"""A request changes its state, and everybody whom it concerns is told."""

from __future__ import annotations

from datetime import datetime

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts import queries as accounts
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.refunding import give_back
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell
from chiiki_web.ui import formats

LINK = "/dispatch/answers/"


def say_waiting(request: Request, *, needed: int, free: int, at: datetime) -> None:
    """The budget does not suffice: the request keeps its place, and everybody is told."""
    move(request, Request.Status.WAITING)
    log.record(
        "dispatch.waits_for_budget",
        request,
        by=None,
        at=at,
        case=request.case,
        needed=needed,
        free=free,
    )
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *queries.office_of(request),
        ],
        "dispatch.waits_for_budget",
        subject=_("The budget does not suffice: request %(number)s"),
        body=_(
            "“%(project)s” would cost %(needed)s yen, and %(free)s yen are left. The request"
            " keeps its place. The office decides in which round it goes on."
        ),
        values={
            "number": request.number,
            "project": request.project,
            "needed": f"{needed:,}",
            "free": f"{free:,}",
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.waits:{request.pk}:{at.isoformat()}",
        at=at,
    )


def say_unplaced(request: Request, *, at: datetime) -> None:
    """Nobody is left to be asked; who had accepted a seat of a team is let go."""
    release(request, at=at)
    move(request, Request.Status.UNPLACED)
    log.record("dispatch.unplaced", request, by=None, at=at, case=request.case)
    asked = request.candidates.exclude(answer="").count()
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *queries.office_of(request),
        ],
        "dispatch.unplaced",
        subject=_("Nobody could come: request %(number)s"),
        body=_(
            "Nobody who was ranked for “%(project)s” could come. The office looks for"
            " others."
        ),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.unplaced:{request.pk}:{asked}:{at.isoformat()}",
        at=at,
    )


def release(request: Request, *, at: datetime) -> None:
    """Let everybody go who is asked or has accepted, and tell them."""
    seated = list(queries.seated(request).select_related("adviser__membership__user"))
    for one in seated:
        one.answer, one.answered_at = Candidate.Answer.RELEASED, at
        one.save(update_fields=["answer", "answered_at"])
        one.request = request
        give_back(one, by=None, at=at)
    if not seated:
        return
    log.record(
        "dispatch.released",
        request,
        by=None,
        at=at,
        case=request.case,
        advisers=[one.adviser_id for one in seated],
    )
    tell(
        [one.adviser.membership for one in seated],
        "dispatch.released",
        subject=_("You are not needed any more: request %(number)s"),
        body=_("“%(project)s” does not take place as it was asked. Thank you."),
        values={"number": request.number, "project": request.project},
        path="/dispatch/",
        key=f"dispatch.released:{request.pk}:{at.isoformat()}",
        at=at,
    )


def tell_asked(
    request: Request, candidate: Candidate, *, again: bool, at: datetime
) -> None:
    """Mail the link that answers; ``again`` reminds of it."""
    assert candidate.answer_by is not None
    kind = "dispatch.asked_again" if again else "dispatch.asked"
    subject = (
        _("Please answer: request %(number)s of %(organisation)s")
        if again
        else _("%(organisation)s asks for you: request %(number)s")
    )
    tell(
        [candidate.adviser.membership],
        kind,
        subject=subject,
        body=_(
            "“%(project)s”. Please say by %(until)s whether you can come. The link in"
            " the mail sent to you is for you alone and needs no password."
        ),
        values={
            "organisation": request.organisation,
            "number": request.number,
            "project": request.project,
            "until": lazy(formats.day_and_time, str)(candidate.answer_by),
        },
        path=f"/dispatch/{request.pk}/",
        signed_path=f"{LINK}{candidate.nonce}",
        key=f"{kind}:{candidate.pk}:{at.isoformat()}",
        at=at,
    )


def tell_silent(request: Request, candidate: Candidate, *, at: datetime) -> None:
    """Nobody follows whoever does not answer: the office is told while there is time."""
    assert candidate.answer_by is not None
    tell(
        queries.office_of(request),
        "dispatch.silent",
        subject=_("No answer yet, and nobody follows: request %(number)s"),
        body=_(
            "%(adviser)s was asked for “%(project)s”, was reminded now and can answer until"
            " %(until)s. Nobody follows in the order. You can remind them, write to them, or"
            " wait no longer and ask somebody else."
        ),
        values={
            "adviser": str(candidate.adviser),
            "number": request.number,
            "project": request.project,
            "until": lazy(formats.day_and_time, str)(candidate.answer_by),
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.silent:{candidate.pk}:{at.isoformat()}",
        at=at,
    )


def move(request: Request, status: Request.Status) -> None:
    request.status = status
    request.save(update_fields=["status"])
