"""A publication as JSON that stays, and back again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chiiki.publication.comparing import Comparison
from chiiki.publication.model import (
    Base,
    Breakdown,
    Choices,
    Figure,
    Publication,
    PublishedTable,
    TableCode,
)
from chiiki.survey import Excluded, Frame, Hidden, Scope, StepRecord

SIGNS = 12  # significant digits that are kept of a figure


def stored(publication: Publication | Comparison) -> dict[str, Any]:
    """Plain values: figures to 12 digits, so that another processor gives the same."""
    found = asdict(publication)
    return {name: _plain(value) for name, value in found.items()}


def read_frame(values: Mapping[str, Any]) -> Frame:
    scope = values["scope"]
    return Frame(
        year=values["year"],
        scope=Scope(version=scope["version"], items=tuple(scope["items"])),
        units=values["units"],
        excluded=tuple(Excluded(**one) for one in values["excluded"]),
        rows=values["rows"],
    )


def read_publication(values: Mapping[str, Any]) -> Publication:
    return Publication(
        tables=tuple(_table(one) for one in values["tables"]),
        frame=read_frame(values["frame"]),
        choices=Choices(
            **values["choices"]
            | {"response_cells": tuple(values["choices"]["response_cells"])}
        ),
        steps=tuple(
            StepRecord(**one | {"columns": tuple(one["columns"])})
            for one in values["steps"]
        ),
        drawn=values["drawn"],
        answered=values["answered"],
    )


def _table(values: Mapping[str, Any]) -> PublishedTable:
    return PublishedTable(
        code=TableCode(values["code"]),
        figures=tuple(
            Figure(
                **one
                | {
                    "base": Base(one["base"]),
                    "by": Breakdown(one["by"]),
                    "hidden": Hidden(one["hidden"]),
                }
            )
            for one in values["figures"]
        ),
        model_cells=tuple(values["model_cells"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, float):
        return float(f"{value:.{SIGNS}g}")
    return str(value) if isinstance(value, str) else value
