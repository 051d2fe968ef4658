"""Rank the advisers who can take one request, and say why the others cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chiiki.errors import EngineError
from chiiki.matching.ranking import (
    Candidate,
    DispatchRequest,
    Excluded,
    Ranking,
    RegisterLine,
)
from chiiki.reasons import Reason, reason

# How much each part counts; they add up to 1. A setting, not a published figure.
WEIGHTS = {"field": 0.45, "side": 0.2, "place": 0.15, "spare": 0.2}


def rank_candidates(
    request: DispatchRequest, advisers: Sequence[RegisterLine], *, limit: int
) -> Ranking:
    """The best ``limit`` advisers for a request, the nominated one first if eligible.

    The order of ``advisers`` does not matter: ties are broken by id. Raises EngineError
    matching.adviser_twice or matching.days_out_of_range.

    >>> wanted = DispatchRequest(fields=frozenset({"welfare"}), sides=frozenset({"use"}),
    ...     prefecture="A", region="east", days=2, requester="town")
    >>> near = RegisterLine(id="1", fields=frozenset({"welfare"}), sides=frozenset({"use"}),
    ...     prefecture="A", region="east", capacity_days=10)
    >>> full = RegisterLine(id="2", fields=frozenset({"welfare"}), sides=frozenset({"use"}),
    ...     prefecture="A", region="east", capacity_days=10, committed_days=9)
    >>> found = rank_candidates(wanted, [full, near], limit=5)
    >>> [one.adviser_id for one in found.candidates], found.excluded[0].reasons[0].code
    (['1'], 'matching.no_capacity')
    """
    _check(request, advisers)
    excluded, candidates = [], []
    for adviser in sorted(advisers, key=lambda one: one.id):
        against = tuple(_reasons_against(request, adviser))
        if against:
            excluded.append(Excluded(adviser_id=adviser.id, reasons=against))
        else:
            candidates.append(_candidate(request, adviser))
    candidates.sort(
        key=lambda one: (one.adviser_id != request.nominated_id, -one.score)
    )
    return Ranking(candidates=tuple(candidates[:limit]), excluded=tuple(excluded))


def _check(request: DispatchRequest, advisers: Sequence[RegisterLine]) -> None:
    if len({one.id for one in advisers}) != len(advisers):
        raise EngineError("matching.adviser_twice")
    if request.days < 1 or any(one.committed_days < 0 for one in advisers):
        raise EngineError("matching.days_out_of_range")


def _reasons_against(
    request: DispatchRequest, adviser: RegisterLine
) -> Iterator[Reason]:
    if adviser.spare_days < request.days:
        yield reason(
            "matching.no_capacity",
            spare=max(adviser.spare_days, 0),
            days=request.days,
        )
    if request.requester in adviser.employers:
        yield reason("matching.own_employer")
    if adviser.same_project_this_year:
        yield reason("matching.same_project_this_year")
    if adviser.id != request.nominated_id and not _fits(request, adviser):
        yield reason("matching.nothing_fits")


def _fits(request: DispatchRequest, adviser: RegisterLine) -> bool:
    """One wish that is met is enough; where nothing is wished for, everybody fits."""
    if not request.fields and not request.sides:
        return True
    return bool(request.fields & adviser.fields or request.sides & adviser.sides)


def _candidate(request: DispatchRequest, adviser: RegisterLine) -> Candidate:
    parts = {
        "field": _share(request.fields, adviser.fields),
        "side": _share(request.sides, adviser.sides),
        "place": _nearness(request, adviser),
        "spare": adviser.spare_days / adviser.capacity_days,
    }
    why = [
        reason("matching.field", percent=round(parts["field"] * 100)),
        reason("matching.side", percent=round(parts["side"] * 100)),
        reason("matching.place", percent=round(parts["place"] * 100)),
        reason("matching.spare", percent=round(parts["spare"] * 100)),
    ]
    if adviser.id == request.nominated_id:
        why.insert(0, reason("matching.nominated"))
    score = sum(WEIGHTS[name] * value for name, value in parts.items())
    return Candidate(
        adviser_id=adviser.id, score=round(score, 6), parts=parts, reasons=tuple(why)
    )


def _share(wanted: frozenset[str], offered: frozenset[str]) -> float:
    return len(wanted & offered) / len(wanted) if wanted else 1.0


def _nearness(request: DispatchRequest, adviser: RegisterLine) -> float:
    if adviser.prefecture == request.prefecture:
        return 1.0
    return 0.5 if adviser.region == request.region else 0.0
