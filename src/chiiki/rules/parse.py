"""Read a scheme from its TOML text, and refuse one that could not be applied later."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.rules.model import (
    CapLimit,
    Criterion,
    Funding,
    Instrument,
    RatioLimit,
    Rule,
    Scheme,
)
from chiiki.rules.probe import check_expression
from chiiki.rules.table import Table

REQUESTED = "request.amount"


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
    sources = {key: str(value) for key, value in table.table("sources").rest().items()}
    amount = table.optional_table("amount")
    rules = [_rule(row, sources) for row in table.tables("rules")]
    funding = None
    if amount is not None:
        funding, more = _funding(amount, sources)
        rules += more
    criteria = table.table("criteria")
    scheme = Scheme(
        code=table.text("code"),
        version=table.text("version"),
        first_day=table.day("first_day"),
        instrument=Instrument(table.one_of("instrument", [*Instrument])),
        slide=table.number("slide"),
        words=table.words("name"),
        rules=tuple(rules),
        funding=funding,
        criteria=tuple(_criterion(row) for row in criteria.tables("list")),
        criteria_remark=criteria.words("note"),
        digest=_digest(content),
    )
    criteria.done()
    table.done()
    _refuse_duplicates(scheme)
    return scheme
