"""Decide whether a case fits a scheme: every rule answered, every reason kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chiiki.rules.amount import amount_facts, amount_for
from chiiki.rules.expressions import answer
from chiiki.rules.model import Assessment, Finding, Rule, Scheme, Verdict
from chiiki.rules.probe import check_expression, facts_that_matter
from chiiki.rules.vocabulary import checked_facts


def assess(scheme: Scheme, facts: Mapping[str, object]) -> Assessment:
    """Answer every rule of a scheme from the facts, ``None`` meaning "not said yet".

    Yen and counts are whole numbers from 0. Raises ``EngineError`` for a fact outside
    the vocabulary or of the wrong type; a case that does not fit is an answer.
    """
    known = checked_facts(facts)
    findings = tuple(_finding(rule, known) for rule in scheme.rules)
    funding = scheme.funding
    return Assessment(
        verdict=overall(finding.verdict for finding in findings),
        findings=findings,
        amount=None if funding is None else amount_for(funding, known),
        scheme_code=scheme.code,
        scheme_version=scheme.version,
        digest=scheme.digest,
        facts=MappingProxyType(
            {n: known[n] for n in facts_asked(scheme) if n in known}
        ),
    )


def facts_asked(scheme: Scheme) -> tuple[str, ...]:
    """Return every fact that a rule or the amount asks for, in order of name."""
    names = {name for rule in scheme.rules for name in rule.facts}
    return tuple(sorted(names | set(amount_facts(scheme.funding))))


def facts_read(scheme: Scheme) -> frozenset[str]:
    """Return every fact that a scheme asks for, those on which its form depends included."""
    conditions = [one.when for one in scheme.form.items] if scheme.form else []
    asked = (check_expression(one).facts for one in conditions if one)
    return frozenset(facts_asked(scheme)).union(*asked)


def overall(verdicts: Iterable[Verdict]) -> Verdict:
    """Return no for one no, else unknown for one unknown, else yes."""
    found = set(verdicts)
    if Verdict.NO in found:
        return Verdict.NO
    return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.YES


def _finding(rule: Rule, known: Mapping[str, object]) -> Finding:
    verdict = answer(rule.expression, known)
    undecided = verdict is Verdict.UNKNOWN
    return Finding(
        rule=rule,
        verdict=verdict,
        missing=facts_that_matter(rule.expression, known) if undecided else (),
        values=MappingProxyType({n: known[n] for n in rule.facts if n in known}),
    )
