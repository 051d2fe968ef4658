"""Candidates are proposed by the office and ranked by the requester."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from chiiki import matching
from chiiki.reasons import reason
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.audit import log
from chiiki_web.dispatch import engine_input, queries
from chiiki_web.dispatch.actions.asking import CannotPlace, ask_next, hold, move
from chiiki_web.dispatch.models import Candidate, Request
from chiiki_web.outbox.actions import tell

SHOWN = 5


@transaction.atomic
def propose_candidates(request_id: int, *, by: Membership, at: datetime) -> Request:
    """The office shows candidates (様式Ⅱ), nominated first, ranked by the engine.

    Where everybody who was ranked declined, it shows others.
    """
    request = hold(request_id)
    if by.role != Membership.Role.OFFICE:
        raise CannotPlace(reason("dispatch.office_only"))
    if request.status not in queries.TO_PROPOSE:
        raise CannotPlace(reason("dispatch.already_proposed"))
    known = set(request.candidates.values_list("adviser", flat=True))
    found = matching.rank_candidates(
        *engine_input.request_and_advisers(request), limit=SHOWN + len(known)
    )
    new = [one for one in found.candidates if int(one.adviser_id) not in known][:SHOWN]
    if not new and not queries.to_be_ranked(request).exists():
        raise CannotPlace(reason("dispatch.nobody_eligible"))
    Candidate.objects.bulk_create(
        Candidate(
            request=request,
            adviser_id=int(one.adviser_id),
            order=order,
            score=one.score,
            parts=dict(one.parts),
        )
        for order, one in enumerate(new, start=len(known) + 1)
    )
    request.nominee_against = _against_nominee(request, found)
    request.save(update_fields=["nominee_against"])
    move(request, Request.Status.PROPOSED)
    log.record(
        "dispatch.candidates_proposed",
        request,
        by=by,
        at=at,
        case=request.case,
        advisers=[int(one.adviser_id) for one in new],
    )
    tell(
        accounts.holders("officer", request.organisation),
        "dispatch.candidates_proposed",
        subject=_("Candidates for your request %(number)s"),
        body=_("Please put the candidates for “%(project)s” in the order you wish."),
        values={"number": request.number, "project": request.project},
        path=f"/dispatch/{request.pk}/",
        key=f"dispatch.proposed:{request.pk}:{len(known) + len(new)}",
        at=at,
    )
    return request


@transaction.atomic
def rank_candidates(
    request_id: int, *, ranks: Mapping[int, int], by: Membership, at: datetime
) -> Request:
    """The requester ranks: candidate id → 1, 2, 3…; the first is asked at once."""
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
    before = request.candidates.aggregate(last=Max("rank"))["last"] or 0
    for rank, pk in enumerate(in_order, start=before + 1):
        candidates[pk].rank = rank
        candidates[pk].save(update_fields=["rank"])
    log.record(
        "dispatch.ranked",
        request,
        by=by,
        at=at,
        case=request.case,
        order=[candidates[pk].adviser_id for pk in in_order],
    )
    ask_next(request, at=at)
    return request


def _against_nominee(
    request: Request, found: matching.Ranking
) -> list[dict[str, object]]:
    """Why the adviser who was named is not among the candidates, as codes and values."""
    return [
        {"code": why.code, "values": dict(why.values)}
        for one in found.excluded
        if one.adviser_id == str(request.nominated_id)
        for why in one.reasons
    ]
