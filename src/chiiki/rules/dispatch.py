"""What a scheme states of sending people: how long, whom one may name, until when, for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chiiki.rules.ground import Ground
from chiiki.words import Words

DEFAULT_CLASS = "standard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The most of something for one case; it is a rule too."""

    most: int
    rule: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a request is made and an adviser is asked; days are whole days."""

    nominations: int
    team: int
    may_combine: bool
    days_to_answer: int
    remind_days_before: int
    survey_days: int
    priority_fields: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeClass:
    """Yen for a half-day of an adviser of one class (謝金の区分)."""

    code: str
    yen: int
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """Yen for one journey there and back, by distance."""

    same_prefecture: int
    same_region: int
    elsewhere: int
    ground: Ground

    def classes(self) -> Mapping[str, int]:
        return {
            "same_prefecture": self.same_prefecture,
            "same_region": self.same_region,
            "elsewhere": self.elsewhere,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """Days on site and hours online for a case; ``may_split``: the days need not follow."""

    days_on_site: Limit
    hours_online: Limit
    may_split: bool
    asking: Asking
    fees: tuple[FeeClass, ...]
    journey: Journey
    source: Words

    @property
    def ground(self) -> Ground:
        """Assumed where any part is."""
        grounds = [
            *(self.days_on_site.ground, self.hours_online.ground),
            *(self.asking.ground, self.journey.ground),
            *(one.ground for one in self.fees),
        ]
        is_assumed = any(one.assumed for one in grounds)
        return Ground(source=self.source, assumed=is_assumed)

    def yen_per_half_day(self, fee_class: str) -> int:
        """What a class is paid; a class that is not stated is paid like the first."""
        stated = {one.code: one.yen for one in self.fees}
        return stated.get(fee_class, self.fees[0].yen)
