"""Fields, programmes with their budgets, and published calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.reference.files import read_toml
from chiiki.words import Words


@dataclass(frozen=True, slots=True)
class Field:
    code: str
    words: Words


@dataclass(frozen=True, slots=True)
class Budget:
    words: Words
    first_fiscal_year: int
    last_fiscal_year: int
    amount: Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """One programme of the deck; ``scheme`` is the code of its rules, empty if none."""

    code: str
    words: Words
    purpose: Words
    instrument: str
    kind: str
    first_fiscal_year: int
    last_fiscal_year: int | None
    slide: int
    scheme: str
    budgets: tuple[Budget, ...]
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
    what: str
    fiscal_year: int
    number: int
    source: str


@cache
def load_fields() -> tuple[Field, ...]:
    """The eleven fields, in the order in which lists show them."""
    rows = read_toml("fields.toml")["fields"]
    return tuple(Field(row["code"], Words(row["ja"], row["en"])) for row in rows)


@cache
def load_programmes() -> tuple[Programme, ...]:
    """Every programme of the deck, in the order of its slides."""
    return tuple(_programme(row) for row in read_toml("programmes.toml")["programmes"])


@cache
def load_calls() -> tuple[PublishedCall, ...]:
    """The published calls, the oldest first."""
    known = {one.code for one in load_programmes()}
    found = []
    for row in read_toml("calls.toml")["calls"]:
        if row["programme"] not in known:
            raise EngineError("reference.unknown_programme", found=row["programme"])
        found.append(
            PublishedCall(
                programme=row["programme"],
                words=Words(row["ja"], row["en"]),
                opened_on=row["opened_on"],
                closed_on=row["closed_on"],
                closed_at=row.get("closed_at", ""),
                decided_on=row.get("decided_on"),
                floor=row.get("floor"),
                cap=row.get("cap"),
                applied=row.get("applied"),
                chosen=row.get("chosen"),
                note=Words(row["note_ja"], row["note_en"]) if "note_ja" in row else None,
                source=row["source"],
            )
        )
    return tuple(found)


@cache
def load_adviser_figures() -> tuple[AdviserFigure, ...]:
    """How many advisers there were, and how many dispatches, in the years found."""
    data = read_toml("advisers.toml")
    return tuple(
        AdviserFigure(row["what"], row["fiscal_year"], row["number"], data["source"])
        for row in data["figures"]
    )


def _programme(row: dict[str, Any]) -> Programme:
    return Programme(
        code=row["code"],
        words=Words(row["ja"], row["en"]),
        purpose=Words(row["purpose_ja"], row["purpose_en"]),
        instrument=row["instrument"],
        kind=row["kind"],
        first_fiscal_year=row["first_fiscal_year"],
        last_fiscal_year=row.get("last_fiscal_year"),
        slide=row["slide"],
        scheme=row.get("scheme", ""),
        budgets=tuple(
            Budget(
                Words(one["ja"], one["en"]),
                one["first_fiscal_year"],
                one["last_fiscal_year"],
                Yen(one["amount"]),
            )
            for one in row.get("budgets", [])
        ),
        source=row["source"],
    )
