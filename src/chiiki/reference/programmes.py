"""Fields, programmes with their budgets and terms, and published calls."""

from __future__ import annotations

from functools import cache

from chiiki.money import Yen
from chiiki.reference.files import (
    Row,
    check_known,
    check_once,
    read_toml,
    source_of,
    words_of,
    words_or_none,
)
from chiiki.reference.model import Budget, Field, Programme, PublishedCall, Term

INSTRUMENTS = {"commission", "grant", "subsidy", "dispatch"}
KINDS = {"infrastructure", "use", "people"}


@cache
def load_fields() -> tuple[Field, ...]:
    """The eleven fields, in the order in which lists show them."""
    data = read_toml("fields.toml")
    check_once((row["code"] for row in data["fields"]), "fields.toml")
    return tuple(
        Field(row["code"], words_of(row), source_of(row, data))
        for row in data["fields"]
    )


@cache
def load_programmes() -> tuple[Programme, ...]:
    """Every programme of the deck, in the order of its slides."""
    rows = read_toml("programmes.toml")["programmes"]
    check_once((row["code"] for row in rows), "programmes.toml")
    return tuple(_programme(row) for row in rows)


@cache
def load_calls() -> tuple[PublishedCall, ...]:
    """The published calls, in the order of the programmes."""
    known = {one.code for one in load_programmes()}
    return tuple(_call(row, known) for row in read_toml("calls.toml")["calls"])


def _programme(row: Row) -> Programme:
    where = f"programmes.toml:{row['code']}"
    return Programme(
        code=row["code"],
        words=words_of(row),
        legal_name=words_or_none(row, "legal_name"),
        purpose=words_of(row, "purpose"),
        instrument=check_known(row["instrument"], INSTRUMENTS, where),
        kind=check_known(row["kind"], KINDS, where),
        first_fiscal_year=row["first_fiscal_year"],
        last_fiscal_year=row.get("last_fiscal_year"),
        slide=row["slide"],
        scheme=row.get("scheme", ""),
        budgets=tuple(map(_budget, row.get("budgets", []))),
        terms=tuple(map(_term, row.get("terms", []))),
        note=words_or_none(row, "note"),
        source=source_of(row, {}),
    )


def _budget(row: Row) -> Budget:
    return Budget(
        words_of(row),
        row["first_fiscal_year"],
        row["last_fiscal_year"],
        Yen(row["amount"]),
    )


def _term(row: Row) -> Term:
    return Term(words_of(row), row.get("amount"), row.get("percent"))


def _call(row: Row, programmes: set[str]) -> PublishedCall:
    return PublishedCall(
        programme=check_known(row["programme"], programmes, "calls.toml"),
        words=words_of(row),
        opened_on=row["opened_on"],
        closed_on=row["closed_on"],
        closed_at=row.get("closed_at", ""),
        decided_on=row.get("decided_on"),
        floor=row.get("floor"),
        cap=row.get("cap"),
        applied=row.get("applied"),
        chosen=row.get("chosen"),
        note=words_or_none(row, "note"),
        source=source_of(row, {}),
    )
