"""Submissions and rows of a table become proposals, with the groups that pages sum by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chiiki.rules import BadCell, Proposal
from chiiki.rules.proposals import columns_of, proposals_of
from chiiki_web.sheets.model import Row

APPLICANT, FIELD, REGION = "applicant", "field", "region"


def proposal_of(
    name: str, assessment: Mapping[str, Any], *, region: str, field: str
) -> Proposal | None:
    """What was frozen when an application was sent, or ``None`` where no facts were kept."""
    facts = assessment.get("facts")
    if facts is None:
        return None
    groups = {
        REGION: region,
        FIELD: field,
        APPLICANT: str(facts.get("applicant.kind", "")),
    }
    return Proposal(id=name, facts=facts, groups=groups)


def proposals_in(
    rows: tuple[Row, ...],
) -> tuple[list[Proposal], list[BadCell]]:
    """Read a table as the command does; raises ``EngineError`` for titles it cannot use."""
    titles = ["" if one is None else str(one) for one in (rows[0] if rows else ())]
    bad: list[BadCell] = []
    return list(proposals_of(columns_of(titles), rows[1:], bad)), bad
