"""Why a request is served by nobody."""

from __future__ import annotations

import numpy as np

from chiiki.matching.eligibility import reasons_against
from chiiki.matching.model import Instance, Request, Unserved
from chiiki.matching.problem import Flags, Problem
from chiiki.reasons import Reason, reason


def unserved_of(
    instance: Instance, problem: Problem, chosen: Flags
) -> tuple[Unserved, ...]:
    """Every request that is not served, with the nearest reason."""
    teller = _Teller(instance, problem, chosen)
    return tuple(
        Unserved(
            request_id=instance.requests[number].id, reason=teller.why(int(number))
        )
        for number in np.flatnonzero(~problem.is_served(chosen))
    )


KINDS = {
    "fit": {
        "matching.nothing_fits",
        "matching.side_missing",
        "matching.language_missing",
    },
    "ties": {
        "matching.own_employer",
        "matching.declared_vendor",
        "matching.same_project_this_year",
    },
    "months": {"matching.no_month"},
    "days": {"matching.half_days_short"},
    "banned": {"matching.banned"},
}


class _Teller:
    def __init__(self, instance: Instance, problem: Problem, chosen: Flags) -> None:
        self._instance, self._problem = instance, problem
        used = np.zeros(problem.advisers, np.int64)
        size = problem.size[problem.request[chosen]]
        np.add.at(used, problem.adviser[chosen], size)
        self._left = problem.spare - used
        self._starts = problem.starts
        self._money = (
            None
            if problem.budget is None
            else problem.budget - int(problem.cost[chosen].sum())
        )

    def why(self, number: int) -> Reason:
        problem, request = self._problem, self._instance.requests[number]
        pairs = np.arange(self._starts[number], self._starts[number + 1])
        if len(pairs) < request.team:
            return self._nobody(request, len(pairs))
        free = pairs[self._left[problem.adviser[pairs]] >= request.half_days]
        if len(free) < request.team:
            return reason("matching.all_full", eligible=len(pairs), free=len(free))
        cost = int(np.sort(problem.cost[free])[: request.team].sum())
        if self._money is not None and cost > self._money:
            return reason("matching.budget_used", left=self._money, cost=cost)
        return reason("matching.others_first", eligible=len(pairs), free=len(free))

    def _nobody(self, request: Request, eligible: int) -> Reason:
        advisers = self._instance.advisers
        if request.fields and not any(request.fields & one.fields for one in advisers):
            fields = ", ".join(sorted(request.fields))
            return reason("matching.no_adviser_for_field", field=fields)
        if eligible:
            return reason(
                "matching.team_too_small", eligible=eligible, team=request.team
            )
        barred = self._bars(request)
        return reason(
            "matching.nobody_eligible",
            fit=barred["fit"],
            ties=barred["ties"],
            months=barred["months"],
            days=barred["days"],
            banned=barred["banned"],
        )

    def _bars(self, request: Request) -> dict[str, int]:
        """How many are barred by what, each counted once, by the first kind that bars."""
        found = dict.fromkeys(KINDS, 0)
        for adviser in self._instance.advisers:
            against = reasons_against(self._instance, request, adviser)
            codes = {why.code for why in against}
            found[next(kind for kind, of in KINDS.items() if codes & of)] += 1
        return found
