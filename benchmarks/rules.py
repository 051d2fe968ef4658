"""Time of one check, and of many proposals under every scheme, beside plain Python.

    .venv/bin/python benchmarks/rules.py [--proposals 100000] [--workers 2] [--runs 3]

Proposals are made from a seed and written to a CSV file; a run reads the file and answers
every proposal under the seven published schemes. Goals: one check under 5 ms, 100,000
proposals under 7 schemes within 60 s on two cores (medians). Peers in the same run: the
kizuna rules as a Python function written by hand, whose every verdict and amount must be
ours, and simpleeval and cel-python for one expression, where they are installed.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from itertools import islice
from pathlib import Path

from chiiki import rules
from kizuna_by_hand import by_hand

MOST_MS, MOST_SECONDS, GOAL = 5.0, 60.0, 100_000
REGIONS = (
    "北海道",
    "東北",
    "関東",
    "信越",
    "北陸",
    "東海",
    "近畿",
    "中国",
    "四国",
    "九州",
)
KINDS = (
    "municipality",
    "municipality",
    "prefecture",
    "third_sector",
    "npo",
    "consortium",
)
EXPRESSION = "trains && uses && total > 3000000"
Facts = Mapping[str, object]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--proposals", type=int, default=GOAL)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=2012)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "proposals.csv"
        _write(path, options.proposals, random.Random(options.seed))
        seconds = _many(path, options.workers, options.runs)
        milliseconds = _one(path)
    _libraries()
    within = seconds * GOAL / options.proposals <= MOST_SECONDS
    return int(not (within and milliseconds <= MOST_MS))


def _many(path: Path, workers: int, runs: int) -> float:
    pairs = [(scheme, None) for scheme in rules.published_schemes()]
    seconds, busy = [], []
    for _run in range(runs):
        start, used = time.perf_counter(), sum(os.times()[:4])
        with path.open("rb") as file:
            bad: list[rules.BadCell] = []
            found = rules.simulate_in_processes(
                rules.read_csv(file, bad), pairs, workers=workers
            )
        seconds.append(time.perf_counter() - start)
        busy.append(sum(os.times()[:4]) - used)
        assert not bad
    median = statistics.median(seconds)
    count = found[0].totals.count
    _say(
        f"{count:,} proposals x {len(pairs)} schemes, {workers} processes: "
        f"{median:.1f} s (median of {runs}; {min(seconds):.1f} to {max(seconds):.1f}), "
        f"{statistics.median(busy):.1f} s of processor time"
    )
    return median


def _one(path: Path) -> float:
    """Time single checks of kizuna beside the function written by hand; both must agree."""
    with path.open("rb") as file:
        cases = [one.facts for one in islice(rules.read_csv(file, []), 5_000)]
    slowest = 0.0
    for scheme in rules.published_schemes():
        ours = _median_us(lambda facts, to=scheme: rules.assess(to, facts), cases)
        slowest = max(slowest, ours)
        _say(f"one check of {scheme.code}: {ours:.0f} µs")
    kizuna = rules.load_scheme("kizuna")
    for facts in cases:
        found = rules.assess(kizuna, facts)
        assert (found.verdict, found.amount.payable) == by_hand(facts), facts
    ours = _median_us(lambda facts: rules.assess(kizuna, facts), cases)
    hand = _median_us(by_hand, cases)
    _say(
        f"kizuna by hand in Python: {hand:.1f} µs; chiiki takes {ours / hand:.0f} times"
    )
    return slowest / 1_000


def _median_us(call: Callable[[Facts], object], cases: list[Facts]) -> float:
    seconds = []
    for facts in cases:
        start = time.perf_counter()
        call(facts)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds) * 1e6


def _write(path: Path, count: int, chance: random.Random) -> None:
    facts = rules.vocabulary()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "region", *facts])
        for number in range(count):
            cells = _proposal(chance)
            said = [cells[name] if chance.random() > 0.03 else "" for name in facts]
            writer.writerow([f"P{number:06}", chance.choice(REGIONS), *said])


def _proposal(chance: random.Random) -> dict[str, object]:
    cells: dict[str, object] = {}
    for name, fact in rules.vocabulary().items():
        if fact.type == "yes_no":
            cells[name] = "はい" if chance.random() < 0.85 else "いいえ"
        elif fact.type == "number":
            cells[name] = chance.randint(0, 6)
        elif fact.type == "choices":
            cells[name] = ";".join(chance.sample(sorted(fact.choices), 2))
    people, system, bought, leased = (chance.randint(1, 60) * 500_000 for _ in range(4))
    total = people + system + bought + leased
    return cells | {
        "applicant.kind": chance.choice(KINDS),
        "costs.people": people,
        "costs.system": system,
        "costs.equipment": bought + leased,
        "costs.equipment_purchase": bought,
        "costs.equipment_lease_rental": leased,
        "costs.total": total,
        "costs.own_share": total // 4,
        "request.amount": total - chance.randint(0, 4) * 500_000,
    }


def _libraries() -> None:
    """Compare one expression with other evaluators, each with the text parsed before."""
    values = {"trains": True, "uses": True, "total": 5_000_000}
    ours = importlib.import_module("cel").compile(EXPRESSION)
    _tell("cel (chiiki)", lambda: ours.execute(values))
    for name, make in (("simpleeval", _simpleeval), ("celpy", _celpy)):
        try:
            library = importlib.import_module(name)
        except ImportError:
            _say(f"{name}: not installed here, not compared")
            continue
        _tell(name, make(library, values))


def _simpleeval(library, values):
    text = EXPRESSION.replace("&&", "and")
    evaluator = library.SimpleEval(names=values)
    parsed = evaluator.parse(text)
    return lambda: evaluator.eval(text, previously_parsed=parsed)


def _celpy(library, values):
    environment = library.Environment()
    program = environment.program(environment.compile(EXPRESSION))
    given = library.json_to_cel(values)
    return lambda: program.evaluate(given)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _tell(name: str, call: Callable[[], object]) -> None:
    seconds = []
    for _run in range(2_000):
        start = time.perf_counter()
        assert call()
        seconds.append(time.perf_counter() - start)
    _say(f"one expression, {name}: {statistics.median(seconds) * 1e6:.1f} µs")


if __name__ == "__main__":
    sys.exit(main())
