"""Advisers are asked in the order of the requester, and answer."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell
from chiiki_web.refusals import Refusal


class CannotPlace(Refusal):
    """The request stays as it was."""


@transaction.atomic
def accept_dispatch(candidate_id: int, *, by: Membership, at: datetime) -> Request:
    """The adviser who was asked accepts (様式Ⅲ); the region and the office are told."""
    candidate, request = _asked(candidate_id, by)
    candidate.answer, candidate.answered_at = Candidate.Answer.ACCEPTED, at
    candidate.save(update_fields=["answer", "answered_at"])
    move(request, Request.Status.ACCEPTED)
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
    ask_next(request, at=at)
    return request


def ask_next(request: Request, *, at: datetime) -> None:
    """Ask the next in rank for every seat that is open; where there is nobody, say so."""
    waiting = list(queries.to_be_ranked(request).filter(rank__isnull=False))
    able = _with_days_left(request, waiting, at=at)
    seats = queries.free_seats(request)
    if len(able) < len(seats):
        _say_unplaced(request, at=at)
        return
    for seat, candidate in zip(seats, able, strict=False):
        _ask(request, candidate, seat, at=at)


def _with_days_left(
    request: Request, waiting: list[Candidate], *, at: datetime
) -> list[Candidate]:
    """Those who have days left; who has none is passed over."""
    advisers, able = _hold_advisers(waiting), []
    for candidate in waiting:
        left = engine_input.days_left(
            advisers[candidate.adviser_id], request.fiscal_year
        )
        if left >= engine_input.days_asked(request):
            able.append(candidate)
            continue
        candidate.answer, candidate.answered_at = Candidate.Answer.NO_DAYS, at
        candidate.save(update_fields=["answer", "answered_at"])
        log.record(
            "dispatch.passed_over",
            request,
            by=None,
            at=at,
            case=request.case,
            adviser=candidate.adviser_id,
            days_left=left,
        )
    return able


def hold(request_id: int) -> Request:
    """Lock a request for one deed."""
    return (
        Request.objects.select_for_update(of=("self",))
        .select_related("organisation", "municipality__prefecture")
        .get(pk=request_id)
    )


def move(request: Request, status: Request.Status) -> None:
    request.status = status
    request.save(update_fields=["status"])


def _hold_advisers(candidates: list[Candidate]) -> dict[int, Adviser]:
    """Two requests may want the last days of one adviser: the second waits here.

    They are locked in one order, so that no two requests wait for each other.
    """
    ids = [one.adviser_id for one in candidates]
    rows = Adviser.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in rows}


def _ask(request: Request, candidate: Candidate, seat: int, *, at: datetime) -> None:
    candidate.asked_at, candidate.seat = at, seat
    candidate.save(update_fields=["asked_at", "seat"])
    move(request, Request.Status.ASKED)
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


def _say_unplaced(request: Request, *, at: datetime) -> None:
    move(request, Request.Status.UNPLACED)
    log.record("dispatch.unplaced", request, by=None, at=at, case=request.case)
    asked = request.candidates.exclude(answer="").count()
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *accounts.holders("office"),
        ],
        "dispatch.unplaced",
        subject=_("Nobody could come: request %(number)s"),
        body=_(
            "Nobody who was ranked for “%(project)s” could come. The office looks for"
            " others."
        ),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.unplaced:{request.pk}:{asked}",
        at=at,
    )


def _asked(candidate_id: int, by: Membership) -> tuple[Candidate, Request]:
    """Lock the request in which a person is being asked now, or refuse."""
    candidate = Candidate.objects.select_related("adviser").get(pk=candidate_id)
    request = hold(candidate.request_id)
    candidate.refresh_from_db(fields=["asked_at", "answer"])
    if candidate.adviser.membership_id != by.pk or candidate.asked_at is None:
        raise CannotPlace(reason("dispatch.not_asked"))
    if request.status == Request.Status.WITHDRAWN:
        raise CannotPlace(reason("dispatch.withdrawn_already"))
    if candidate.answer:
        raise CannotPlace(reason("dispatch.already_answered"))
    return candidate, request
