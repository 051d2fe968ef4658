"""The published survey of 2011, and what was found of surveys of other years."""

from __future__ import annotations

from functools import cache

from chiiki.reference.files import Row, check_known, read_toml, source_of, words_of
from chiiki.reference.model import Figure, OtherSurvey, Stratum, Survey, Trend
from chiiki.reference.programmes import load_fields


@cache
def load_survey() -> Survey:
    """The survey of March 2011, as published."""
    data = read_toml("survey_2011.toml")
    trend, effects = data["trend"], data["effects"]
    return Survey(
        n=data["n"],
        frame=data["frame"],
        frame_words=words_of(data, "frame"),
        systems=data["systems"],
        any_field=data["any_field"],
        mean_of_fields=data["mean_of_fields"],
        mean_of_plans=data["mean_of_plans"],
        no_outlook=data["no_outlook"],
        by_field=_by_field(data, "survey_2011.toml"),
        note=words_of(data["by_field_note"]),
        difficulties=_figures(data["difficulties"], data),
        effects_running=_figures(effects["running"], data),
        effects_not_running=_figures(effects["not_running"], data),
        effects_note=words_of(effects, "note"),
        trend=Trend(
            {int(year): value for year, value in trend["values"].items()},
            words_of(trend, "scope"),
            source_of(trend, {}),
        ),
        source=source_of(data, {}),
        url=data["url"],
    )


@cache
def load_other_surveys() -> tuple[OtherSurvey, ...]:
    """Surveys of other years, the oldest first; no two share a scope."""
    return tuple(map(_other, read_toml("surveys_other.toml")["surveys"]))


def _other(row: Row) -> OtherSurvey:
    return OtherSurvey(
        year=row["year"],
        frame=row.get("frame"),
        valid=row.get("valid"),
        rate=row.get("rate"),
        fields=row.get("fields"),
        systems=row.get("systems"),
        by_field=_by_field(row, "surveys_other.toml"),
        strata=tuple(
            Stratum(words_of(one), one["answered"], one["frame"])
            for one in row.get("strata", [])
        ),
        note=words_of(row, "note"),
        source=source_of(row, {}),
    )


def _by_field(row: Row, where: str) -> dict[str, float]:
    known = {one.code for one in load_fields()}
    found = row.get("by_field", {})
    return {check_known(code, known, where): value for code, value in found.items()}


def _figures(rows: list[Row], data: Row) -> tuple[Figure, ...]:
    return tuple(
        Figure(row["code"], words_of(row), row["percent"], source_of(row, data))
        for row in rows
    )
