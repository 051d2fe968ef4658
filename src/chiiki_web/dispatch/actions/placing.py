"""Candidates are proposed, ranked by the requester, asked in turn, and answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki import matching
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal

SHOWN = 5


class CannotPlace(Refusal):
    """The request stays as it was."""


@transaction.atomic
def propose_candidates(request_id: int, *, by: Membership, at: datetime) -> Request:
    """The office shows candidates (様式Ⅱ), nominated first, ranked by the engine."""
    request = _locked(request_id)
    if by.role != Membership.Role.OFFICE:
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status != Request.Status.SUBMITTED:
        raise CannotPlace(reason("dispatch.already_proposed"))
    found = matching.rank_candidates(
        *engine_input.request_and_advisers(request), limit=SHOWN
    )
    if not found.candidates:
        raise CannotPlace(reason("dispatch.nobody_eligible"))
    Candidate.objects.bulk_create(
        Candidate(
            request=request,
            adviser_id=int(one.adviser_id),
            order=order,
            score=one.score,
            parts=dict(one.parts),
        )
        for order, one in enumerate(found.candidates, start=1)
    )
    _move(request, Request.Status.PROPOSED)
    log.record(
        "dispatch.candidates_proposed",
        request,
        by=by,
        at=at,
        case=request.case,
        advisers=[int(one.adviser_id) for one in found.candidates],
    )
    tell(
        accounts.holders("officer", request.organisation),
        "dispatch.candidates_proposed",
        subject=_("Candidates for your request %(number)s"),
        body=_("Please put the candidates for “%(project)s” in the order you wish."),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.proposed:{request.pk}",
        at=at,
    )
    return request


@transaction.atomic
def rank_candidates(
    request_id: int, *, ranks: Mapping[int, int], by: Membership, at: datetime
) -> Request:
    """The requester ranks: candidate id → 1, 2, 3…; the first is asked at once."""
    request = _locked(request_id)
    if by.organisation_id != request.organisation_id or by.role != "officer":
        raise CannotPlace(reason("dispatch.not_yours"))
    if request.status != Request.Status.PROPOSED:
        raise CannotPlace(reason("dispatch.not_to_be_ranked"))
    candidates = {one.pk: one for one in request.candidates.all()}
    if set(ranks) - set(candidates) or sorted(ranks.values()) != list(
        range(1, len(ranks) + 1)
    ):
        raise CannotPlace(reason("dispatch.ranks_not_in_order"))
    if not ranks:
        raise CannotPlace(reason("dispatch.nobody_ranked"))
    for pk, rank in ranks.items():
        candidates[pk].rank = rank
        candidates[pk].save(update_fields=["rank"])
    log.record(
        "dispatch.ranked",
        request,
        by=by,
        at=at,
        case=request.case,
        order=[
            candidates[pk].adviser_id for pk in sorted(ranks, key=lambda pk: ranks[pk])
        ],
    )
    _ask_next(request, at=at)
    return request


@transaction.atomic
def accept_dispatch(candidate_id: int, *, by: Membership, at: datetime) -> Request:
    """The adviser who was asked accepts (様式Ⅲ)."""
    candidate, request = _asked(candidate_id, by)
    candidate.answer, candidate.answered_at = Candidate.Answer.ACCEPTED, at
    candidate.save(update_fields=["answer", "answered_at"])
    _move(request, Request.Status.ACCEPTED)
    log.record(
        "dispatch.accepted",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *accounts.holders("office"),
        ],
        "dispatch.accepted",
        subject=_("%(adviser)s will come: request %(number)s"),
        body=_("%(adviser)s has accepted “%(project)s”. Please agree on the days."),
        values={
            "adviser": by.user.name,
            "number": request.number,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.accepted:{request.pk}",
        at=at,
    )
    return request


@transaction.atomic
def decline_dispatch(
    candidate_id: int, *, note: str, by: Membership, at: datetime
) -> Request:
    """The adviser declines with a reason; the next in rank is asked by itself."""
    candidate, request = _asked(candidate_id, by)
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
    )
    _ask_next(request, at=at)
    return request


def _ask_next(request: Request, *, at: datetime) -> None:
    candidate = (
        request.candidates.filter(rank__isnull=False, asked_at__isnull=True)
        .select_related("adviser__membership__user")
        .order_by("rank")
        .first()
    )
    if candidate is None:
        _move(request, Request.Status.UNPLACED)
        log.record("dispatch.unplaced", request, by=None, at=at, case=request.case)
        return
    candidate.asked_at = at
    candidate.save(update_fields=["asked_at"])
    _move(request, Request.Status.ASKED)
    log.record(
        "dispatch.adviser_asked",
        request,
        by=None,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    tell(
        [candidate.adviser.membership],
        "dispatch.asked",
        subject=_("%(organisation)s asks for you: request %(number)s"),
        body=_("“%(project)s”. Please say whether you can come."),
        values={
            "organisation": request.organisation.name_ja,
            "number": request.number,
            "project": request.project,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.asked:{candidate.pk}",
        at=at,
    )


def _asked(candidate_id: int, by: Membership) -> tuple[Candidate, Request]:
    candidate = Candidate.objects.select_related("adviser").get(pk=candidate_id)
    request = _locked(candidate.request_id)
    candidate.refresh_from_db()
    if candidate.adviser.membership_id != by.pk:
        raise CannotPlace(reason("dispatch.not_asked"))
    if candidate.answer or candidate.asked_at is None or request.status != "asked":
        raise CannotPlace(reason("dispatch.already_answered"))
    return candidate, request


def _locked(request_id: int) -> Request:
    return (
        Request.objects.select_for_update(of=("self",))
        .select_related("organisation", "municipality__prefecture", "nominated")
        .get(pk=request_id)
    )


def _move(request: Request, status: Request.Status) -> None:
    request.status = status
    request.save(update_fields=["status"])
