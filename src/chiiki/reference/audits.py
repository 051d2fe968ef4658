"""What the Board of Audit found on these grants, and others on programmes like them."""

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
)
from chiiki.reference.model import (
    AuditFinding,
    AuditRecord,
    Cause,
    Irregularity,
    Observation,
    Remedy,
)
from chiiki.reference.places import load_municipalities
from chiiki.reference.programmes import load_fields

NAME = "audit.toml"


@cache
def load_audit() -> AuditRecord:
    """What the Board of Audit found in October 2012, and what came before and after."""
    data = read_toml(NAME)
    seen = data["inspection"]
    observations = tuple(map(_observation, data["observations"]))
    irregularities = tuple(
        Irregularity(row["code"], words_of(row), source_of(row, {}))
        for row in data["irregularities"]
    )
    check_once((one.code for one in observations), NAME)
    check_once((one.code for one in irregularities), NAME)
    return AuditRecord(
        projects=seen["projects"],
        amount=Yen(seen["amount"]),
        inspected=seen["inspected"],
        without_enough_effect=seen["without_enough_effect"],
        without_enough_effect_amount=Yen(seen["without_enough_effect_amount"]),
        bodies=seen["bodies"],
        by_body=tuple((words_of(row), row["number"]) for row in seen["by_body"]),
        causes=tuple(
            Cause(words_of(row), source_of(row, seen)) for row in data["causes"]
        ),
        remedies=tuple(
            Remedy(words_of(row), source_of(row, seen)) for row in data["remedies"]
        ),
        irregularities=irregularities,
        findings=tuple(map(_finding, data["findings"])),
        observations=observations,
        source=source_of(seen, {}),
    )


def _finding(row: Row) -> AuditFinding:
    fields = {one.code for one in load_fields()}
    municipalities = {one.code for one in load_municipalities()}
    return AuditFinding(
        title=words_of(row, "title"),
        field=check_known(row["field"], fields, NAME),
        municipality=check_known(row["municipality"], municipalities, NAME),
        result=row["result"],
        problem=words_of(row, "problem"),
        failed=words_of(row, "failed"),
        source=source_of(row, {}),
    )


def _observation(row: Row) -> Observation:
    return Observation(
        code=row["code"],
        year=row.get("year"),
        words=words_of(row),
        numbers=row["numbers"],
        source=source_of(row, {}),
    )
