"""Read a scheme from its TOML text, and refuse one that could not be applied later."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chiiki.errors import EngineError
from chiiki.rules.digests import scheme_digest
from chiiki.rules.funding import funding_and_rules
from chiiki.rules.limits import MOST_DEPTH, refuse_deep
from chiiki.rules.model import Criterion, Funding, Instrument, Rule, Scheme
from chiiki.rules.read_form import read_form
from chiiki.rules.read_terms import terms_and_rules
from chiiki.rules.requirement import Sources, read_rule
from chiiki.rules.table import Table
from chiiki.rules.terms import Terms
from chiiki.words import Words

_VERSION = re.compile(r"[-a-zA-Z0-9_]{1,40}")
_LONG_NUMBER = re.compile(r"[\d_]{4000,}")
WHO = ("applicant.", "consortium.", "region.", "award.")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a scheme's text, for the page that edits it.

    ``part`` is a path such as ``scheme.amount.cap.limits[1]``, ``rule`` the rule's id or
    an empty text, ``key`` the key at fault or an empty text; ``values`` fill the words.
    """

    part: str
    rule: str
    key: str
    code: str
    values: Mapping[str, object]


def parse_scheme(text: str, *, name: str) -> Scheme:
    """Return the scheme written in ``text``; ``name`` says in errors which text it was.

    Raises ``EngineError`` when the text is no TOML, a part lacks or is not known, or an
    expression asks for an unknown fact, compares what cannot be compared, or can never
    be answered with yes or with no.
    """
    faults: list[EngineError] = []
    scheme = _read(text, name, faults)
    if faults or scheme is None:
        raise faults[0]
    return scheme


def problems_of(text: str, *, name: str = "") -> tuple[Problem, ...]:
    """Return everything that is wrong with a scheme's text, empty where nothing is.

    >>> [problem.code for problem in problems_of("code =")]
    ['rules.not_toml']
    """
    faults: list[EngineError] = []
    _read(text, name, faults)
    return tuple(_problem(fault) for fault in faults)


def read_toml(text: str, *, name: str = "") -> dict[str, object]:
    """Return the tables of a text; raises ``EngineError`` for what cannot be read.

    >>> read_toml("days = 30")
    {'days': 30}
    """
    try:
        content = tomllib.loads(text)
    except RecursionError as error:
        raise EngineError("rules.too_deep", scheme=name, most=MOST_DEPTH) from error
    except tomllib.TOMLDecodeError as error:
        raise EngineError("rules.not_toml", scheme=name, message=str(error)) from error
    except ValueError as error:  # Python reads no number of thousands of digits
        raise EngineError(
            "rules.number_too_long", scheme=name, line=_line_of_long_number(text)
        ) from error
    refuse_deep(content)
    return content


def _line_of_long_number(text: str) -> int:
    found = _LONG_NUMBER.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _problem(fault: EngineError) -> Problem:
    place = {key: str(fault.values.get(key, "")) for key in ("part", "rule", "key")}
    return Problem(**place, code=fault.code, values=dict(fault.values))


def _read(text: str, name: str, faults: list[EngineError]) -> Scheme | None:
    try:
        content = read_toml(text, name=name)
    except EngineError as error:
        faults.append(error)
        return None
    table = Table(content, scheme=name, part="scheme", faults=faults)
    sources = _sources(table)
    rules, funding, terms = _rules(table, sources)
    _refuse_duplicates(table, rules)
    criteria = table.table("criteria")
    scheme = Scheme(
        code=table.text("code"),
        version=_version(table),
        first_day=table.day("first_day"),
        instrument=Instrument(table.one_of("instrument", [*Instrument])),
        slide=table.number_or_none("slide"),
        words=table.table("name").words(),
        rules=tuple(rules),
        funding=funding,
        criteria=tuple(_criteria(criteria)),
        criteria_remark=criteria.words("note_"),
        terms=terms,
        form=read_form(table.table("form"), sources) if table.has("form") else None,
        digest="" if faults else scheme_digest(content),
        text=text,
    )
    criteria.done()
    table.done()
    return scheme


def _sources(table: Table) -> Sources:
    """Return the sources by name; one without English words keeps the Japanese."""
    named = table.table("sources")
    found = {key: named.text(key) for key in named.left()}
    said = {}
    if table.has("sources_en"):
        english = table.table("sources_en")
        said = {key: english.text(key) for key in found if english.has(key)}
        english.done()
    return {key: Words(text, said.get(key, text)) for key, text in found.items()}


def is_version_name(version: str) -> bool:
    """Whether a version may be called so: it stands in addresses and names of files."""
    return _VERSION.fullmatch(version) is not None


def _version(table: Table) -> str:
    version = table.text("version")
    if version.strip() and not is_version_name(version):
        table.refuse("rules.wrong_part", key="version")
    return version


def _rules(table: Table, sources: Sources) -> tuple[list[Rule], Funding | None, Terms]:
    """Return the rules: those written out, those of the terms, those of the amount.

    Rules that ask only who applies come first, wherever they are written.
    """
    rules = [
        read_rule(row, sources, expression=row.text("expression"))
        for row in table.tables("rules")
    ]
    funding, terms = None, Terms()
    if table.has("terms"):
        terms, demanded = terms_and_rules(table.table("terms"), sources)
        rules += demanded
    rules.sort(key=lambda rule: not _asks_who_applies(rule))
    if table.has("amount"):
        funding, counted = funding_and_rules(table.table("amount"), sources)
        rules += counted
    return rules, funding, terms


def _asks_who_applies(rule: Rule) -> bool:
    return bool(rule.facts) and all(name.startswith(WHO) for name in rule.facts)


def _criteria(table: Table) -> Sequence[Criterion]:
    criteria = [_criterion(row) for row in table.tables("list")]
    codes = [criterion.code for criterion in criteria]
    for code in sorted({code for code in codes if code and codes.count(code) > 1}):
        table.refuse("rules.duplicate_code", key="list", found=code)
    return criteria


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


def _refuse_duplicates(table: Table, rules: Sequence[Rule]) -> None:
    ids = [rule.id for rule in rules if rule.id]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        table.refuse("rules.duplicate_rule", rule=twice)
