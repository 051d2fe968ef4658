"""Take proposals by their points for as long as the budget lasts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.reasons import Reason, reason
from chiiki.selection.model import Proposal, Selection, SelectionLine


def choose(
    proposals: Sequence[Proposal],
    budget: Yen,
    *,
    minimum_points: Fraction | None = None,
) -> Selection:
    """Rank by points, ties sharing a rank and standing by id; take what fits.

    A proposal that does not fit into what is left is passed over, and the next is tried.
    One whose reviews are not finished is named at the end and has no rank. The order of
    ``proposals`` does not matter. Raises EngineError selection.proposal_twice.

    >>> def one(id, points, amount):
    ...     return Proposal(id=id, points=Fraction(points), amount=Yen(amount),
    ...                     reviews=1, expected_reviews=1)
    >>> found = choose([one("a", 9, 60), one("b", 8, 50), one("c", 7, 40)], Yen(100))
    >>> [(line.proposal.id, line.chosen) for line in found.lines]
    [('a', True), ('b', False), ('c', True)]
    """
    if len({one.id for one in proposals}) != len(proposals):
        raise EngineError("selection.proposal_twice")
    ready = [one for one in proposals if _is_ready(one)]
    ready.sort(key=lambda one: (-_points(one), one.id))
    left = budget
    lines = []
    for proposal in ready:
        rank = 1 + sum(_points(other) > _points(proposal) for other in ready)
        why = _reason_against(proposal, left, minimum_points)
        if why is None:
            left = Yen(left - proposal.amount)
        lines.append(
            SelectionLine(
                rank=rank,
                proposal=proposal,
                chosen=why is None,
                reason=why or reason("selection.within_budget", left=left),
                budget_left=left,
            )
        )
    for proposal in sorted(
        (one for one in proposals if not _is_ready(one)), key=lambda one: one.id
    ):
        why = reason(
            "selection.reviews_missing",
            reviews=proposal.reviews,
            expected=proposal.expected_reviews,
        )
        lines.append(
            SelectionLine(
                rank=None, proposal=proposal, chosen=False, reason=why, budget_left=left
            )
        )
    return Selection(lines=tuple(lines), total=Yen(budget - left))


def _is_ready(proposal: Proposal) -> bool:
    return proposal.points is not None and (
        proposal.reviews >= max(proposal.expected_reviews, 1)
    )


def _points(proposal: Proposal) -> Fraction:
    assert proposal.points is not None
    return proposal.points


def _reason_against(
    proposal: Proposal, left: Yen, minimum: Fraction | None
) -> Reason | None:
    if minimum is not None and _points(proposal) < minimum:
        return reason(
            "selection.below_minimum",
            points=float(_points(proposal)),
            minimum=float(minimum),
        )
    if proposal.amount > left:
        return reason("selection.over_budget", short_by=proposal.amount - left)
    return None
