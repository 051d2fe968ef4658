"""Weigh many pairs at once: who may, what it is worth, what it costs, in tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from chiiki.matching.model import Adviser, Instance, Mode, Request
from chiiki.matching.problem import Flags, Ints
from chiiki.matching.rules import FULL
from chiiki.matching.scores import ISLAND, nomination_points

BLOCK = 256  # requests weighed at a time


class Tables:
    """Advisers as tables of yes and no, so that a block of requests is weighed at once."""

    def __init__(self, instance: Instance) -> None:
        self._instance = instance
        self._advisers = instance.advisers
        self._ids = {one.id: k for k, one in enumerate(instance.advisers)}
        self._banned: dict[str, list[int]] = defaultdict(list)
        for request_id, adviser_id in instance.wishes.bans:
            if adviser_id in self._ids:
                self._banned[request_id].append(self._ids[adviser_id])
        self._spare = _ints(one.spare for one in instance.advisers)
        self._fee = _ints(
            instance.rules.fees[one.fee_class] for one in instance.advisers
        )

    def block(self, start: int) -> tuple[Ints, Ints, Ints, Ints]:
        """The pairs of the requests from ``start``: request, adviser, worth, cost."""
        requests = self._instance.requests[start : start + BLOCK]
        allowed = self._allowed(requests)
        row, column = np.nonzero(allowed)
        worth, cost = self._weighed(requests)
        return start + row, column, worth[row, column], cost[row, column]

    def _allowed(self, requests: Sequence[Request]) -> Flags:
        size = _ints(one.half_days for one in requests)
        allowed: Flags = self._spare[None, :] >= size[:, None]
        allowed &= ~self._meet([{one.body} for one in requests], "employers")
        allowed &= ~self._meet([one.vendors for one in requests], "vendors")
        allowed &= self._in_time(requests) & self._complete(requests)
        allowed &= self._fitting(requests)
        for row, one in enumerate(requests):
            barred = [self._ids[who] for who in one.earlier if who in self._ids]
            allowed[row, barred + self._banned.get(one.id, [])] = False
        return allowed

    def _in_time(self, requests: Sequence[Request]) -> Flags:
        always = np.array([one.months is None for one in self._advisers], np.bool_)
        any_month = np.array([not one.months for one in requests], np.bool_)
        shared = self._meet([one.months for one in requests], "months")
        in_time: Flags = shared | always[None, :] | any_month[:, None]
        return in_time

    def _complete(self, requests: Sequence[Request]) -> Flags:
        needed = [
            one.needed_sides if one.team == 1 else frozenset() for one in requests
        ]
        count = _ints(len(one) for one in needed)
        complete: Flags = self._shared(needed, "sides") >= count[:, None]
        spoken = [{one.language} if one.language else set() for one in requests]
        silent = np.array([not one for one in spoken], np.bool_)
        return complete & (self._meet(spoken, "languages") | silent[:, None])

    def _fitting(self, requests: Sequence[Request]) -> Flags:
        fits = self._meet([one.fields for one in requests], "fields")
        fits |= self._meet([one.sides for one in requests], "sides")
        for row, one in enumerate(requests):
            if not one.fields and not one.sides:
                fits[row] = True
            for who in one.nominations:
                if who in self._ids:
                    fits[row, self._ids[who]] = True
        return fits

    def _weighed(self, requests: Sequence[Request]) -> tuple[Ints, Ints]:
        rules = self._instance.rules
        team = _ints(one.team for one in requests)[:, None]
        online = np.array([one.mode is Mode.ONLINE for one in requests], np.bool_)
        home = self._same(requests, "prefecture")
        near = self._same(requests, "region")
        place = np.where(home | online[:, None], FULL, np.where(near, FULL // 2, 0))
        weighed = rules.weights["field"] * self._share(requests, "fields")
        weighed += rules.weights["side"] * self._share(requests, "sides")
        weighed += rules.weights["place"] * place
        journey = self._journeys(requests, home, near)
        journey[online] = 0
        worth = weighed // sum(rules.weights.values()) // team
        worth -= journey * rules.points.travel_per_thousand_yen // 1000 // team
        for row, one in enumerate(requests):
            for who in set(one.nominations) & self._ids.keys():
                bonus = nomination_points(rules.points, one, who)
                worth[row, self._ids[who]] += bonus // one.team
        size = _ints(one.half_days for one in requests)
        return worth, journey + size[:, None] * self._fee[None, :]

    def _journeys(self, requests: Sequence[Request], home: Flags, near: Flags) -> Ints:
        travel = self._instance.rules.travel
        yen = np.where(near, travel.same_region, travel.elsewhere)
        yen = np.where(home, travel.same_prefecture, yen)
        island = _ints(travel.island * (ISLAND in one.groups) for one in requests)
        yen = yen + island[:, None]
        for key, stated in travel.pairs.items():
            there, _dash, here = key.partition("-")
            rows = [k for k, one in enumerate(requests) if one.prefecture == here]
            columns = [k for k, a in enumerate(self._advisers) if a.prefecture == there]
            yen[np.ix_(rows, columns)] = stated
        return yen.astype(np.int64)

    def _share(self, requests: Sequence[Request], name: str) -> Ints:
        wanted = [getattr(one, name) for one in requests]
        count = _ints(len(one) for one in wanted)[:, None]
        shared = FULL * self._shared(wanted, name) // np.maximum(count, 1)
        return np.where(count == 0, FULL, shared).astype(np.int64)

    def _same(self, requests: Sequence[Request], name: str) -> Flags:
        here = np.array([getattr(one, name) for one in requests])
        there = np.array([getattr(one, name) for one in self._advisers])
        same: Flags = here[:, None] == there[None, :]
        return same

    def _meet(self, wanted: Sequence[Iterable[str]], name: str) -> Flags:
        meet: Flags = self._shared(wanted, name) > 0
        return meet

    def _shared(self, wanted: Sequence[Iterable[str]], name: str) -> Ints:
        """How many codes each request shares with each adviser."""
        codes = {
            code: k for k, code in enumerate(sorted({c for w in wanted for c in w}))
        }
        here = _marks(wanted, codes)
        there = _marks([_codes(one, name) for one in self._advisers], codes)
        shared: Ints = np.rint(here @ there.T).astype(np.int64)
        return shared


def _codes(adviser: Adviser, name: str) -> Iterator[str]:
    yield from getattr(adviser, name) or ()


def _marks(
    sets: Sequence[Iterable[str]], codes: dict[str, int]
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    marks = np.zeros((len(sets), len(codes)), np.float32)
    for row, one in enumerate(sets):
        marks[row, [codes[code] for code in one if code in codes]] = 1
    return marks


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)
