"""How near a case is to a scheme, so that the schemes that fit best come first."""

from __future__ import annotations

from dataclasses import dataclass, field

from chiiki.rules.model import Assessment, Verdict
from chiiki.rules.vocabulary import vocabulary


@dataclass(frozen=True, slots=True, order=True)
class Nearness:
    """The smaller the nearer: noes, then noes "in principle", then facts not said.

    A no to a rule with 「原則」 may be lifted by the office, so any number of them is
    nearer than one plain no. ``missing`` names the facts in the order of the vocabulary,
    in which an applicant is asked: applicant, partners, plan, costs, amount.
    """

    noes: int
    noes_in_principle: int
    missing_count: int
    missing: tuple[str, ...] = field(compare=False)


def nearness(assessment: Assessment) -> Nearness:
    """Return the sort key of an assessment.

    >>> from chiiki.rules import assess, load_scheme
    >>> nearness(assess(load_scheme("adviser_dispatch"), {"applicant.kind": "npo",
    ...     "dispatch.days_on_site": 4, "dispatch.briefing_seen": True}))
    Nearness(noes=1, noes_in_principle=0, missing_count=2, missing=('applicant.recommended', 'dispatch.same_adviser_this_year'))
    """
    noes = [one.rule for one in assessment.findings if one.verdict is Verdict.NO]
    in_principle = sum(rule.in_principle for rule in noes)
    amount = assessment.amount
    lacking = {*assessment.missing, *(amount.missing if amount else ())}
    missing = tuple(name for name in vocabulary() if name in lacking)
    return Nearness(len(noes) - in_principle, in_principle, len(missing), missing)
