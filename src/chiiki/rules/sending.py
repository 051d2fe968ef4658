"""Which of a scheme's stages is the one at which an applicant first sends something."""

from __future__ import annotations

from chiiki.rules.terms import StageCode, Terms

SENDING = (StageCode.PROPOSAL, StageCode.REQUEST, StageCode.APPLICATION)


def is_due_on_sending(terms: Terms, by_stage: StageCode | None) -> bool:
    """Whether what is wanted by a stage must be there when something is first sent.

    What is wanted by no stated stage is wanted then; so is what is wanted by a stage that
    the scheme does not have.
    """
    order = [one.code for one in terms.stages]
    first = next((n for n, code in enumerate(order) if code in SENDING), len(order))
    if by_stage is None or by_stage not in order:
        return True
    return order.index(by_stage) <= first
