"""Days that hold for every placement: the data file beside this app says which."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

HERE = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Usual:
    """When logs are due, assessments are to be made, and the region is asked again."""

    days_a_month: int
    most_days_a_month: int
    log_due_day: int
    log_again: timedelta
    assess_within: timedelta
    asked_again_years: int
    asked_again: timedelta


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An ability that both sides may take over."""

    code: str
    ja: str
    en: str


@cache
def usual() -> Usual:
    found = tomllib.loads((HERE / "placements.toml").read_text(encoding="utf-8"))
    log, again = found["monthly_log"], found["asked_again"]
    return Usual(
        days_a_month=found["usual_days_a_month"]["value"],
        most_days_a_month=found["usual_days_a_month"]["most"],
        log_due_day=log["due_day"],
        log_again=timedelta(days=log["remind_again_days"]),
        assess_within=timedelta(days=found["assessments"]["within_days"]),
        asked_again_years=again["after_years"],
        asked_again=timedelta(days=again["remind_again_days"]),
    )


@cache
def suggested() -> tuple[Suggestion, ...]:
    found = tomllib.loads((HERE / "abilities.toml").read_text(encoding="utf-8"))
    return tuple(Suggestion(**one) for one in found["abilities"])
