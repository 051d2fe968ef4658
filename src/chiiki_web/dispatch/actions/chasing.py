"""Who has not answered is reminded, and passed over: by the worker, or by the office.

The worker reminds once and goes on to the next after the last day. Where nobody follows in
the order the office is told with the reminder, so that it can do something before that day.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_next, hold
from chiiki_web.dispatch.actions.saying import tell_asked, tell_silent
from chiiki_web.dispatch.models import ANSWERED_IN, Candidate, Request

logger = logging.getLogger(__name__)
A_DAY = timedelta(days=1)


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
        _pass_over(request, candidate, by=None, at=at)
        return True
    if request.status == Request.Status.WAITING:
        return False
    before = timedelta(days=engine_input.remind_days_before(request))
    if candidate.reminded_at is not None or at < candidate.answer_by - before:
        return False
    _remind(request, candidate, by=None, at=at)
    if queries.silent(request):
        tell_silent(request, candidate, at=at)
    return True


@transaction.atomic
def remind_adviser(candidate_id: int, *, by: Membership, at: datetime) -> Request:
    """The office reminds somebody once more, at most once a day."""
    request, candidate = _hold_silent(candidate_id, by, at)
    if candidate.reminded_at is not None and at < candidate.reminded_at + A_DAY:
        raise CannotPlace(
            reason("dispatch.reminded_today", name=str(candidate.adviser))
        )
    _remind(request, candidate, by=by, at=at)
    return request


@transaction.atomic
def stop_waiting(candidate_id: int, *, by: Membership, at: datetime) -> Request:
    """The office waits no longer for somebody who was reminded; others can be asked then."""
    request, candidate = _hold_silent(candidate_id, by, at)
    _pass_over(request, candidate, by=by, at=at)
    return request


def _hold_silent(
    candidate_id: int, by: Membership, at: datetime
) -> tuple[Request, Candidate]:
    """Lock the request in which a person is asked and was reminded, or refuse."""
    request = hold(Candidate.objects.get(pk=candidate_id).request_id)
    if not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.office_only"))
    found = [one for one in queries.silent(request) if one.pk == candidate_id]
    if not found:
        raise CannotPlace(reason("dispatch.nobody_silent"))
    return request, found[0]


def _remind(
    request: Request, candidate: Candidate, *, by: Membership | None, at: datetime
) -> None:
    candidate.reminded_at = at
    candidate.save(update_fields=["reminded_at"])
    log.record(
        "dispatch.reminded",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    tell_asked(request, candidate, again=True, at=at)


def _pass_over(
    request: Request, candidate: Candidate, *, by: Membership | None, at: datetime
) -> None:
    candidate.answer, candidate.answered_at = Candidate.Answer.NO_ANSWER, at
    candidate.save(update_fields=["answer", "answered_at"])
    log.record(
        "dispatch.no_answer",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    ask_next(request, at=at)
