"""Read the specification of an index from a TOML file that a person wrote."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from chiiki.errors import EngineError
from chiiki.indices.model import (
    Deviation,
    Indicator,
    Mean,
    Missing,
    Node,
    Normalisation,
    Outliers,
    Scale,
    Specification,
    Steps,
)

Chosen = TypeVar("Chosen", bound=StrEnum)
HEAD = {
    "code", "name_ja", "name_en", "panel_version", "source", "notes",
    "steps", "node", "indicator",
}  # fmt: skip
STEPS = {"missing", "missing_by", "outliers", "normalisation", "means"}


def read_specification(text: str) -> Specification:
    """The specification that a TOML text holds.

    Raises EngineError indices.not_toml, indices.unknown_key, indices.key_missing or
    indices.unknown_choice with the place, and those of a tree that is no tree.
    """
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise EngineError("indices.not_toml", found=str(fault)) from None
    _only(said, HEAD, "")
    return Specification(
        code=_text(said, "code", ""),
        name_ja=_text(said, "name_ja", ""),
        name_en=_text(said, "name_en", ""),
        panel_version=_text(said, "panel_version", ""),
        source=said.get("source", ""),
        notes=tuple(said.get("notes", ())),
        steps=_steps(_needed(said, "steps", "")),
        nodes=tuple(_node(one) for one in said.get("node", ())),
        indicators=tuple(_indicator(one) for one in said.get("indicator", ())),
    )


@cache
def published_specification(code: str) -> Specification:
    """One of the specifications that come with the package: ``published_indices``."""
    if code not in published_indices():
        raise EngineError("indices.no_specification", of=code)
    place = files("chiiki.indices").joinpath("data", f"{code}.toml")
    return read_specification(place.read_text("utf-8"))


def published_indices() -> tuple[str, ...]:
    """The codes of the specifications that come with the package."""
    folder = files("chiiki.indices").joinpath("data")
    names = (one.name for one in folder.iterdir() if one.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names))


def _steps(said: Mapping[str, Any]) -> Steps:
    _only(said, STEPS, "steps")
    how = _needed(said, "normalisation", "steps")
    _only(how, {"scale", "deviation", "low", "high"}, "steps.normalisation")
    outliers = said.get("outliers")
    if outliers is not None:
        _only(outliers, {"skewness", "kurtosis", "most"}, "steps.outliers")
    return Steps(
        missing=_chosen(Missing, _needed(said, "missing", "steps"), "steps.missing"),
        missing_by=said.get("missing_by", ""),
        outliers=None if outliers is None else Outliers(**outliers),
        normalisation=Normalisation(
            scale=_chosen(
                Scale,
                _needed(how, "scale", "steps.normalisation"),
                "steps.normalisation.scale",
            ),
            deviation=_chosen(
                Deviation,
                how.get("deviation", Deviation.POPULATION),
                "steps.normalisation.deviation",
            ),
            low=float(how.get("low", 0)),
            high=float(how.get("high", 100)),
        ),
        means=tuple(
            _chosen(Mean, one, "steps.means")
            for one in said.get("means", [Mean.ARITHMETIC])
        ),
    )


def _node(said: Mapping[str, Any]) -> Node:
    place = f"node {said.get('code', '')}".strip()
    _only(said, {"code", "name_ja", "name_en", "parent", "weight"}, place)
    return Node(
        code=_text(said, "code", place),
        name_ja=_text(said, "name_ja", place),
        name_en=_text(said, "name_en", place),
        parent=said.get("parent", ""),
        weight=float(said.get("weight", 1)),
    )


def _indicator(said: Mapping[str, Any]) -> Indicator:
    place = f"indicator {said.get('code', '')}".strip()
    known = {
        "code", "name_ja", "name_en", "parent", "direction", "weight", "unit", "per"
    }  # fmt: skip
    _only(said, known, place)
    return Indicator(
        code=_text(said, "code", place),
        name_ja=_text(said, "name_ja", place),
        name_en=_text(said, "name_en", place),
        parent=_text(said, "parent", place),
        direction=int(said.get("direction", 1)),
        weight=float(said.get("weight", 1)),
        unit=said.get("unit", ""),
        per=said.get("per", ""),
    )


def _needed(said: Mapping[str, Any], key: str, place: str) -> Any:
    if key not in said:
        raise EngineError("indices.key_missing", key=key, place=place)
    return said[key]


def _text(said: Mapping[str, Any], key: str, place: str) -> str:
    return str(_needed(said, key, place))


def _only(said: Mapping[str, Any], known: set[str], place: str) -> None:
    """A key that nobody knows is a step that nobody would do."""
    for key in said:
        if key not in known:
            raise EngineError("indices.unknown_key", key=key, place=place)


def _chosen(kind: type[Chosen], found: object, place: str) -> Chosen:
    try:
        return kind(str(found))
    except ValueError:
        choices = ", ".join(kind)
        raise EngineError(
            "indices.unknown_choice", found=found, place=place, choices=choices
        ) from None
