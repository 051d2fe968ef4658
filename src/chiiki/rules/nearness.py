"""How near a case is to a scheme, so that the schemes that fit best come first."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiiki.rules.model import Assessment, Rule, Verdict
from chiiki.rules.vocabulary import vocabulary

LASTING = frozenset({"award", "region"})  # groups of facts that lie outside a plan


@dataclass(frozen=True, slots=True, order=True)
class Nearness:
    """The smaller the nearer: noes, then noes "in principle", then facts not said.

    A no that rests on the applicant's past or its finances comes before all: no change
    of the plan lifts it, so a scheme with other noes is nearer. A no to a rule with
    「原則」 may be lifted by the office, so any number of them is nearer than one plain no. ``missing`` names the facts in the order of the vocabulary,
    in which an applicant is asked: applicant, partners, plan, costs, amount.
    """

    lasting_noes: int
    noes: int
    noes_in_principle: int
    missing_count: int
    missing: tuple[str, ...] = field(compare=False)


def nearness(assessment: Assessment) -> Nearness:
    """Return the sort key of an assessment.

    >>> from chiiki.rules import assess, load_scheme
    >>> nearness(assess(load_scheme("adviser_dispatch"), {"applicant.kind": "npo",
    ...     "dispatch.days_on_site": 4, "dispatch.briefing_seen": True}))
    Nearness(lasting_noes=0, noes=1, noes_in_principle=0, missing_count=3, missing=('applicant.recommended', 'dispatch.hours_online', 'dispatch.same_adviser_this_year'))
    """
    noes = [one.rule for one in assessment.findings if one.verdict is Verdict.NO]
    in_principle = sum(rule.in_principle for rule in noes)
    lasting = sum(not rule.in_principle and _is_lasting(rule) for rule in noes)
    amount = assessment.amount
    lacking = {*assessment.missing, *(amount.missing if amount else ())}
    missing = tuple(name for name in vocabulary() if name in lacking)
    return Nearness(
        lasting, len(noes) - in_principle, in_principle, len(missing), missing
    )


def _is_lasting(rule: Rule) -> bool:
    """Whether a rule asks for nothing that a plan can change."""
    return bool(rule.facts) and all(
        name.partition(".")[0] in LASTING for name in rule.facts
    )
