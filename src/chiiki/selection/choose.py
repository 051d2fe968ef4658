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
    ``proposals`` does not matter. Raises EngineError selection.proposal_twice or
    selection.amount_below_zero.

    >>> def one(id, points, amount):
    ...     return Proposal(id=id, points=Fraction(points), amount=Yen(amount),
    ...                     reviews=1, expected_reviews=1)
    >>> found = choose([one("a", 9, 60), one("b", 8, 50), one("c", 7, 40)], Yen(100))
    >>> [(line.proposal.id, line.chosen) for line in found.lines]
    [('a', True), ('b', False), ('c', True)]
    """
    _check(proposals)
    by_id = sorted(proposals, key=lambda one: one.id)
    ready = [(_finished_points(one), one) for one in by_id]
    ranked = sorted(
        [(points, one) for points, one in ready if points is not None],
        key=lambda pair: -pair[0],
    )
    left = budget
    lines: list[SelectionLine] = []
    for place, (points, proposal) in enumerate(ranked, start=1):
        why = _reason_against(proposal, points, left, minimum_points)
        if why is None:
            left = Yen(left - proposal.amount)
        tied = place > 1 and ranked[place - 2][0] == points
        lines.append(
            SelectionLine(
                rank=lines[-1].rank if tied else place,
                proposal=proposal,
                chosen=why is None,
                reason=why or reason("selection.within_budget", left=left),
                budget_left=left,
            )
        )
    lines += [_unranked(one, left) for points, one in ready if points is None]
    return Selection(lines=tuple(lines), total=Yen(budget - left))


def _check(proposals: Sequence[Proposal]) -> None:
    if len({one.id for one in proposals}) != len(proposals):
        raise EngineError("selection.proposal_twice")
    if any(one.amount < 0 for one in proposals):
        raise EngineError("selection.amount_below_zero")


def _finished_points(proposal: Proposal) -> Fraction | None:
    """The points once every expected review is finished, and there is at least one."""
    finished = proposal.reviews >= max(proposal.expected_reviews, 1)
    return proposal.points if finished else None


def _reason_against(
    proposal: Proposal, points: Fraction, left: Yen, minimum: Fraction | None
) -> Reason | None:
    if minimum is not None and points < minimum:
        return reason(
            "selection.below_minimum", points=_cut(points), minimum=_cut(minimum)
        )
    if proposal.amount > left:
        return reason("selection.over_budget", short_by=proposal.amount - left)
    return None


def _unranked(proposal: Proposal, left: Yen) -> SelectionLine:
    why = reason(
        "selection.reviews_missing",
        reviews=proposal.reviews,
        expected=proposal.expected_reviews,
    )
    return SelectionLine(
        rank=None, proposal=proposal, chosen=False, reason=why, budget_left=left
    )


def _cut(points: Fraction) -> float:
    """Two decimals, the rest cut: what is under a minimum also reads so."""
    return int(points * 100) / 100
