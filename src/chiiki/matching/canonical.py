"""Turn a round into numbers, whatever the order in which it was given."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from chiiki.errors import EngineError
from chiiki.matching.model import Instance, Stage
from chiiki.matching.problem import Flags, Ints, Problem, Rows
from chiiki.matching.scores import served_points
from chiiki.matching.weighing import BLOCK, Tables

MOST_PAIRS = 20_000_000


def canonical(instance: Instance) -> Instance:
    """The same round, advisers and requests standing by id."""
    return Instance(
        advisers=tuple(sorted(instance.advisers, key=lambda one: one.id)),
        requests=tuple(sorted(instance.requests, key=lambda one: one.id)),
        rules=instance.rules,
        wishes=replace(
            instance.wishes,
            incumbent={
                request: tuple(sorted(advisers))
                for request, advisers in sorted(instance.wishes.incumbent.items())
            },
        ),
        first_month=instance.first_month,
    )


def problem_of(instance: Instance) -> Problem:
    """The numbers of a canonical round: every pair that nothing bars."""
    tables = Tables(instance)
    blocks = [tables.block(start) for start in range(0, len(instance.requests), BLOCK)]
    request, adviser, worth, cost = (
        np.concatenate(column) for column in zip(*blocks, strict=True)
    )
    if len(request) > MOST_PAIRS:
        raise EngineError("matching.too_many_pairs", most=MOST_PAIRS)
    place = Places(instance, request, adviser)
    rules = instance.rules
    covers, cover_of = _covers(instance, request, adviser)
    floors = _floors(instance)
    return Problem(
        requests=len(instance.requests),
        advisers=len(instance.advisers),
        request=request,
        adviser=adviser,
        worth=worth,
        cost=cost,
        served=_ints(served_points(rules, one) for one in instance.requests),
        size=_ints(one.half_days for one in instance.requests),
        team=_ints(one.team for one in instance.requests),
        spare=_ints(one.spare for one in instance.advisers),
        minimum=_ints(one.minimum for one in instance.advisers),
        load=rules.points.load,
        load_steps=rules.points.load_steps,
        fixed=_fixed(instance, place, len(request)),
        keep=_keep(instance, place, len(request)),
        bonus=np.zeros(len(request), np.int64),
        budget=rules.budget,
        floors=tuple(members for members, _needed in floors),
        needed=tuple(needed for _members, needed in floors),
        once=_once(instance, request, adviser),
        covers=covers,
        cover_of=cover_of,
    )


class Places:
    """Where a pair of ids stands among the pairs; None where it is barred."""

    def __init__(self, instance: Instance, request: Ints, adviser: Ints) -> None:
        self._rows = {one.id: k for k, one in enumerate(instance.requests)}
        self._columns = {one.id: k for k, one in enumerate(instance.advisers)}
        self._width = len(instance.advisers)
        self._keys = request * self._width + adviser

    def of(self, request_id: str, adviser_id: str) -> int | None:
        row, column = self._rows.get(request_id), self._columns.get(adviser_id)
        if row is None or column is None:
            return None
        key = row * self._width + column
        found = int(np.searchsorted(self._keys, key))
        is_there = found < len(self._keys) and int(self._keys[found]) == key
        return found if is_there else None


def places(instance: Instance, problem: Problem) -> Places:
    return Places(instance, problem.request, problem.adviser)


def _fixed(instance: Instance, place: Places, count: int) -> Flags:
    """Pins, and whoever was notified."""
    fixed = np.zeros(count, np.bool_)
    for request_id, adviser_id in must_be(instance):
        found = place.of(request_id, adviser_id)
        if found is not None:
            fixed[found] = True
    return fixed


def must_be(instance: Instance) -> list[tuple[str, str]]:
    """The pairs that must be: pins, and whoever was notified."""
    wishes = instance.wishes
    notified = (
        (request, adviser)
        for request, advisers in wishes.incumbent.items()
        for adviser in advisers
        if wishes.stage(request) is Stage.NOTIFIED
    )
    return sorted({*wishes.pins, *notified})


def _keep(instance: Instance, place: Places, count: int) -> Ints:
    keep = np.zeros(count, np.int64)
    wishes = instance.wishes
    for request_id, advisers in wishes.incumbent.items():
        weight = instance.rules.moves.get(wishes.stage(request_id).value, 0)
        for adviser_id in advisers:
            found = place.of(request_id, adviser_id)
            if found is not None:
                keep[found] = weight
    return keep


def _floors(instance: Instance) -> list[tuple[Ints, int]]:
    return [
        (members, math.ceil(len(members) * share / 1000))
        for group, share in sorted(instance.rules.floors.items())
        for members in [group_members(instance, group)]
    ]


def group_members(instance: Instance, group: str) -> Ints:
    return _ints(k for k, one in enumerate(instance.requests) if group in one.groups)


def _once(instance: Instance, request: Ints, adviser: Ints) -> Rows:
    """An adviser goes to one project of one body once."""
    projects: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(instance.requests):
        projects[one.body, one.project].append(number)
    rows: list[Ints] = []
    for numbers in projects.values():
        if len(numbers) > 1:
            pairs = np.flatnonzero(np.isin(request, numbers))
            for whom in np.unique(adviser[pairs]):
                row = pairs[adviser[pairs] == whom]
                if len(row) > 1:
                    rows.append(row)
    return _rows(rows)


def _covers(instance: Instance, request: Ints, adviser: Ints) -> tuple[Rows, Ints]:
    """Each side that a team needs stands in one of its members."""
    rows: list[Ints] = []
    owners: list[int] = []
    for number, one in enumerate(instance.requests):
        if one.team == 1:
            continue
        first, last = np.searchsorted(request, [number, number + 1])
        for side in sorted(one.needed_sides):
            has = [side in instance.advisers[k].sides for k in adviser[first:last]]
            rows.append(first + np.flatnonzero(np.array(has, np.bool_)))
            owners.append(number)
    return _rows(rows), _ints(owners)


def _rows(rows: Sequence[Ints]) -> Rows:
    if not rows:
        return Rows()
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return Rows(starts=starts.astype(np.int64), pairs=np.concatenate(rows))


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)
