"""Small rounds of dispatch drawn at random, and their best answer by trying everything."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from chiiki.matching import (
    Adviser,
    Instance,
    Mode,
    Request,
    Stage,
    Wishes,
    published_rules,
    read_rules,
)
from chiiki.matching.canonical import must_be
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.scores import load_points, served_points, worth

FIELDS, SIDES, MONTHS = ("f1", "f2", "f3"), ("s1", "s2", "s3"), ("2027-04", "2027-05")
Sent = dict[str, tuple[str, ...]]


def adviser(id: str, **more: object) -> Adviser:
    known = {
        "fields": frozenset({"f1"}),
        "sides": frozenset({"s1"}),
        "prefecture": "01",
        "region": "east",
        "capacity": 4,
    }
    return Adviser(id=id, **{**known, **more})  # type: ignore[arg-type]


def request(id: str, **more: object) -> Request:
    known = {
        "body": f"body of {id}",
        "project": "p",
        "fields": frozenset({"f1"}),
        "sides": frozenset({"s1"}),
        "prefecture": "01",
        "region": "east",
        "half_days": 2,
    }
    return Request(id=id, **{**known, **more})  # type: ignore[arg-type]


def random_round(seed: int) -> Instance:
    """Every kind of limit occurs: days, budget, floors, teams, minimums, pins, bans."""
    draw = random.Random(seed)
    advisers = [_adviser(draw, k) for k in range(draw.randint(2, 4))]
    requests = [_request(draw, k, advisers) for k in range(draw.randint(2, 5))]
    parts = []
    if draw.random() < 0.6:
        parts.append(f"[budget]\nyen = {draw.randint(0, 400_000)}")
    if draw.random() < 0.4:
        parts.append(f"[floors]\nisland = {draw.choice([300, 500, 1000])}")
    parts.append(f'[priority]\nfields = ["{draw.choice(FIELDS)}"]')
    pairs = [(r.id, a.id) for r in requests for a in advisers]
    return Instance(
        advisers=tuple(advisers),
        requests=tuple(requests),
        rules=read_rules("\n".join(parts)),
        wishes=Wishes(
            pins=frozenset(draw.sample(pairs, 1) if draw.random() < 0.15 else ()),
            bans=frozenset(draw.sample(pairs, draw.randint(0, 2))),
        ),
    )


def with_incumbent(instance: Instance, sent: Sent, *, seed: int) -> Instance:
    """The same round after this proposal, with a ban on somebody who was not notified."""
    draw = random.Random(seed)
    stages = {one: draw.choice(list(Stage)) for one in sent}
    movable = [
        (one, who)
        for one, advisers in sorted(sent.items())
        for who in advisers
        if stages[one] is not Stage.NOTIFIED and (one, who) not in instance.wishes.pins
    ]
    bans = instance.wishes.bans | set(draw.sample(movable, min(len(movable), 1)))
    wishes = replace(instance.wishes, bans=bans, incumbent=sent, stages=stages)
    return replace(instance, wishes=wishes)


def every_answer(instance: Instance) -> Iterator[tuple[Sent, int]]:
    """Every choice that keeps all limits, with its value."""
    options = [list(_options(instance, one)) for one in instance.requests]
    for chosen in product(*options):
        sent = {
            one.id: who
            for one, who in zip(instance.requests, chosen, strict=True)
            if who
        }
        if _keeps_limits(instance, sent):
            yield sent, value_of(instance, sent)


def best_value(instance: Instance) -> int | None:
    return max((value for _sent, value in every_answer(instance)), default=None)


def moves_of(instance: Instance, sent: Sent) -> int:
    """What those who lose a place weigh together."""
    wishes, moves = instance.wishes, instance.rules.moves
    return sum(
        moves.get(wishes.stage(one), 0)
        for one, advisers in wishes.incumbent.items()
        for who in advisers
        if who not in sent.get(one, ())
    )


def value_of(instance: Instance, sent: Sent) -> int:
    rules = instance.rules
    pairs = _pairs(instance, sent)
    gained = sum(
        served_points(rules, one) for one in instance.requests if one.id in sent
    )
    gained += sum(worth(rules, one, who).points for one, who in pairs)
    loads = Counter(who.id for _one, who in pairs)
    return gained - sum(load_points(rules.points, count) for count in loads.values())


def _options(instance: Instance, one: Request) -> Iterator[tuple[str, ...]]:
    must = {who for key, who in must_be(instance) if key == one.id}
    able = [a for a in instance.advisers if not reasons_against(instance, one, a)]
    if not must:
        yield ()
    for team in combinations(sorted(able, key=lambda who: who.id), one.team):
        sides = frozenset().union(*(who.sides for who in team))
        ids = tuple(who.id for who in team)
        if must <= set(ids) and one.needed_sides <= sides:
            yield ids


def _keeps_limits(instance: Instance, sent: Sent) -> bool:
    pairs = _pairs(instance, sent)
    used: Counter[str] = Counter()
    for one, who in pairs:
        used[who.id] += one.half_days
    loads = Counter(who.id for _one, who in pairs)
    projects = Counter((one.body, one.project, who.id) for one, who in pairs)
    budget = instance.rules.budget
    cost = sum(worth(instance.rules, one, who).cost for one, who in pairs)
    return (
        all(used[a.id] <= a.capacity - a.committed for a in instance.advisers)
        and all(loads[a.id] >= a.minimum for a in instance.advisers)
        and max(projects.values(), default=0) <= 1
        and (budget is None or cost <= budget)
        and all(
            _floor_holds(instance, sent, *one) for one in instance.rules.floors.items()
        )
    )


def _floor_holds(instance: Instance, sent: Sent, group: str, share: int) -> bool:
    members = [one.id for one in instance.requests if group in one.groups]
    return 1000 * sum(one in sent for one in members) >= share * len(members)


def _pairs(instance: Instance, sent: Sent) -> list[tuple[Request, Adviser]]:
    requests = {one.id: one for one in instance.requests}
    advisers = {one.id: one for one in instance.advisers}
    return [(requests[one], advisers[a]) for one, team in sent.items() for a in team]


def _some(draw: random.Random, codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(draw.sample(codes, draw.randint(1, len(codes))))


def _adviser(draw: random.Random, number: int) -> Adviser:
    capacity = draw.randint(1, 9)
    return adviser(
        f"a{number}",
        fields=_some(draw, FIELDS),
        sides=_some(draw, SIDES),
        prefecture=draw.choice(["01", "02"]),
        region=draw.choice(["east", "west"]),
        capacity=capacity,
        committed=draw.randint(0, 1),
        minimum=int(draw.random() < 0.15),
        employers=frozenset({"body1"} if draw.random() < 0.2 else ()),
        vendors=frozenset({"v1"} if draw.random() < 0.2 else ()),
        languages=frozenset({"en"} if draw.random() < 0.5 else ()),
        months=_some(draw, MONTHS) if draw.random() < 0.5 else None,
    )


def _request(draw: random.Random, number: int, advisers: list[Adviser]) -> Request:
    team = 2 if draw.random() < 0.25 else 1
    return request(
        f"r{number}",
        body=f"body{draw.randint(1, 2)}",
        project=draw.choice(["p", "q"]),
        fields=_some(draw, FIELDS),
        sides=_some(draw, SIDES),
        prefecture=draw.choice(["01", "02"]),
        region=draw.choice(["east", "west"]),
        half_days=draw.randint(1, 4),
        mode=draw.choice(list(Mode)),
        groups=frozenset({"island"} if draw.random() < 0.4 else ()),
        months=_some(draw, MONTHS) if draw.random() < 0.5 else frozenset(),
        nominations=tuple(
            who.id
            for who in draw.sample(advisers, draw.randint(0, min(3, len(advisers))))
        ),
        team=team,
        needed_sides=frozenset(draw.sample(SIDES, 1))
        if draw.random() < 0.5
        else frozenset(),
        language="en" if draw.random() < 0.1 else None,
        vendors=frozenset({"v1"} if draw.random() < 0.2 else ()),
        earlier=frozenset({"a0"} if draw.random() < 0.1 else ()),
    )


def plain_round() -> Instance:
    """Five requests of a day for two advisers of two days each."""
    return Instance(
        advisers=(adviser("near"), adviser("far", prefecture="02", region="west")),
        requests=tuple(request(f"r{k}") for k in range(5)),
        rules=published_rules(),
    )
