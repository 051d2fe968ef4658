"""Rounds of dispatch made from a seed: as large as the programme, and a hundred times that.

No adviser and no region stands behind them: ids are numbers, places are codes.
"""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np

from chiiki.matching import Adviser, Instance, Mode, Request, Rules, published_rules
from chiiki.matching.problem import Problem

FIELDS = tuple(f"field-{k:02}" for k in range(11))
SIDES = ("infrastructure", "use", "people")
MONTHS = tuple(f"2027-{month:02}" for month in range(1, 13))
PREFECTURES = tuple(f"{k:02}" for k in range(1, 48))


def plain_round(
    advisers: int, requests: int, *, seed: int, minimum: int = 4, slack: float = 1.25
) -> Instance:
    """Requests of one day each: capacities, minimum loads and load are all that binds."""
    draw = random.Random(seed)
    most = int(2 * slack * requests / advisers)
    return Instance(
        advisers=tuple(
            replace(_adviser(draw, k), capacity=max(2 * minimum, most), minimum=minimum)
            for k in range(advisers)
        ),
        requests=tuple(
            replace(_request(draw, k, advisers), half_days=2, mode=Mode.ON_SITE)
            for k in range(requests)
        ),
        rules=published_rules(),
    )


def tight_round(advisers: int, requests: int, *, seed: int) -> Instance:
    """Days of different size, too little money, and two floors; meant to be hard."""
    draw = random.Random(seed)
    rules = published_rules()
    rules = replace(
        rules,
        floors={"depopulated": 850, "island": 900},
        budget=round(requests * 0.75 * 100_000),
    )
    per_adviser = requests * 3.4 / advisers
    return Instance(
        advisers=tuple(
            replace(
                _adviser(draw, k), capacity=max(2, round(draw.gauss(per_adviser, 3)))
            )
            for k in range(advisers)
        ),
        requests=tuple(_request(draw, k, advisers) for k in range(requests)),
        rules=rules,
    )


def large_problem(
    advisers: int, requests: int, candidates: int, *, seed: int
) -> Problem:
    """A round in numbers: each request has so many candidates, drawn by hidden likings."""
    draw = np.random.default_rng(seed)
    adviser = draw.integers(0, advisers, (requests, candidates))
    adviser.sort(axis=1)
    request = np.repeat(np.arange(requests), candidates)
    adviser = adviser.ravel()
    is_new = np.ones(len(request), np.bool_)
    is_new[1:] = (request[1:] != request[:-1]) | (adviser[1:] != adviser[:-1])
    request, adviser = request[is_new], adviser[is_new]
    liking = draw.normal(size=(advisers, 4)), draw.normal(size=(requests, 4))
    score = (liking[0][adviser] * liking[1][request]).sum(axis=1)
    worth = np.clip(5_000 + 1_500 * score, 0, 10_000).astype(np.int64)
    pairs = len(request)
    return Problem(
        requests=requests,
        advisers=advisers,
        request=request,
        adviser=adviser,
        worth=worth,
        cost=np.zeros(pairs, np.int64),
        served=np.full(requests, 50_000, np.int64),
        size=np.full(requests, 2, np.int64),
        team=np.ones(requests, np.int64),
        spare=np.full(advisers, 2 * round(1.25 * requests / advisers), np.int64),
        minimum=np.zeros(advisers, np.int64),
        load=0,
        load_steps=0,
        fixed=np.zeros(pairs, np.bool_),
        keep=np.zeros(pairs, np.int64),
        bonus=np.zeros(pairs, np.int64),
    )


def without_search(rules: Rules, *, steps: int) -> Rules:
    return replace(rules, search=replace(rules.search, steps=steps))


def _adviser(draw: random.Random, number: int) -> Adviser:
    prefecture = draw.choice(PREFECTURES)
    return Adviser(
        id=f"a{number:05}",
        fields=frozenset(draw.sample(FIELDS, draw.randint(2, 5))),
        sides=frozenset(draw.sample(SIDES, draw.randint(1, 3))),
        prefecture=prefecture,
        region=_region(prefecture),
        capacity=10,
        employers=frozenset({f"body-{draw.randrange(400)}"}),
        vendors=frozenset(
            {f"vendor-{draw.randrange(30)}"} if draw.random() < 0.2 else ()
        ),
        months=frozenset(draw.sample(MONTHS, 8)) if draw.random() < 0.5 else None,
    )


def _request(draw: random.Random, number: int, advisers: int) -> Request:
    prefecture = draw.choice(PREFECTURES)
    groups = {"depopulated"} if draw.random() < 0.35 else set()
    if draw.random() < 0.08:
        groups.add("island")
    named = draw.randrange(advisers) if draw.random() < 0.3 else None
    return Request(
        id=f"r{number:05}",
        body=f"body-{draw.randrange(400)}",
        project=f"project-{number}",
        fields=frozenset(draw.sample(FIELDS, draw.randint(1, 2))),
        sides=frozenset(draw.sample(SIDES, draw.randint(1, 2))),
        prefecture=prefecture,
        region=_region(prefecture),
        half_days=draw.choice([1, 2, 2, 3, 4, 4, 5, 6, 6]),
        mode=Mode.ONLINE if draw.random() < 0.2 else Mode.ON_SITE,
        groups=frozenset(groups),
        months=frozenset(draw.sample(MONTHS, 4)),
        nominations=() if named is None else (f"a{named:05}",),
        vendors=frozenset(
            {f"vendor-{draw.randrange(30)}"} if draw.random() < 0.3 else ()
        ),
    )


def _region(prefecture: str) -> str:
    return f"region-{int(prefecture) // 5}"
