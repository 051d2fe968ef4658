"""Refuse a round that cannot be meant, before anything is reckoned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from chiiki.errors import EngineError
from chiiki.matching.canonical import must_be
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.model import Contradiction, Instance, Mode, Request
from chiiki.reasons import Reason, reason


def refuse_bad_input(instance: Instance) -> None:
    """Raise EngineError for what is no round, Contradiction for wishes that cannot be."""
    if not instance.advisers:
        raise EngineError("matching.no_advisers")
    if not instance.requests:
        raise EngineError("matching.no_requests")
    if twice := _twice(one.id for one in instance.advisers):
        raise EngineError("matching.adviser_twice", adviser=twice)
    if twice := _twice(one.id for one in instance.requests):
        raise EngineError("matching.request_twice", request=twice)
    _refuse_bad_advisers(instance)
    for request in instance.requests:
        _refuse_bad_request(instance, request)
    _refuse_unknown(instance)
    if reasons := tuple(_contradictions(instance)):
        raise Contradiction(reasons)


def _twice(ids: Iterable[str]) -> str | None:
    return next((one for one, times in Counter(ids).items() if times > 1), None)


def _refuse_bad_advisers(instance: Instance) -> None:
    for one in instance.advisers:
        if min(one.capacity, one.committed, one.minimum) < 0:
            raise EngineError("matching.adviser_below_zero", adviser=one.id)
        if one.fee_class not in instance.rules.fees:
            raise EngineError(
                "matching.unknown_fee_class", adviser=one.id, found=one.fee_class
            )


def _refuse_bad_request(instance: Instance, request: Request) -> None:
    limits = instance.rules.limits
    if request.half_days < 1:
        raise EngineError("matching.no_days_asked", request=request.id)
    on_site = request.mode is Mode.ON_SITE
    if on_site and request.half_days > limits.days_on_site * 2:
        raise EngineError(
            "matching.too_many_days", request=request.id, most=limits.days_on_site
        )
    if request.hours > limits.hours_online:
        raise EngineError(
            "matching.too_many_hours", request=request.id, most=limits.hours_online
        )
    if not 1 <= request.team <= limits.team:
        raise EngineError("matching.team_out_of_range", request=request.id)
    if len(request.nominations) > limits.nominations:
        raise EngineError(
            "matching.too_many_nominations", request=request.id, most=limits.nominations
        )
    first = instance.first_month
    if first and request.months and max(request.months) < first:
        raise EngineError("matching.months_are_past", request=request.id)


def _refuse_unknown(instance: Instance) -> None:
    requests = {one.id for one in instance.requests}
    advisers = {one.id for one in instance.advisers}
    wishes = instance.wishes
    pairs = [*wishes.pins, *wishes.bans]
    nominated = [(r.id, who) for r in instance.requests for who in r.nominations]
    for request, adviser in sorted([*pairs, *nominated]):
        if request not in requests:
            raise EngineError("matching.unknown_request", found=request)
        if adviser not in advisers:
            raise EngineError("matching.unknown_adviser", found=adviser)


def _contradictions(instance: Instance) -> Iterator[Reason]:
    """What cannot be whatever else is wished: a bar or a ban against what must be."""
    requests = {one.id: one for one in instance.requests}
    advisers = {one.id: one for one in instance.advisers}
    settled: Counter[str] = Counter()
    for request_id, adviser_id in must_be(instance):
        request, adviser = requests.get(request_id), advisers.get(adviser_id)
        named = {"request": request_id, "adviser": adviser_id}
        code = _code(instance, request_id, adviser_id)
        if request is None or adviser is None:
            yield reason("matching.wish_gone", request=request_id, adviser=adviser_id)
            continue
        if against := reasons_against(instance, request, adviser):
            yield Reason(code, named)
            yield from against
        settled[request_id] += 1
    for request_id, count in settled.items():
        if count > requests[request_id].team:
            yield reason(
                "matching.too_many_settled",
                request=request_id,
                count=count,
                team=requests[request_id].team,
            )


def _code(instance: Instance, request: str, adviser: str) -> str:
    is_pin = (request, adviser) in instance.wishes.pins
    return "matching.pinned" if is_pin else "matching.notified"
