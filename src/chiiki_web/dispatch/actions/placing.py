"""Candidates are proposed by the office and ranked by the requester."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from chiiki import matching
from chiiki.reasons import Reason, reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers import queries as advisers
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_next, hold
from chiiki_web.dispatch.actions.lettering import write_candidates
from chiiki_web.dispatch.actions.saying import move
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell

SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """Somebody whom a matching run proposes: how well they fit, part by part, and where.

    Without ``rank`` they stand in the order in which they are given.
    """

    adviser_id: int
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    rank: int | None = None
    proposal: str = ""


@transaction.atomic
def propose_candidates(
    request_id: int,
    *,
    chosen: Sequence[Proposed] | None = None,
    by: Membership,
    at: datetime,
) -> Request:
    """The office shows candidates (様式Ⅱ): those ``chosen``, or the best of the register.

    Nominated advisers come first. Where everybody who was ranked declined, it shows others.
    Where the requester left the choice to the office, the office's order is the ranking and
    the first is asked at once.
    """
    request = hold(request_id)
    if not queries.is_of_office(by, request):
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status not in queries.TO_PROPOSE:
        raise CannotPlace(reason("dispatch.already_proposed"))
    _call_back(request)
    known = {one.adviser_id: one for one in request.candidates.all()}
    if chosen is None:
        chosen = _best(request, known)
    else:
        _refuse_unfit(request, chosen)
        gone = list(_gone(request))
        kept = [one for one in request.nominee_against if one not in gone]
        request.nominee_against = kept + gone
    new = [one for one in _in_order(chosen) if one.adviser_id not in known]
    if not new and not queries.to_be_ranked(request).exists():
        raise CannotPlace(reason("dispatch.nobody_eligible"))
    made = Candidate.objects.bulk_create(
        Candidate(
            request=request,
            adviser_id=one.adviser_id,
            order=order,
            score=one.score,
            parts=dict(one.parts),
            proposal=one.proposal,
        )
        for order, one in enumerate(new, start=len(known) + 1)
    )
    request.save(update_fields=["nominee_against"])
    move(request, Request.Status.PROPOSED)
    log.record(
        "dispatch.candidates_proposed",
        request,
        by=by,
        at=at,
        case=request.case,
        advisers=[one.adviser_id for one in new],
    )
    write_candidates(request, list(queries.to_be_ranked(request)), at=at)
    if request.office_chooses:
        _give_ranks(request, list(queries.to_be_ranked(request)))
        ask_next(request, at=at)
    else:
        _tell_requester(request, len(known) + len(made), at=at)
    return request


@transaction.atomic
def rank_candidates(
    request_id: int, *, ranks: Mapping[int, int], by: Membership, at: datetime
) -> Request:
    """The requester ranks: candidate id → 1, 2, 3…; the first is asked at once.

    A team needs as many as it has members.
    """
    request = hold(request_id)
    if by.organisation_id != request.organisation_id or by.role != "officer":
        raise CannotPlace(reason("dispatch.not_yours"))
    if request.status != Request.Status.PROPOSED:
        raise CannotPlace(reason("dispatch.not_to_be_ranked"))
    candidates = {one.pk: one for one in queries.to_be_ranked(request)}
    if not ranks:
        raise CannotPlace(reason("dispatch.nobody_ranked"))
    in_order = sorted(ranks, key=lambda pk: ranks[pk])
    if set(ranks) - set(candidates) or [ranks[pk] for pk in in_order] != list(
        range(1, len(ranks) + 1)
    ):
        raise CannotPlace(reason("dispatch.ranks_not_in_order"))
    if len(ranks) < (needed := queries.open_seats(request)):
        raise CannotPlace(reason("dispatch.too_few_ranked", needed=needed))
    ordered = [candidates[pk] for pk in in_order]
    _give_ranks(request, ordered)
    log.record(
        "dispatch.ranked",
        request,
        by=by,
        at=at,
        case=request.case,
        order=[one.adviser_id for one in ordered],
    )
    ask_next(request, at=at)
    return request


def _call_back(request: Request) -> None:
    """Who was let go because a team was not whole can be asked again."""
    request.candidates.filter(answer=Candidate.Answer.RELEASED).update(
        answer="",
        answered_at=None,
        asked_at=None,
        seat=None,
        rank=None,
        answer_by=None,
        link_digest="",
    )


def _best(request: Request, known: Mapping[int, Candidate]) -> list[Proposed]:
    """The best of the register, who is nominated first; keeps why others cannot come."""
    wanted, register = engine_input.request_and_advisers(request)
    named = engine_input.rank_nominees(wanted, register, engine_input.nominees(request))
    request.nominee_against = [*_against_nominees(named), *_gone(request)]
    found = matching.rank_candidates(wanted, register, limit=SHOWN * 2 + len(known))
    best = {one.adviser_id: one for one in (*named.candidates, *found.candidates)}
    new = [one for one in best.values() if int(one.adviser_id) not in known]
    return [
        Proposed(adviser_id=int(one.adviser_id), score=one.score, parts=dict(one.parts))
        for one in new[:SHOWN]
    ]


def _in_order(chosen: Sequence[Proposed]) -> list[Proposed]:
    last = len(chosen)
    return sorted(chosen, key=lambda one: last if one.rank is None else one.rank)


def _refuse_unfit(request: Request, chosen: Sequence[Proposed]) -> None:
    """Who was chosen must be in the register, and may be sent to this region."""
    ids = [one.adviser_id for one in chosen]
    rows = advisers.commissioned(request.fiscal_year).filter(pk__in=ids)
    names = {one.pk: str(one) for one in rows}
    against: list[Reason] = []
    if len(set(ids)) < len(ids) or set(ids) - set(names):
        against.append(reason("dispatch.chosen_not_in_register"))
    if own := engine_input.bound_to(request, ids):
        against.extend(
            reason("dispatch.chosen_has_conflict", name=names.get(pk, ""))
            for pk in sorted(own)
        )
    if against:
        raise CannotPlace(*against)


def _give_ranks(request: Request, ordered: Sequence[Candidate]) -> None:
    """Rank after those who were ranked before."""
    before = request.candidates.aggregate(last=Max("rank"))["last"] or 0
    for rank, one in enumerate(ordered, start=before + 1):
        one.rank = rank
        one.save(update_fields=["rank"])


def _against_nominees(named: matching.Ranking) -> Iterator[dict[str, object]]:
    """Why somebody who was nominated is not among the candidates: codes and values."""
    for one in named.excluded:
        for why in one.reasons:
            yield {
                "adviser": int(one.adviser_id),
                "code": why.code,
                "values": dict(why.values),
            }


def _gone(request: Request) -> Iterator[dict[str, object]]:
    """Of those who were nominated, whose commission of the year has ended since."""
    named = engine_input.nominees(request)
    there = set(
        advisers.commissioned(request.fiscal_year)
        .filter(pk__in=named)
        .values_list("pk", flat=True)
    )
    for pk in named:
        if pk not in there:
            yield {
                "adviser": pk,
                "code": "dispatch.nominee_commission_ended",
                "values": {},
            }


def _tell_requester(request: Request, shown: int, *, at: datetime) -> None:
    tell(
        accounts.holders("officer", request.organisation),
        "dispatch.candidates_proposed",
        subject=_("Candidates for your request %(number)s"),
        body=_("Please put the candidates for “%(project)s” in the order you wish."),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.proposed:{request.pk}:{shown}",
        at=at,
    )
