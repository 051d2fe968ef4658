"""What speaks against a request by the figures of its scheme."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from chiiki.reasons import Reason, reason
from chiiki_web.advisers.models import SIDES, Adviser
from chiiki_web.dispatch import engine_input
from chiiki_web.dispatch.models import Request


def against_limits(
    request: Request, nominations: Sequence[Adviser]
) -> Iterator[Reason]:
    """How many may be named, how large a team, which ways together, which days."""
    asking = engine_input.asking_of(request)
    if len(nominations) > asking.nominations:
        yield reason("dispatch.too_many_nominations", most=asking.nominations)
    if not 1 <= request.team_size <= asking.team:
        yield reason("dispatch.team_too_large", most=asking.team)
    if request.mode == Request.Mode.BOTH and not asking.may_combine:
        yield reason("dispatch.ways_not_together")
    if request.mode == Request.Mode.BOTH and not (request.days and request.hours):
        yield reason("dispatch.both_ways_need_both")
    if set(request.needed_sides) - {code for code, _label in SIDES}:
        yield reason("dispatch.unknown_side")
    yield from _against_days(request)


def _against_days(request: Request) -> Iterator[Reason]:
    days = request.days_wanted
    first, last = request.wanted_from, request.wanted_until
    if any(not first <= day <= last for day in days):
        yield reason("dispatch.day_outside_period")
    if len(set(days)) < len(days):
        yield reason("dispatch.day_twice")
    terms = engine_input.terms_of(request)
    is_split = any(
        (b - a).days > 1 for a, b in zip(sorted(days), sorted(days)[1:], strict=False)
    )
    if terms is not None and is_split and not terms.may_split:
        yield reason("dispatch.days_not_split")
