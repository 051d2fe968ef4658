"""The worker reminds who has not answered, and goes on to the next after the last day."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.asking import ask_next, hold
from chiiki_web.dispatch.actions.saying import tell_asked
from chiiki_web.dispatch.models import ANSWERED_IN, Candidate, Request

logger = logging.getLogger(__name__)


def chase_answers(at: datetime) -> int:
    """Remind and pass over whoever is due; one that fails stops no other."""
    done = 0
    for pk in list(queries.unanswered(at).values_list("pk", flat=True)):
        try:
            done += chase_answer(pk, at=at)
        except Exception:
            logger.exception("the answer of candidate %s is chased again", pk)
    return done


@transaction.atomic
def chase_answer(candidate_id: int, *, at: datetime) -> bool:
    """Remind one adviser, or ask the next in rank where the last day has passed.

    Nobody is reminded of a request that waits for money, but their time ends there too.
    """
    request = hold(Candidate.objects.get(pk=candidate_id).request_id)
    candidate = Candidate.objects.select_related("adviser__membership__user").get(
        pk=candidate_id
    )
    if (
        request.status not in ANSWERED_IN
        or candidate.answer
        or candidate.answer_by is None
    ):
        return False
    if candidate.answer_by <= at:
        _pass_over(request, candidate, at=at)
        return True
    if request.status == Request.Status.WAITING:
        return False
    before = timedelta(days=engine_input.remind_days_before(request))
    if candidate.reminded_at is not None or at < candidate.answer_by - before:
        return False
    candidate.reminded_at = at
    candidate.save(update_fields=["reminded_at"])
    log.record(
        "dispatch.reminded",
        request,
        by=None,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    tell_asked(request, candidate, again=True, at=at)
    return True


def _pass_over(request: Request, candidate: Candidate, *, at: datetime) -> None:
    candidate.answer, candidate.answered_at = Candidate.Answer.NO_ANSWER, at
    candidate.save(update_fields=["answer", "answered_at"])
    log.record(
        "dispatch.no_answer",
        request,
        by=None,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    ask_next(request, at=at)
