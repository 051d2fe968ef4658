"""Published figures: the survey of 2011, the index, and what the audit found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from chiiki.money import Yen
from chiiki.reference.files import read_toml
from chiiki.words import Words


@dataclass(frozen=True, slots=True)
class Figure:
    """One share in percent of what ``words`` says."""

    words: Words
    percent: float


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
    by_field: Mapping[str, float]
    note: Words
    difficulties: tuple[Figure, ...]
    effects_running: tuple[Figure, ...]
    effects_not_running: tuple[Figure, ...]
    trend: Trend
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEdition:
    """``order`` lists ISO 3166 alpha-3 codes, the first first, as far as published."""

    year: int
    countries: int
    indicators: int
    order: tuple[str, ...]
    names: Mapping[str, Words]
    japan: Mapping[str, int]
    source: str


@dataclass(frozen=True, slots=True)
class Cause:
    words: Words


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
class AuditRecord:
    projects: int
    amount: Yen
    inspected: int
    without_enough_effect: int
    without_enough_effect_amount: Yen
    bodies: int
    causes: tuple[Cause, ...]
    findings: tuple[AuditFinding, ...]
    source: str


@cache
def load_survey() -> Survey:
    """The survey of March 2011, as published."""
    data = read_toml("survey_2011.toml")
    trend = data["trend"]
    return Survey(
        n=data["n"],
        frame=data["frame"],
        frame_words=Words(data["frame_ja"], data["frame_en"]),
        systems=data["systems"],
        any_field=data["any_field"],
        mean_of_fields=data["mean_of_fields"],
        by_field=data["by_field"],
        note=Words(**data["by_field_note"]),
        difficulties=_figures(data["difficulties"]),
        effects_running=_figures(data["effects"]["running"]),
        effects_not_running=_figures(data["effects"]["not_running"]),
        trend=Trend(
            {int(year): value for year, value in trend["values"].items()},
            Words(trend["scope_ja"], trend["scope_en"]),
            trend["source"],
        ),
        source=data["source"],
        url=data["url"],
    )


@cache
def load_index() -> tuple[IndexEdition, ...]:
    """The editions of the index whose order was published, the oldest first."""
    data = read_toml("index.toml")
    names = {code: Words(ja, en) for code, (ja, en) in data["countries"].items()}
    return tuple(
        IndexEdition(
            year=row["year"],
            countries=row["countries"],
            indicators=row["indicators"],
            order=tuple(row["order"]),
            names={code: names[code] for code in row["order"]},
            japan=row["japan"],
            source=row["source"],
        )
        for row in data["editions"]
    )


@cache
def load_audit() -> AuditRecord:
    """What the Board of Audit found in October 2012."""
    data = read_toml("audit.toml")
    seen = data["inspection"]
    return AuditRecord(
        projects=seen["projects"],
        amount=Yen(seen["amount"]),
        inspected=seen["inspected"],
        without_enough_effect=seen["without_enough_effect"],
        without_enough_effect_amount=Yen(seen["without_enough_effect_amount"]),
        bodies=seen["bodies"],
        causes=tuple(Cause(Words(row["ja"], row["en"])) for row in data["causes"]),
        findings=tuple(
            AuditFinding(
                title=Words(row["title_ja"], row["title_en"]),
                field=row["field"],
                municipality=row["municipality"],
                result=row["result"],
                problem=Words(row["problem_ja"], row["problem_en"]),
                failed=Words(row["failed_ja"], row["failed_en"]),
                source=row["source"],
            )
            for row in data["findings"]
        ),
        source=seen["source"],
    )


def _figures(rows: list[dict[str, object]]) -> tuple[Figure, ...]:
    return tuple(
        Figure(Words(str(row["ja"]), str(row["en"])), float(str(row["percent"])))
        for row in rows
    )
