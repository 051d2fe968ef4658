"""An acceptance is lifted before the visit, and a request goes on in another round."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import queries
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_next, hold
from chiiki_web.dispatch.actions.lettering import (
    void_acceptances,
    void_letters,
    write_lifted,
)
from chiiki_web.dispatch.actions.money import place
from chiiki_web.dispatch.actions.refunding import give_back
from chiiki_web.dispatch.actions.saying import move
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Round


@transaction.atomic
def lift_acceptance(
    candidate_id: int, *, ground: str, by: Membership, at: datetime
) -> Request:
    """Somebody who accepted cannot come: the next in rank is asked, the money given back.

    The office does it, or the adviser for themselves, until the first visit or the months
    of a manager have begun; a manager's months end on the page of the placement.
    """
    candidate = Candidate.objects.select_related("adviser__membership__user").get(
        pk=candidate_id
    )
    request = hold(candidate.request_id)
    candidate.refresh_from_db(fields=["answer"])
    candidate.request = request
    is_own = candidate.adviser.membership_id == by.pk
    if not is_own and not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.not_yours"))
    if candidate.answer != Candidate.Answer.ACCEPTED or request.status not in (
        Request.Status.ACCEPTED,
        Request.Status.ASKED,
        Request.Status.WAITING,
    ):
        raise CannotPlace(reason("dispatch.nothing_to_lift"))
    if not ground.strip():
        raise CannotPlace(reason("dispatch.lift_without_ground"))
    if queries.has_begun(request, at):
        raise CannotPlace(reason("dispatch.visit_has_begun"))
    if request.kind == Request.Kind.MANAGER and request.wanted_from <= localdate(at):
        raise CannotPlace(reason("dispatch.months_have_begun"))
    was_placed = request.status == Request.Status.ACCEPTED
    candidate.answer, candidate.answer_note = Candidate.Answer.LIFTED, ground
    candidate.answered_at = at
    candidate.save(update_fields=["answer", "answer_note", "answered_at"])
    back = give_back(candidate, by=by, at=at)
    request.schedules.filter(ended_at=None).update(ended_at=at)
    void_letters(request, at=at)
    log.record(
        "dispatch.lifted",
        request,
        by=by,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
        ground=ground,
        amount=back,
    )
    if was_placed:
        write_lifted(request, candidate, at=at)
    team = [one.adviser.membership for one in queries.accepted(request)]
    ask_next(request, at=at)
    void_acceptances(request, at=at)
    _tell_lifted(request, candidate, team, at=at)
    return request


@transaction.atomic
def go_on_in_round(
    request_id: int, round_id: int, *, by: Membership, at: datetime
) -> Request:
    """The office lets a request that was left over go on in a round that has money.

    What is set aside for part of a team goes back to the old round first.
    """
    request = hold(request_id)
    if not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status not in queries.WAITING_FOR_SOMEBODY:
        raise CannotPlace(reason("dispatch.not_left_over"))
    if queries.is_anybody_asked(request):
        raise CannotPlace(reason("dispatch.somebody_is_asked"))
    one = Round.objects.select_related("call__programme").get(pk=round_id)
    if not _is_fit(request, one, at):
        raise CannotPlace(reason("dispatch.round_does_not_fit"))
    for held in queries.accepted(request):
        held.request = request
        give_back(held, by=by, at=at)
    before = request.round
    request.round, request.call = one, one.call
    request.fiscal_year = one.call.fiscal_year
    request.save(update_fields=["round", "call", "fiscal_year"])
    log.record(
        "dispatch.moved_to_round",
        request,
        by=by,
        at=at,
        case=request.case,
        before=before.number if before else None,
        after=one.number,
    )
    tell(
        accounts.holders("officer", request.organisation),
        "dispatch.moved_to_round",
        subject=_("Your request goes on in round %(round)s: %(number)s"),
        body=_(
            "“%(project)s” goes on in round %(round)s. There is nothing to do for you."
        ),
        values={
            "number": request.number,
            "project": request.project,
            "round": one.number,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.moved:{request.pk}:{one.pk}:{at.isoformat()}",
        at=at,
    )
    if request.status == Request.Status.WAITING:
        go_on(request, by=by, at=at)
    return request


@transaction.atomic
def try_again(request_id: int, *, by: Membership, at: datetime) -> Request:
    """Money came back: a request that waits for it goes on where it stood.

    Where the budget is still short nothing happens, and nobody is told once more.
    """
    request = hold(request_id)
    if not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status != Request.Status.WAITING:
        raise CannotPlace(reason("dispatch.not_left_over"))
    go_on(request, by=by, at=at)
    if request.status == Request.Status.WAITING:
        free = queries.free_for(request) or 0
        raise CannotPlace(reason("dispatch.budget_still_short", free=free))
    return request


def go_on(request: Request, *, by: Membership, at: datetime) -> None:
    """From waiting for the budget to the step that comes next."""
    if queries.is_whole(request):
        place(request, by=by, at=at)
    elif queries.follows_anybody(request):
        ask_next(request, at=at)
    elif queries.to_be_ranked(request).exists():
        move(request, Request.Status.PROPOSED)
    else:
        move(request, Request.Status.SUBMITTED)


def _is_fit(request: Request, one: Round, at: datetime) -> bool:
    """A round of the same programme that is open, or still to open."""
    if one.pk == request.round_id or one.call.cancelled_at is not None:
        return False
    if one.call.programme_id != queries.PROGRAMMES[request.kind]:
        return False
    state = schemes.state_of(one, at)
    return state in (schemes.RoundState.OPEN, schemes.RoundState.COMING)


def _tell_lifted(
    request: Request, candidate: Candidate, team: list[Membership], *, at: datetime
) -> None:
    tell(
        [
            *accounts.holders("officer", request.organisation),
            *queries.office_of(request),
            candidate.adviser.membership,
            *team,
        ],
        "dispatch.lifted",
        subject=_("%(adviser)s cannot come after all: request %(number)s"),
        body=_what_follows(request),
        values={
            "adviser": str(candidate.adviser),
            "number": request.number,
            "project": request.project,
            "ground": candidate.answer_note,
        },
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.lifted:{candidate.pk}:{at.isoformat()}",
        at=at,
    )


def _what_follows(request: Request) -> str | Promise:
    """Who is told that somebody does not come is told whether another is asked."""
    if request.status == Request.Status.ASKED:
        return _(
            "The acceptance for “%(project)s” is lifted. The ground: %(ground)s The next in"
            " rank is asked; agreed days do not hold any more."
        )
    if request.status == Request.Status.WAITING:
        return _(
            "The acceptance for “%(project)s” is lifted. The ground: %(ground)s Nobody else"
            " is asked yet, as the budget does not suffice; agreed days do not hold any"
            " more."
        )
    return _(
        "The acceptance for “%(project)s” is lifted. The ground: %(ground)s Nobody is next"
        " in rank; the office looks for others. Agreed days do not hold any more."
    )
