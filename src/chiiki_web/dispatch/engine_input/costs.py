"""What it costs to send an adviser, by the terms of the scheme."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from chiiki import rules
from chiiki_web.advisers.models import Adviser, Commission
from chiiki_web.dispatch.engine_input.facts import SCHEMES, scheme_of
from chiiki_web.dispatch.models import Request
from chiiki_web.regions.models import Prefecture

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Whole yen: yen for a half-day x half-days + yen for a journey x journeys."""

    fee_class: str
    yen_per_half_day: int
    half_days: int
    travel_class: str
    yen_per_journey: int
    journeys: int

    @property
    def total(self) -> int:
        fee = self.yen_per_half_day * self.half_days
        return fee + self.yen_per_journey * self.journeys


def terms_of(request: Request) -> rules.Dispatch | None:
    """What the scheme states of sending people; a scheme may state nothing."""
    return scheme_of(request).terms.dispatch


def days_to_answer(request: Request) -> int:
    """Days in which an adviser answers."""
    return asking_of(request).days_to_answer


def remind_days_before(request: Request) -> int:
    return asking_of(request).remind_days_before


def cost_of(request: Request, adviser: Adviser) -> Cost | None:
    """What one adviser costs; ``None`` where the scheme states no fees."""
    terms = terms_of(request)
    if terms is None:
        return None
    fee_class = _fee_class(adviser, request.fiscal_year)
    distance = _distance(request.municipality.prefecture, adviser.prefecture)
    return Cost(
        fee_class=fee_class,
        yen_per_half_day=terms.yen_per_half_day(fee_class),
        half_days=request.half_days,
        travel_class=distance,
        yen_per_journey=terms.journey.classes()[distance],
        journeys=journeys_of(request),
    )


def journeys_of(request: Request) -> int:
    """One for each day that is wished apart, at most one a day; none online."""
    if request.mode == Request.Mode.ONLINE or not request.days:
        return 0
    return min(max(len(request.wanted_days), 1), request.days)


def journeys_agreed(days: Iterable[date]) -> int:
    """One for each run of days on site that follow one another."""
    known = set(days)
    return sum(day - ONE_DAY not in known for day in known)


def asking_of(request: Request) -> rules.Asking:
    """What the scheme states, else what the packaged rules for advisers state."""
    terms = terms_of(request) or rules.load_scheme(SCHEMES["adviser"]).terms.dispatch
    assert terms is not None
    return terms.asking


def _fee_class(adviser: Adviser, fiscal_year: int) -> str:
    found = (
        Commission.objects.filter(
            adviser=adviser, fiscal_year=fiscal_year, is_ended=False
        )
        .values_list("rate_class", flat=True)
        .first()
    )
    return found or ""


def _distance(place: Prefecture, home: Prefecture) -> str:
    if place.pk == home.pk:
        return "same_prefecture"
    return "same_region" if place.region == home.region else "elsewhere"
