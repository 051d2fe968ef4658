"""Advisers are asked in the order of the ranking, each by a mail with a link of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from django.db import transaction
from django.db.models import Max

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.advisers.models import Adviser
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.saying import (
    move,
    say_unplaced,
    say_waiting,
    tell_asked,
)
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox import links
from chiiki_web.refusals import Refusal


class CannotPlace(Refusal):
    """The request stays as it was."""


@transaction.atomic
def ask_directly(
    request_id: int, adviser_id: int, *, by: Membership, at: datetime
) -> Request:
    """The office asks somebody at once, beside every ranking, where a seat is free."""
    request = hold(request_id)
    if not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status not in queries.ASKABLE:
        raise CannotPlace(reason("dispatch.nobody_to_ask_now"))
    if queries.open_seats(request) != 1:
        raise CannotPlace(reason("dispatch.team_is_asked_as_a_whole"))
    adviser = _fit_adviser(request, adviser_id)
    candidate = _candidate(request, adviser)
    if not _with_days_left(request, [candidate], at=at):
        raise CannotPlace(reason("dispatch.no_days_left", name=str(adviser)))
    if waits_for_money(request, [candidate], at=at):
        return request
    _ask(request, candidate, queries.free_seats(request)[0], at=at)
    return request


def ask_next(request: Request, *, at: datetime) -> None:
    """Ask the next in rank for every seat that is open; where there is nobody, say so.

    A team is whole or it is none: without enough people, or without a side that it needs,
    nobody is asked and who has accepted is let go.
    """
    waiting = list(queries.to_be_ranked(request).filter(rank__isnull=False))
    able = _with_days_left(request, waiting, at=at)
    seats = queries.free_seats(request)
    chosen = _first_team(request, able, len(seats))
    if chosen is None:
        say_unplaced(request, at=at)
        return
    if waits_for_money(request, chosen, at=at):
        return
    for seat, candidate in zip(seats, chosen, strict=True):
        _ask(request, candidate, seat, at=at)


def waits_for_money(request: Request, chosen: list[Candidate], *, at: datetime) -> bool:
    """Whether the budget has no room for these people: then nobody is asked in vain."""
    free = queries.free_for(request)
    costs = [engine_input.cost_of(request, one.adviser) for one in chosen]
    needed = sum(one.total for one in costs if one is not None)
    if free is None or needed <= free:
        return False
    say_waiting(request, needed=needed, free=free, at=at)
    return True


def hold(request_id: int) -> Request:
    """Lock a request for one deed."""
    return (
        Request.objects.select_for_update(of=("self",))
        .select_related("organisation", "municipality__prefecture", "call", "round")
        .get(pk=request_id)
    )


def _first_team(
    request: Request, able: list[Candidate], seats: int
) -> list[Candidate] | None:
    """The first in rank who fill the seats and, with who is there, every needed side."""
    there = {
        side
        for one in queries.seated(request).select_related("adviser")
        for side in one.adviser.sides
    }
    lacking = set(request.needed_sides) - there
    for team in combinations(able, seats):
        if lacking <= {side for one in team for side in one.adviser.sides}:
            return list(team)
    return None


def _with_days_left(
    request: Request, waiting: list[Candidate], *, at: datetime
) -> list[Candidate]:
    """Those who have days left; who has none, or no commission, is passed over."""
    held, able = _hold_advisers(waiting), []
    for candidate in waiting:
        adviser = held[candidate.adviser_id]
        left = engine_input.days_left(adviser, request.fiscal_year)
        if left >= engine_input.days_asked(request):
            able.append(candidate)
            continue
        is_of_year = engine_input.is_commissioned(adviser, request.fiscal_year)
        why = Candidate.Answer.NO_DAYS if is_of_year else Candidate.Answer.ENDED
        candidate.answer, candidate.answered_at = why, at
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


def _hold_advisers(candidates: list[Candidate]) -> dict[int, Adviser]:
    """Two requests may want the last days of one adviser: the second waits here.

    They are locked in one order, so that no two requests wait for each other.
    """
    ids = [one.adviser_id for one in candidates]
    rows = Adviser.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return {one.pk: one for one in rows}


def _ask(request: Request, candidate: Candidate, seat: int, *, at: datetime) -> None:
    days = engine_input.days_to_answer(request)
    candidate.asked_at, candidate.seat = at, seat
    candidate.answer_by = at + timedelta(days=days)
    candidate.nonce, candidate.reminded_at = links.new_nonce(), None
    candidate.link_digest = links.digest_of(links.token_of(candidate.nonce))
    candidate.save(
        update_fields=[
            *("asked_at", "seat", "answer_by", "nonce", "reminded_at", "link_digest")
        ]
    )
    move(request, Request.Status.ASKED)
    log.record(
        "dispatch.adviser_asked",
        request,
        by=None,
        at=at,
        case=request.case,
        adviser=candidate.adviser_id,
    )
    tell_asked(request, candidate, again=False, at=at)


def _fit_adviser(request: Request, adviser_id: int) -> Adviser:
    adviser = advisers.commissioned(request.fiscal_year).filter(pk=adviser_id).first()
    if adviser is None:
        raise CannotPlace(reason("dispatch.chosen_not_in_register"))
    if engine_input.bound_to(request, [adviser_id]):
        raise CannotPlace(reason("dispatch.chosen_has_conflict", name=str(adviser)))
    if adviser_id in engine_input.advisers_of_project(request):
        raise CannotPlace(reason("matching.same_project_this_year"))
    return adviser


def _candidate(request: Request, adviser: Adviser) -> Candidate:
    """The candidacy of somebody who is asked directly, ranked after the others."""
    rows = request.candidates
    known = rows.filter(adviser=adviser).first()
    if known is not None and (known.asked_at or known.answer):
        raise CannotPlace(reason("dispatch.asked_before", name=str(adviser)))
    last = rows.aggregate(rank=Max("rank"), order=Max("order"))
    candidate = known or Candidate(
        request=request, adviser=adviser, order=(last["order"] or 0) + 1, score=0
    )
    candidate.rank, candidate.is_direct = (last["rank"] or 0) + 1, True
    candidate.save()
    return candidate
