"""Read the specification of an index from a TOML file that a person wrote."""

from __future__ import annotations

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
from chiiki.indices.series import Publisher, Series, Unit, Years
from chiiki.plain import printable
from chiiki.toml_text import read_toml

Chosen = TypeVar("Chosen", bound=StrEnum)
HEAD = {
    "code", "name_ja", "name_en", "panel_version", "source", "notes",
    "notes_en", "steps", "node", "indicator", "series", "years", "unit", "unit_codes",
}  # fmt: skip
STEPS = {"missing", "missing_by", "outliers", "normalisation", "means"}


def read_specification(text: str) -> Specification:
    """The specification that a TOML text holds.

    Raises EngineError indices.not_toml, indices.unknown_key, indices.key_missing or
    indices.unknown_choice with the place, and those of a tree that is no tree.
    """
    said = read_toml(text, broken="indices.not_toml", unreadable="indices.not_readable")
    _only(said, HEAD, "")
    return Specification(
        code=_text(said, "code", ""),
        name_ja=_text(said, "name_ja", ""),
        name_en=_text(said, "name_en", ""),
        panel_version=_text(said, "panel_version", ""),
        source=str(said.get("source", "")),
        notes=_lines(said, "notes"),
        notes_en=_lines(said, "notes_en"),
        steps=_steps(_table(_needed(said, "steps", ""), "steps")),
        nodes=tuple(_node(one) for one in _rows(said, "node")),
        indicators=tuple(_indicator(one) for one in _rows(said, "indicator")),
        series=tuple(_series(one) for one in _rows(said, "series")),
        years=_years(said["years"]) if "years" in said else None,
        units=tuple(_unit(one) for one in _rows(said, "unit")),
        unit_codes=_texts(said.get("unit_codes", {}), "unit_codes"),
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
    how = _table(_needed(said, "normalisation", "steps"), "steps.normalisation")
    _only(how, {"scale", "deviation", "low", "high"}, "steps.normalisation")
    return Steps(
        missing=_chosen(Missing, _needed(said, "missing", "steps"), "steps.missing"),
        missing_by=str(said.get("missing_by", "")),
        outliers=_outliers(said["outliers"]) if "outliers" in said else None,
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
            low=_number(how, "low", 0, "steps.normalisation"),
            high=_number(how, "high", 100, "steps.normalisation"),
        ),
        means=tuple(
            _chosen(Mean, one, "steps.means")
            for one in _list(said, "means", [Mean.ARITHMETIC], "steps.means")
        ),
    )


def _outliers(said: Any) -> Outliers:
    place, usual = "steps.outliers", Outliers()
    _only(_table(said, place), {"skewness", "kurtosis", "most"}, place)
    return Outliers(
        skewness=_number(said, "skewness", usual.skewness, place),
        kurtosis=_number(said, "kurtosis", usual.kurtosis, place),
        most=_whole(said, "most", place) if "most" in said else usual.most,
    )


def _node(said: Mapping[str, Any]) -> Node:
    place = f"node {said.get('code', '')}".strip()
    _only(said, {"code", "name_ja", "name_en", "parent", "weight"}, place)
    return Node(
        code=_text(said, "code", place),
        name_ja=_text(said, "name_ja", place),
        name_en=_text(said, "name_en", place),
        parent=str(said.get("parent", "")),
        weight=_number(said, "weight", 1, place),
    )


def _indicator(said: Mapping[str, Any]) -> Indicator:
    place = f"indicator {said.get('code', '')}".strip()
    known = {
        "code", "name_ja", "name_en", "parent", "direction", "weight", "unit", "unit_en",
        "per",
    }  # fmt: skip
    _only(said, known, place)
    return Indicator(
        code=_text(said, "code", place),
        name_ja=_text(said, "name_ja", place),
        name_en=_text(said, "name_en", place),
        parent=_text(said, "parent", place),
        direction=_whole(said, "direction", place) if "direction" in said else 1,
        weight=_number(said, "weight", 1, place),
        unit=str(said.get("unit", "")),
        unit_en=str(said.get("unit_en", "")),
        per=str(said.get("per", "")),
    )


def _series(said: Mapping[str, Any]) -> Series:
    place = f"series {said.get('indicator', '')}".strip()
    _only(said, {"indicator", "publisher", "code", "where"}, place)
    publisher = _chosen(
        Publisher, _needed(said, "publisher", place), f"{place}.publisher"
    )
    is_sdmx = publisher is Publisher.SDMX
    return Series(
        indicator=_text(said, "indicator", place),
        publisher=publisher,
        code=str(said.get("code", "")) if is_sdmx else _text(said, "code", place),
        where=_texts(said.get("where", {}), f"{place}.where"),
    )


def _years(said: Mapping[str, Any]) -> Years:
    _only(said, {"edition", "latest_within", "exactly"}, "years")
    found = {
        name: _whole(said, name, "years")
        for name in ("latest_within", "exactly")
        if name in said
    }
    return Years(edition=_whole(said, "edition", "years"), **found)


def _unit(said: Mapping[str, Any]) -> Unit:
    place = f"unit {said.get('code', '')}".strip()
    _only(said, {"code", "name_ja", "name_en", "groups"}, place)
    return Unit(
        code=_text(said, "code", place),
        name_ja=str(said.get("name_ja", "")),
        name_en=str(said.get("name_en", "")),
        groups=_texts(said.get("groups", {}), f"{place}.groups"),
    )


def _rows(said: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    """The parts [[key]] of a text; anything else under this name is refused."""
    found = said.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise EngineError("indices.not_a_part", key=key)
    return found


def _texts(said: Any, place: str) -> dict[str, str]:
    return {str(name): str(value) for name, value in _table(said, place).items()}


def _table(found: Any, place: str) -> Mapping[str, Any]:
    if not isinstance(found, dict):
        raise EngineError("indices.not_a_part", key=place)
    return found


def _list(said: Mapping[str, Any], key: str, usual: list[Any], place: str) -> list[Any]:
    found = said.get(key, usual)
    if not isinstance(found, list):
        raise EngineError("indices.not_a_part", key=place)
    return found


def _lines(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _list(said, key, [], key))


def _whole(said: Mapping[str, Any], key: str, place: str) -> int:
    found = _needed(said, key, place)
    if type(found) is not int:
        raise EngineError("indices.not_whole", found=found, key=key, place=place)
    return found


def _number(said: Mapping[str, Any], key: str, usual: float, place: str) -> float:
    found = said.get(key, usual)
    if type(found) not in (int, float) or not abs(found) < float("inf"):
        raise EngineError("indices.not_whole", found=found, key=key, place=place)
    return float(found)


def _needed(said: Mapping[str, Any], key: str, place: str) -> Any:
    if key not in said:
        raise EngineError("indices.key_missing", key=key, place=place)
    return said[key]


def _text(said: Mapping[str, Any], key: str, place: str) -> str:
    return printable(str(_needed(said, key, place)))


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
