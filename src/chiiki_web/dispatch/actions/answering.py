"""An adviser who is asked accepts or declines: signed in, or by the link of the mail."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_next, hold
from chiiki_web.dispatch.actions.money import place
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell


@transaction.atomic
def accept_dispatch(
    candidate_id: int, *, by: Membership, at: datetime, by_link: bool = False
) -> Request:
    """The adviser who was asked accepts (様式Ⅲ); once the team is whole it is placed."""
    candidate, request = _asked(candidate_id, by, at)
    candidate.answer, candidate.answered_at = Candidate.Answer.ACCEPTED, at
    candidate.save(update_fields=["answer", "answered_at"])
    log.record(
        "dispatch.accepted",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
        by_link=by_link,
    )
    if queries.is_whole(request):
        place(request, by=by, at=at)
    else:
        _tell_part(request, candidate, at=at)
    return request


@transaction.atomic
def decline_dispatch(
    candidate_id: int,
    *,
    note: str,
    by: Membership,
    at: datetime,
    by_link: bool = False,
) -> Request:
    """The adviser declines with a reason; the next in rank is asked by itself."""
    candidate, request = _asked(candidate_id, by, at)
    if not note.strip():
        raise CannotPlace(reason("dispatch.decline_without_ground"))
    candidate.answer, candidate.answer_note = Candidate.Answer.DECLINED, note
    candidate.answered_at = at
    candidate.save(update_fields=["answer", "answer_note", "answered_at"])
    log.record(
        "dispatch.declined",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
        ground=note,
        by_link=by_link,
    )
    ask_next(request, at=at)
    return request


def answer_by_link(
    token: str, *, accepts: bool, note: str = "", at: datetime
) -> Request:
    """Answer without signing in: whoever holds the link answers for the adviser, once."""
    candidate = queries.candidate_by_link(token)
    if candidate is None or not queries.is_link_open(candidate, at):
        raise CannotPlace(reason("dispatch.link_over"))
    by = candidate.adviser.membership
    if accepts:
        return accept_dispatch(candidate.pk, by=by, at=at, by_link=True)
    return decline_dispatch(candidate.pk, note=note, by=by, at=at, by_link=True)


def _asked(
    candidate_id: int, by: Membership, at: datetime
) -> tuple[Candidate, Request]:
    """Lock the request in which a person is being asked now, or refuse."""
    candidate = Candidate.objects.select_related("adviser__membership__user").get(
        pk=candidate_id
    )
    request = hold(candidate.request_id)
    candidate.refresh_from_db(fields=["asked_at", "answer", "seat", "answer_by"])
    if candidate.adviser.membership_id != by.pk or candidate.asked_at is None:
        raise CannotPlace(reason("dispatch.not_asked"))
    if request.status == Request.Status.WITHDRAWN:
        raise CannotPlace(reason("dispatch.withdrawn_already"))
    if candidate.answer:
        raise CannotPlace(reason("dispatch.already_answered"))
    if candidate.answer_by is not None and candidate.answer_by <= at:
        raise CannotPlace(reason("dispatch.answer_too_late"))
    return candidate, request


def _tell_part(request: Request, candidate: Candidate, *, at: datetime) -> None:
    """One of a team has accepted: it is placed when the others have."""
    tell(
        [*queries.office_of(request), candidate.adviser.membership],
        "dispatch.part_accepted",
        subject=_("%(adviser)s accepts in a team: request %(number)s"),
        body=_("“%(project)s” is fixed as soon as the others of the team accept."),
        values={
            "adviser": str(candidate.adviser),
            "number": request.number,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.part_accepted:{candidate.pk}:{at.isoformat()}",
        at=at,
    )
