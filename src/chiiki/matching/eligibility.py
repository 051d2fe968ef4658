"""Who cannot take which request: hard bars, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chiiki.matching.model import Adviser, Instance, Request
from chiiki.reasons import Reason, reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """One adviser who cannot take one request, with every reason."""

    request_id: str
    adviser_id: str
    reasons: tuple[Reason, ...]


def exclusions(instance: Instance) -> Iterator[Exclusion]:
    """Yield every pair that is barred, by request, then adviser."""
    advisers = sorted(instance.advisers, key=lambda one: one.id)
    for request in sorted(instance.requests, key=lambda one: one.id):
        for adviser in advisers:
            if against := reasons_against(instance, request, adviser):
                yield Exclusion(
                    request_id=request.id, adviser_id=adviser.id, reasons=against
                )


def reasons_against(
    instance: Instance, request: Request, adviser: Adviser
) -> tuple[Reason, ...]:
    """Every reason why this adviser cannot take this request; none where they can."""
    against = [*_bars(request, adviser), *_lacks(request, adviser)]
    if (request.id, adviser.id) in instance.wishes.bans:
        against.append(reason("matching.banned"))
    return tuple(against)


def _bars(request: Request, adviser: Adviser) -> Iterator[Reason]:
    if adviser.spare < request.half_days:
        yield reason(
            "matching.half_days_short",
            spare=adviser.spare,
            half_days=request.half_days,
        )
    if request.body in adviser.employers:
        yield reason("matching.own_employer")
    if request.vendors & adviser.vendors:
        yield reason("matching.declared_vendor")
    if adviser.id in request.earlier:
        yield reason("matching.same_project_this_year")


def _lacks(request: Request, adviser: Adviser) -> Iterator[Reason]:
    if not has_month(request, adviser):
        yield reason("matching.no_month")
    if request.team == 1 and not request.needed_sides <= adviser.sides:
        yield reason("matching.side_missing")
    if request.language is not None and request.language not in adviser.languages:
        yield reason("matching.language_missing")
    if adviser.id not in request.nominations and not fits(request, adviser):
        yield reason("matching.nothing_fits")


def has_month(request: Request, adviser: Adviser) -> bool:
    """Whether there is a month in common; where a side names none, every month will do."""
    if not request.months or adviser.months is None:
        return True
    return bool(request.months & adviser.months)


def fits(request: Request, adviser: Adviser) -> bool:
    """One wish that is met is enough; where nothing is wished for, everybody fits."""
    if not request.fields and not request.sides:
        return True
    return bool(request.fields & adviser.fields or request.sides & adviser.sides)
