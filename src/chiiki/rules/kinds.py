"""Which kinds of applicant a scheme takes, found by asking its rules."""

from __future__ import annotations

from collections.abc import Mapping

from chiiki.rules.assess import assess, overall
from chiiki.rules.model import Rule, Scheme, Verdict
from chiiki.rules.vocabulary import vocabulary

KIND = "applicant.kind"
WHO = ("applicant.", "consortium.")


def applicant_kinds(scheme: Scheme) -> Mapping[str, Verdict]:
    """Return for each kind yes, no, or unknown: only if more holds of the applicants.

    >>> from chiiki.rules import load_scheme
    >>> kinds = applicant_kinds(load_scheme("wide_area_cooperation"))
    >>> [str(kinds[kind]) for kind in ("prefecture", "npo", "other")]
    ['yes', 'unknown', 'no']
    """
    return {kind: _said(scheme, kind) for kind in vocabulary()[KIND].choices}


def _said(scheme: Scheme, kind: str) -> Verdict:
    findings = assess(scheme, {KIND: kind}).findings
    return overall(one.verdict for one in findings if _is_about_kind(one.rule))


def _is_about_kind(rule: Rule) -> bool:
    return KIND in rule.facts and all(name.startswith(WHO) for name in rule.facts)
