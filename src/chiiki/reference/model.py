"""What the reference data holds, as frozen values; whatever was published has a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chiiki.money import Yen
from chiiki.words import Words


@dataclass(frozen=True, slots=True)
class Region:
    """One of the eight regions, from north to south."""

    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Prefecture:
    code: str
    name: str
    kana: str
    name_en: str
    iso3166_2: str
    region: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """``latitude`` and ``longitude`` in degrees, None where they are not known."""

    code: str
    prefecture_code: str
    name: str
    kana: str
    kind: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Field:
    code: str
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Budget:
    words: Words
    first_fiscal_year: int
    last_fiscal_year: int
    amount: Yen


@dataclass(frozen=True, slots=True)
class Term:
    """One term as the deck states it, with its figure if it has one."""

    words: Words
    amount: Yen | None
    percent: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme of the deck; ``scheme`` is the code of its rules, empty if none.

    ``legal_name`` is the grant of which it was a round, ``note`` what was not found.
    """

    code: str
    words: Words
    legal_name: Words | None
    purpose: Words
    instrument: str
    kind: str
    first_fiscal_year: int
    last_fiscal_year: int | None
    slide: int
    scheme: str
    budgets: tuple[Budget, ...]
    terms: tuple[Term, ...]
    note: Words | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCall:
    """One call as it was published; None where a figure was not found."""

    programme: str
    words: Words
    opened_on: date
    closed_on: date
    closed_at: str
    decided_on: date | None
    floor: Yen | None
    cap: Yen | None
    applied: int | None
    chosen: int | None
    note: Words | None
    source: str


@dataclass(frozen=True, slots=True)
class AdviserFigure:
    """One number of advisers, managers or dispatches; ``words`` says of what."""

    what: str
    words: Words
    fiscal_year: int
    number: int
    source: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One share in percent of what ``words`` says."""

    code: str
    words: Words
    percent: float
    source: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Percent by year, on a scope of its own."""

    values: Mapping[int, float]
    scope: Words
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """``by_field`` holds the fields whose figure was published; ``note`` says which not."""

    n: int
    frame: int
    frame_words: Words
    systems: int
    any_field: float
    mean_of_fields: float
    mean_of_plans: float
    no_outlook: float
    by_field: Mapping[str, float]
    note: Words
    difficulties: tuple[Figure, ...]
    effects_running: tuple[Figure, ...]
    effects_not_running: tuple[Figure, ...]
    effects_note: Words
    trend: Trend
    source: str
    url: str


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many of a kind of local government answered."""

    words: Words
    answered: int
    frame: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSurvey:
    """What was found of a survey of another year; its scope is its own.

    ``by_field`` is by field code; None or empty where a figure was not found.
    """

    year: int
    frame: int | None
    valid: int | None
    rate: float | None
    fields: int | None
    systems: int | None
    by_field: Mapping[str, float]
    strata: tuple[Stratum, ...]
    note: Words
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEdition:
    """``order`` lists ISO 3166 alpha-3 codes, the first first, as far as published.

    ``japan`` holds Japan's ranks by area; ``rank_words`` names the areas.
    """

    year: int
    countries: int
    indicators: int
    order: tuple[str, ...]
    names: Mapping[str, Words]
    japan: Mapping[str, int]
    rank_words: Mapping[str, Words]
    note: Words
    source: str


@dataclass(frozen=True, slots=True)
class Cause:
    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the Board of Audit asked the ministry to see to."""

    words: Words
    source: str


@dataclass(frozen=True, slots=True)
class Irregularity:
    """A kind of fault that audits of grants named in the years after."""

    code: str
    words: Words
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFinding:
    """One published case; ``municipality`` is its code."""

    title: Words
    field: str
    municipality: str
    result: str
    problem: Words
    failed: Words
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What others found of like programmes; ``numbers`` are the figures in ``words``."""

    code: str
    year: int | None
    words: Words
    numbers: Mapping[str, int]
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """``by_body`` says how the bodies divide; amounts are as published, about."""

    projects: int
    amount: Yen
    inspected: int
    without_enough_effect: int
    without_enough_effect_amount: Yen
    bodies: int
    by_body: tuple[tuple[Words, int], ...]
    causes: tuple[Cause, ...]
    remedies: tuple[Remedy, ...]
    irregularities: tuple[Irregularity, ...]
    findings: tuple[AuditFinding, ...]
    observations: tuple[Observation, ...]
    source: str
