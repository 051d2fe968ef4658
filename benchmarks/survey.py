"""Time and memory of 500 bootstrap replicates, raked on two margins, mean by 10 domains.

    .venv/bin/python benchmarks/survey.py [--rows 1000000] [--peer-rows 100000] [--runs 3]

Rows are made from a seed: 50 strata, 2,000 clusters. Each side runs in a process of its own,
so that its memory is its own; wall time, and processor time beside it. Beside ours: the plain way (every
replicate is a column of weights over all rows, raked and added up by itself; a few of them,
scaled), whose every mean must be ours to 1e-10; and svy 0.35.0, where it is installed, on
its own replicate weights, whose errors must be ours to 1e-10. The same rows in a Parquet file,
which stay in DuckDB (Ibis), stand beside it. Goals: 2 s and 1 GB for 10^6
rows in either place, and of as many (--peer-rows 1000000; svy takes 12 GB) a hundredth of svy's time and a
tenth of its memory.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.metadata
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from chiiki.survey import Design, Frame, Scope, mean, read_design

STRATA, CLUSTERS, REPLICATES, PLAIN = 50, 2_000, 500, 10
SIZES, REGIONS = 4, 5
PEER, CLOSE = "0.35.0", 1e-10
MOST_SECONDS, MOST_MB = 2.0, 1_000.0
TIMES_FASTER, TIMES_SMALLER = 100, 10
MOST_COMPARED = 300_000  # rows whose replicate weights are copied out of svy
FRAME = Frame(
    year=2026,
    scope=Scope(version="1"),
    units={str(stratum): 10**6 for stratum in range(STRATA)},
)
Table = Mapping[str, Any]
Side = dict[str, float]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peer-rows", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--file", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.side:
        found = SIDES[options.side](options)
        found.setdefault("mb", _most_mb())
        sys.stdout.write(json.dumps(found))
        return 0
    empty = _side("nothing", options.rows, 1)
    ours = _side("ours", options.rows, options.runs)
    plain = _side("plain", options.rows, 1)
    say(f"{options.rows:,} rows: the table itself takes {empty['mb']:.0f} MB")
    say(
        f"ours       {ours['seconds']:8.2f} s  {ours['mb']:8.0f} MB"
        f"  ({ours['processor']:.2f} s of processor time)"
    )
    stay = _beside_the_database(options.rows, options.runs)
    say(
        f"in DuckDB  {stay['seconds']:8.2f} s  {stay['mb']:8.0f} MB"
        f"  ({stay['processor']:.2f} s of processor time; never the table in memory)"
    )
    say(
        f"plain way  {plain['seconds']:8.1f} s  ({PLAIN} of {REPLICATES} replicates,"
        f" scaled; means apart by {plain['apart']:.1e} at most)"
    )
    slow = any(
        one["seconds"] > MOST_SECONDS or one["mb"] > MOST_MB for one in (ours, stay)
    )
    wrong = plain["apart"] > CLOSE
    behind = _beside_the_peer(options.peer_rows, options.runs)
    return int(slow or wrong or behind)


def _beside_the_peer(rows: int, runs: int) -> bool:
    """Whether svy was there and is not far enough behind, or finds other errors."""
    try:
        version = importlib.metadata.version("svy")
    except importlib.metadata.PackageNotFoundError:
        say(
            f"SVY IS NOT INSTALLED: NOTHING WAS COMPARED WITH IT (svy=={PEER} is meant)"
        )
        return False
    if version != PEER:
        say(f"SVY IS {version}, NOT {PEER}: WHAT FOLLOWS IS OF ANOTHER VERSION")
    ours, peer = _side("ours", rows, runs), _side("svy", rows, 1)
    times, smaller = peer["seconds"] / ours["seconds"], peer["mb"] / ours["mb"]
    busy = peer["processor"] / ours["processor"]
    say(f"{rows:,} rows: ours {ours['seconds']:.2f} s, {ours['mb']:.0f} MB")
    say(
        f"svy {version} {peer['seconds']:.1f} s ({times:.0f} times; {busy:.0f} times the"
        f" processor), {peer['mb']:.0f} MB ({smaller:.1f} times)"
    )
    if "apart" in peer:
        say(f"errors on svy's weights apart by {peer['apart']:.1e} at most")
    behind = times < TIMES_FASTER or smaller < TIMES_SMALLER
    return peer.get("apart", 0) > CLOSE or (behind and rows >= 1_000_000)


def _beside_the_database(rows: int, runs: int) -> Side:
    """The same out of a Parquet file, whose rows stay in DuckDB."""
    with tempfile.TemporaryDirectory() as folder:
        place = str(Path(folder) / "rows.parquet")
        _side("store", rows, 1, place)
        return _side("database", rows, runs, place)


def _side(name: str, rows: int, runs: int, file: str = "") -> Side:
    asked = [sys.executable, __file__, "--side", name, "--file", file]
    asked += ["--rows", str(rows), "--runs", str(runs)]
    done = subprocess.run(asked, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _table(rows: int) -> Table:
    chance = np.random.default_rng(2026)
    cluster = np.sort(np.arange(rows) % CLUSTERS)
    own = chance.normal(size=CLUSTERS)
    return {
        "stratum": cluster % STRATA,
        "cluster": cluster,
        "w": chance.uniform(1, 3, rows),
        "size": chance.integers(0, SIZES, rows),
        "region": chance.integers(0, REGIONS, rows),
        "field": chance.integers(0, 10, rows),
        "y": chance.gamma(2, 2, rows) + own[cluster],
    }


def _margins(table: Table) -> dict[str, dict[str, float]]:
    return _margins_of(float(table["w"].sum()))


def _margins_of(whole: float) -> dict[str, dict[str, float]]:
    """Totals somewhat apart from those of the sample, of one sum."""
    found = {}
    for name, count, least in (("size", SIZES, 0.2), ("region", REGIONS, 0.15)):
        shares = np.linspace(least, 2 / count - least, count)
        found[name] = {str(at): whole * share for at, share in enumerate(shares)}
    return found


def _design(table: object) -> Design:
    return read_design(
        table, FRAME, strata="stratum", clusters=["cluster"], weights="w", finite=False
    )


def _ours(table: Any, margins: Mapping[str, Mapping[str, float]], runs: int) -> Side:
    seconds, processor = [], []
    for _run in range(runs):
        began, busy = time.perf_counter(), time.process_time()
        made = _design(table).replicate(replicates=REPLICATES).rake(margins)
        made.estimate(mean("y"), by=["field"], se="replicates")
        seconds.append(time.perf_counter() - began)
        processor.append(time.process_time() - busy)
    return {
        "seconds": statistics.median(seconds),
        "processor": statistics.median(processor),
    }


def _in_memory(table: Table, runs: int) -> Side:
    return _ours(table, _margins(table), runs)


def _store(table: Table, place: str) -> Side:
    arrow, parquet = (
        importlib.import_module(name) for name in ("pyarrow", "pyarrow.parquet")
    )
    parquet.write_table(arrow.table(dict(table)), place)
    return {"seconds": 0.0}


def _database(place: str, runs: int) -> Side:
    ibis = importlib.import_module("ibis")
    table = ibis.duckdb.connect().read_parquet(place)
    return _ours(table, _margins_of(float(table.w.sum().execute())), runs)


def _plain(table: Table) -> Side:
    made = _design(table).replicate(replicates=REPLICATES).rake(_margins(table))
    few = made.replicates.factors[:PLAIN]  # type: ignore[union-attr]
    ours = _means_of_replicates(made)[:PLAIN]
    began = time.perf_counter()
    theirs = [_one_by_hand(table, table["w"] * one[table["cluster"]]) for one in few]
    seconds = (time.perf_counter() - began) * REPLICATES / PLAIN
    return {"seconds": seconds, "apart": float(np.abs(ours / theirs - 1).max())}


def _means_of_replicates(made: Design) -> Any:
    replicating = importlib.import_module("chiiki.survey.replicating")
    looking = importlib.import_module("chiiki.survey.looking")
    found = looking.look(made, mean("y"), ["field"])
    cluster = made.stages.first.cluster
    return replicating.replicated(found.adjusted, mean("y"), made.replicates, cluster)


def _one_by_hand(table: Table, weights: Any) -> Any:
    margins = _margins(table)
    for _round in range(200):
        moved = 0.0
        for name, totals in margins.items():
            wanted = np.array(list(totals.values()))
            needed = wanted / np.bincount(table[name], weights)
            moved = max(moved, float(np.abs(needed - 1).max()))
            weights = weights * needed[table[name]]
        if moved < 1e-13:
            break
    sums = np.bincount(table["field"], weights * table["y"])
    return sums / np.bincount(table["field"], weights)


def _svy(table: Table) -> Side:
    polars, svy = (importlib.import_module(name) for name in ("polars", "svy"))
    frame = polars.DataFrame(dict(table)).with_columns(
        polars.col("size", "region").cast(polars.String)
    )
    began, busy = time.perf_counter(), time.process_time()
    sample = svy.Sample(frame, svy.Design(stratum="stratum", psu="cluster", wgt="w"))
    sample = sample.weighting.create_bs_wgts(n_reps=REPLICATES, rstate=1)
    raked = sample.weighting.rake(controls=_margins(table), tol=1e-13, max_iter=500)
    theirs = raked.estimation.mean("y", by="field", method="replication")
    seconds = time.perf_counter() - began
    processor, memory = time.process_time() - busy, _most_mb()
    found = {"seconds": seconds, "processor": processor, "mb": memory}
    if len(table["y"]) <= MOST_COMPARED:
        drawn = sample.data.select(sample.rep_columns).to_numpy()
        made = _design(table).with_replicates(drawn, scale=1 / REPLICATES)
        made = made.rake(_margins(table))
        ours = made.estimate(mean("y"), by=["field"], se="replicates")
        errors = theirs.to_polars().sort("field")["se"].to_numpy()
        mine = [line.se for line in ours.lines]
        found["apart"] = float(np.abs(mine / errors - 1).max())
    return found


def _nothing(_table: Table) -> Side:
    return {"seconds": 0.0}


def _most_mb() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


SIDES: dict[str, Callable[[argparse.Namespace], Side]] = {
    "ours": lambda asked: _in_memory(_table(asked.rows), asked.runs),
    "plain": lambda asked: _plain(_table(asked.rows)),
    "svy": lambda asked: _svy(_table(asked.rows)),
    "nothing": lambda asked: _nothing(_table(asked.rows)),
    "store": lambda asked: _store(_table(asked.rows), asked.file),
    "database": lambda asked: _database(asked.file, asked.runs),
}


if __name__ == "__main__":
    sys.exit(main())
