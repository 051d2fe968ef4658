"""Why this adviser, why not that one, and what is binding: from scores and prices alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from chiiki.errors import EngineError
from chiiki.matching.bound import reduced_of, served_of
from chiiki.matching.canonical import canonical, must_be, problem_of
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.model import Adviser, Binding, Instance, Proposal, Request
from chiiki.matching.prices import SCALE
from chiiki.matching.problem import Ints, Problem
from chiiki.matching.scores import Worth, worth
from chiiki.matching.solve import solve_problem
from chiiki.reasons import Reason, reason

MOST_OTHERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One adviser of a request: points by component, and the price of their time."""

    adviser_id: str
    worth: Worth
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Somebody who was not sent. ``behind`` is how far their worth after price falls short
    of the request's best; ``loss`` is what the whole would lose if they had to be sent.
    """

    adviser_id: str
    worth: Worth
    price: float
    behind: float
    loss: int | None
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    request_id: str
    sent: tuple[Part, ...]
    others: tuple[Other, ...]
    barred: tuple[tuple[str, tuple[Reason, ...]], ...]
    binding: tuple[Binding, ...]


def explain(
    instance: Instance,
    proposal: Proposal,
    request_id: str,
    *,
    forced: bool = True,
    most: int = MOST_OTHERS,
) -> Explanation:
    """Explain one request of a proposal; ``forced`` also solves anew with each of the
    nearest others sent, ``most`` of them, to say what that would cost.
    """
    return Explainer(instance, proposal).explain(request_id, forced=forced, most=most)


class Explainer:
    """Explains many requests of one proposal from the same numbers."""

    def __init__(self, instance: Instance, proposal: Proposal) -> None:
        self._instance, self._proposal = canonical(instance), proposal
        self._problem = problem_of(self._instance)
        self._reduced = reduced_of(self._problem, proposal.prices)
        self._served = served_of(self._problem, proposal.prices)
        self._fixed = {request for request, _who in must_be(self._instance)}

    def explain(
        self,
        request_id: str,
        *,
        forced: bool = True,
        most: int = MOST_OTHERS,
        barred: bool = True,
    ) -> Explanation:
        numbers = {one.id: k for k, one in enumerate(self._instance.requests)}
        if request_id not in numbers:
            raise EngineError("matching.unknown_request", found=request_id)
        number = numbers[request_id]
        request = self._instance.requests[number]
        starts = self._problem.starts
        pairs = np.arange(starts[number], starts[number + 1])
        sent = self._proposal.assignments.get(request_id, ())
        return Explanation(
            request_id=request_id,
            sent=tuple(self._part(int(k)) for k in pairs if self._who(k).id in sent),
            others=tuple(self._others(request, number, pairs, sent, forced, most)),
            barred=tuple(self._barred(request)) if barred else (),
            binding=self._binding(request, pairs),
        )

    def _who(self, pair: int) -> Adviser:
        return self._instance.advisers[int(self._problem.adviser[pair])]

    def _part(self, pair: int) -> Part:
        adviser = self._who(pair)
        request = self._instance.requests[self._problem.request[pair]]
        return Part(
            adviser_id=adviser.id,
            worth=worth(self._instance.rules, request, adviser),
            price=self._price(pair),
        )

    def _price(self, pair: int) -> float:
        paid = SCALE * int(self._problem.worth[pair]) - int(self._reduced[pair])
        return round(paid / SCALE, 1)

    def _others(
        self,
        request: Request,
        number: int,
        pairs: Ints,
        sent: tuple[str, ...],
        forced: bool,
        most: int,
    ) -> list[Other]:
        left = [int(k) for k in pairs if self._who(int(k)).id not in sent]
        left.sort(key=lambda k: (-int(self._reduced[k]), k))
        best = self._best(number, pairs)
        return [self._other(request, pair, best, forced) for pair in left[:most]]

    def _best(self, number: int, pairs: Ints) -> int:
        """The request's own price: its best pair after prices, or not being served."""
        if not len(pairs):
            return 0
        top = int(self._reduced[pairs].max())
        if self._problem.team[number] > 1:
            return top
        return max(top, -int(self._served[number]))

    def _other(self, request: Request, pair: int, best: int, forced: bool) -> Other:
        part = self._part(pair)
        behind = round((best - int(self._reduced[pair])) / SCALE, 1)
        loss = self._forced_loss(pair) if forced else None
        return Other(
            adviser_id=part.adviser_id,
            worth=part.worth,
            price=part.price,
            behind=behind,
            loss=loss,
            reason=self._why_not(request, part, behind),
        )

    def _why_not(self, request: Request, part: Part, behind: float) -> Reason:
        values = {"behind": round(behind), "price": round(part.price)}
        if not self._is_better(request, part):
            return reason("matching.fits_less", **values)
        if self._is_fixed(request):
            return reason("matching.another_fixed")
        return reason(
            "matching.dearer" if any(values.values()) else "matching.as_good", **values
        )

    def _is_fixed(self, request: Request) -> bool:
        """Whether a pin or a notice holds the only place of a request."""
        return request.team == 1 and request.id in self._fixed

    def _is_better(self, request: Request, part: Part) -> bool:
        """Whether they would do more for this request than anybody who is sent."""
        rules = self._instance.rules
        advisers = {one.id: one for one in self._instance.advisers}
        sent = self._proposal.assignments.get(request.id, ())
        points = [worth(rules, request, advisers[one]).points for one in sent]
        return part.worth.points >= max(points, default=0)

    def _forced_loss(self, pair: int) -> int | None:
        """What the value loses with this pair fixed; None where it cannot be."""
        problem = forced_problem(self._problem, pair)
        best = solve_problem(problem, self._instance.rules.search)
        if best is None:
            return None
        return self._proposal.value - problem.value(best.chosen)

    def _barred(self, request: Request) -> list[tuple[str, tuple[Reason, ...]]]:
        return [
            (one.id, against)
            for one in self._instance.advisers
            if (against := reasons_against(self._instance, request, one))
        ]

    def _binding(self, request: Request, pairs: Ints) -> tuple[Binding, ...]:
        """The limits with a price that touch this request."""
        near = {self._who(int(k)).id for k in pairs}
        return tuple(
            one
            for one in self._proposal.binding
            if one.limit == "budget"
            or (one.limit == "capacity" and one.of in near)
            or (one.limit == "floor" and one.of in request.groups)
        )


def forced_problem(problem: Problem, pair: int) -> Problem:
    """The same problem, where this pair must be; its request's other settled pairs go."""
    fixed = problem.fixed.copy()
    if problem.team[problem.request[pair]] == 1:
        fixed[problem.request == problem.request[pair]] = False
    fixed[pair] = True
    return replace(problem, fixed=fixed)
