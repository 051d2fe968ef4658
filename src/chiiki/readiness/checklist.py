"""The check list and its thresholds, read once from the data files beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from chiiki.readiness.model import Item, Threshold
from chiiki.words import Words


def _read(name: str) -> dict[str, Any]:
    text = files("chiiki.readiness").joinpath(name).read_text(encoding="utf-8")
    return tomllib.loads(text)


def _words(row: Mapping[str, Any], prefix: str = "") -> Words:
    return Words(row[f"{prefix}ja"], row[f"{prefix}en"])


def _item(row: Mapping[str, Any]) -> Item:
    return Item(
        code=row["code"],
        slide=row["slide"],
        plan_facts=tuple(row["plan"]),
        question_words=_words(row, "question_"),
        why_words=_words(row, "why_"),
        evidence_words=_words(row, "evidence_"),
    )


def _threshold(row: Mapping[str, Any]) -> Threshold:
    return Threshold(
        code=row["code"],
        value=row["value"],
        assumed=row["assumed"],
        source=row["source"],
        unit_words=_words(row, "unit_"),
        reason_words=_words(row, "reason_"),
    )


def _named(rows: list[Mapping[str, Any]]) -> Mapping[str, Words]:
    return MappingProxyType({row["code"]: _words(row) for row in rows})


_CHECKLIST = _read("checklist.toml")

ITEMS: tuple[Item, ...] = tuple(_item(row) for row in _CHECKLIST["items"])
STAKEHOLDER_KINDS: Mapping[str, Words] = _named(_CHECKLIST["stakeholder_kinds"])
PLAN_FACTS: Mapping[str, Words] = _named(_CHECKLIST["plan_facts"])
ZERO_IS_AN_ANSWER: frozenset[str] = frozenset(
    row["code"] for row in _CHECKLIST["plan_facts"] if row.get("zero_is_an_answer")
)
COST_HEADS: Mapping[str, Words] = _named(_CHECKLIST["cost_heads"])
THRESHOLDS: Mapping[str, Threshold] = MappingProxyType(
    {row["code"]: _threshold(row) for row in _read("thresholds.toml")["thresholds"]}
)
