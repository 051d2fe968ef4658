"""Read a scheme from its TOML text, and refuse one that could not be applied later."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence

from chiiki.errors import EngineError
from chiiki.rules.funding import funding_and_rules
from chiiki.rules.model import Criterion, Instrument, Rule, Scheme
from chiiki.rules.requirement import read_rule
from chiiki.rules.table import Table


def parse_scheme(text: str, *, name: str) -> Scheme:
    """Return the scheme written in ``text``; ``name`` says in errors which text it was.

    Raises ``EngineError`` when the text is no TOML, a part lacks or is not known, or an
    expression asks for an unknown fact, compares what cannot be compared, or can never
    be answered with yes or with no.
    """
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise EngineError("rules.not_toml", scheme=name, message=str(error)) from error
    table = Table(content, scheme=name, part="scheme")
    sources = {key: str(text) for key, text in table.table("sources").rest().items()}
    rules = [
        read_rule(row, sources, expression=row.text("expression"))
        for row in table.tables("rules")
    ]
    funding = None
    if table.has("amount"):
        funding, from_amount = funding_and_rules(table.table("amount"), sources)
        rules += from_amount
    _refuse_duplicates(name, rules)
    criteria = table.table("criteria")
    scheme = Scheme(
        code=table.text("code"),
        version=table.text("version"),
        first_day=table.day("first_day"),
        instrument=Instrument(table.one_of("instrument", [*Instrument])),
        slide=table.number("slide"),
        words=table.table("name").words(),
        rules=tuple(rules),
        funding=funding,
        criteria=tuple(_criterion(row) for row in criteria.tables("list")),
        criteria_remark=criteria.words("note_"),
        digest=_digest(content),
    )
    criteria.done()
    table.done()
    return scheme


def _criterion(table: Table) -> Criterion:
    criterion = Criterion(
        code=table.text("code"),
        words=table.words(),
        max_points=table.positive("max_points"),
        weight=table.positive("weight"),
        assumed=table.flag("assumed"),
    )
    table.done()
    return criterion


def _refuse_duplicates(name: str, rules: Sequence[Rule]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise EngineError("rules.duplicate_rule", scheme=name, rule=rule.id)
        seen.add(rule.id)


def _digest(content: Mapping[str, object]) -> str:
    """Return the SHA-256 of the content, whatever its layout and its order of rules."""
    ordered = dict(content)
    rows = content.get("rules", [])
    if isinstance(rows, list):
        ordered["rules"] = sorted(rows, key=lambda row: str(row["id"]))
    canonical = json.dumps(
        ordered,
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
        default=lambda day: day.isoformat(),
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
