"""Check a proposal without any solver: every limit, the value, the bound, the digest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

from chiiki.matching.bound import bound_of
from chiiki.matching.canonical import canonical, must_be, problem_of
from chiiki.matching.digest import sha256
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.model import (
    Adviser,
    FloorServed,
    Instance,
    Levels,
    Proposal,
    Request,
)
from chiiki.matching.problem import Problem
from chiiki.matching.scores import load_points, served_points, worth
from chiiki.reasons import Reason, reason


def check_proposal(
    instance: Instance, proposal: Proposal, *, problem: Problem | None = None
) -> tuple[Reason, ...]:
    """Return everything that is wrong with a proposal; nothing where it holds.

    The limits and the value are reckoned anew from the round, one pair after the other;
    the bound from the prices over every pair. ``problem`` saves making the numbers again.
    """
    instance = canonical(instance)
    unknown = tuple(_unknown(instance, proposal))
    if unknown:
        return unknown
    checker = _Checker(instance, proposal, problem or problem_of(instance))
    return (*checker.of_pairs(), *checker.of_limits(), *checker.of_figures())


def _unknown(instance: Instance, proposal: Proposal) -> Iterator[Reason]:
    requests = {one.id for one in instance.requests}
    advisers = {one.id for one in instance.advisers}
    unserved = Counter(one.request_id for one in proposal.unserved)
    told = Counter(list(proposal.assignments)) + unserved
    for request in sorted(requests | told.keys()):
        if request not in requests or told[request] != 1:
            yield reason("matching.fault_request", request=request, times=told[request])
    for request, sent in sorted(proposal.assignments.items()):
        for adviser in sent:
            if adviser not in advisers:
                yield reason("matching.fault_adviser", request=request, adviser=adviser)


class _Checker:
    def __init__(
        self, instance: Instance, proposal: Proposal, problem: Problem
    ) -> None:
        self._instance, self._proposal, self._problem = instance, proposal, problem
        requests = {one.id: one for one in instance.requests}
        advisers = {one.id: one for one in instance.advisers}
        self._pairs: list[tuple[Request, Adviser]] = [
            (requests[request], advisers[adviser])
            for request, sent in sorted(proposal.assignments.items())
            for adviser in sent
        ]
        self._ids = [(request.id, adviser.id) for request, adviser in self._pairs]
        self._served = [requests[one] for one in sorted(proposal.assignments)]

    def of_pairs(self) -> Iterator[Reason]:
        """Who must not go goes, who must go does not, a team is not whole."""
        for request, adviser in self._pairs:
            for why in reasons_against(self._instance, request, adviser):
                banned = why.code == "matching.banned"
                code = "matching.fault_banned" if banned else "matching.fault_barred"
                yield Reason(code, {"request": request.id, "adviser": adviser.id})
        yield from self._of_wishes()
        for request in self._served:
            sent = self._proposal.assignments[request.id]
            if len(sent) != request.team or len(set(sent)) != len(sent):
                yield reason("matching.fault_team", request=request.id)
            yield from self._of_sides(request)

    def _of_wishes(self) -> Iterator[Reason]:
        pins = self._instance.wishes.pins
        for request_id, adviser_id in must_be(self._instance):
            if (request_id, adviser_id) not in self._ids:
                pinned = (request_id, adviser_id) in pins
                code = "matching.fault_pin" if pinned else "matching.fault_notified"
                yield Reason(code, {"request": request_id, "adviser": adviser_id})

    def _of_sides(self, request: Request) -> Iterator[Reason]:
        sides = [a.sides for r, a in self._pairs if r.id == request.id]
        if missing := request.needed_sides.difference(*sides):
            yield reason(
                "matching.fault_sides",
                request=request.id,
                sides=", ".join(sorted(missing)),
            )

    def of_limits(self) -> Iterator[Reason]:
        yield from self._of_advisers()
        yield from self._of_projects()
        budget = self._instance.rules.budget
        if budget is not None and self._cost() > budget:
            yield reason("matching.fault_budget", over=self._cost() - budget)
        for floor in self._floors():
            if floor.served < floor.needed:
                yield reason("matching.fault_floor", group=floor.group)

    def _of_advisers(self) -> Iterator[Reason]:
        used: Counter[str] = Counter()
        loads: Counter[str] = Counter()
        for request, adviser in self._pairs:
            used[adviser.id] += request.half_days
            loads[adviser.id] += 1
        for adviser in self._instance.advisers:
            if used[adviser.id] > adviser.spare:
                yield reason("matching.fault_capacity", adviser=adviser.id)
            if loads[adviser.id] < adviser.minimum:
                yield reason("matching.fault_minimum", adviser=adviser.id)

    def _of_projects(self) -> Iterator[Reason]:
        sent = Counter((r.body, r.project, who.id) for r, who in self._pairs)
        for (_body, project, who), times in sent.items():
            if times > 1:
                yield reason("matching.fault_once", adviser=who, project=project)

    def of_figures(self) -> Iterator[Reason]:
        proposal, levels = self._proposal, self._levels()
        if proposal.levels != levels or proposal.value != levels.value:
            yield reason("matching.fault_value", found=proposal.value)
        if proposal.cost != self._cost():
            yield reason("matching.fault_cost", found=proposal.cost)
        bound = bound_of(self._problem, proposal.prices)
        if bound is None or bound != proposal.bound or bound < levels.value:
            yield reason("matching.fault_bound", found=proposal.bound)
        if proposal.moved != self._moved():
            yield reason("matching.fault_moved", found=len(proposal.moved))
        if not self._is_recorded():
            yield reason("matching.fault_digest", found=proposal.digest)

    def _is_recorded(self) -> bool:
        """Whether the record tells of this round and this proposal, and is the digest's."""
        record, proposal = self._proposal.record, self._proposal
        told = self._instance
        expected = {
            "instance": sha256([told.advisers, told.requests, told.wishes]),
            "rules": sha256(told.rules),
            "assignments": {k: list(v) for k, v in proposal.assignments.items()},
            "unserved": [[u.request_id, u.reason.code] for u in proposal.unserved],
            "value": proposal.value,
            "bound": proposal.bound,
        }
        is_told = all(record.get(key) == value for key, value in expected.items())
        return is_told and sha256(record) == proposal.digest

    def _cost(self) -> int:
        rules = self._instance.rules
        return sum(worth(rules, request, who).cost for request, who in self._pairs)

    def _levels(self) -> Levels:
        rules = self._instance.rules
        found = [worth(rules, request, who) for request, who in self._pairs]
        loads = Counter(adviser.id for _request, adviser in self._pairs)
        return Levels(
            floors=tuple(self._floors()),
            coverage=sum(served_points(rules, one) for one in self._served),
            nominations=sum(one.nomination for one in found),
            fit=sum(one.fit for one in found),
            balance=sum(load_points(rules.points, one) for one in loads.values()),
            travel=sum(one.travel for one in found),
        )

    def _floors(self) -> Iterator[FloorServed]:
        for group, share in sorted(self._instance.rules.floors.items()):
            members = [r for r in self._instance.requests if group in r.groups]
            yield FloorServed(
                group=group,
                served=sum(group in one.groups for one in self._served),
                needed=math.ceil(len(members) * share / 1000),
            )

    def _moved(self) -> tuple[tuple[str, str], ...]:
        return tuple(
            (request, adviser)
            for request, sent in sorted(self._instance.wishes.incumbent.items())
            for adviser in sent
            if (request, adviser) not in self._ids
        )
