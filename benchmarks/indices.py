"""Ten thousand indices: all at once, and one after the other in plain numpy.

    .venv/bin/python benchmarks/indices.py

A made-up panel (seeded) of 30 countries and of 1,741 municipalities by 16 indicators in
8 fields and 3 areas; every replicate draws a normalisation, a mean and all weights, and
ranks the units. The plain loop builds the same replicates from the same draws, level by
level with numpy; it runs fewer of them and its time is scaled. Ranks of both are compared.
Goals: 0.05 s for 10,000 replicates of 30 units, 3 s for 1,741.
"""

from __future__ import annotations

import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small products: threads only wait

import numpy as np

from chiiki.indices import (
    Choices,
    Indicator,
    Mean,
    Missing,
    Node,
    Normalisation,
    Panel,
    Scale,
    Specification,
    Steps,
    build_index,
    simulate,
)
from chiiki.indices.choices import draw, width_of
from chiiki.indices.uncertainty import ranked, scores_under

REPLICATES, RUNS = 10_000, 5
SCALES = tuple(
    Normalisation(scale=scale, low=1) for scale in (Scale.T_SCORE, Scale.MIN_MAX)
)
CHOICES = Choices(
    normalisations=SCALES,
    means=((Mean.ARITHMETIC,), (Mean.GEOMETRIC,)),
    weights_within=0.5,
)
FIELDS = {"use": 3, "diffusion": 2, "deployment": 3}


def main() -> None:
    for units, plain_runs in ((30, 1_000), (1_741, 40)):
        specification, panel = _made_up(units)
        evenly = np.random.default_rng(1).random((REPLICATES, width_of(specification)))

        def at_once(specification=specification, panel=panel, evenly=evenly):  # type: ignore[no-untyped-def]
            draws = draw(specification, CHOICES, evenly)
            return ranked(scores_under(specification, panel, CHOICES, draws))

        ours = at_once()
        took = statistics.median(_seconds(at_once) for _ in range(RUNS))
        began = time.perf_counter()
        plain = _plainly(specification, panel, evenly[:plain_runs])
        plainly = (time.perf_counter() - began) * REPLICATES / plain_runs
        assert (ours[:plain_runs] == plain).all()
        began = time.perf_counter()
        simulate(specification, panel, CHOICES, replicates=REPLICATES)
        whole = time.perf_counter() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        sys.stdout.write(
            f"{units:>6} units: {took:.3f} s for {REPLICATES:,} replicates with ranks"
            f" (median of {RUNS}); plain numpy {plainly:.1f} s, {plainly / took:.0f}"
            f" times; with the draws {whole:.3f} s; peak {peak:.0f} MB so far\n"
        )


def _made_up(units: int) -> tuple[Specification, Panel]:
    fields = [
        (f"{area} {at}", area) for area, count in FIELDS.items() for at in range(count)
    ]
    nodes = [Node(code="index", name_ja="index", name_en="index")]
    nodes += [_node(area, "index") for area in FIELDS]
    nodes += [_node(code, area) for code, area in fields]
    indicators = tuple(
        Indicator(
            code=f"x{at}",
            name_ja=f"x{at}",
            name_en=f"x{at}",
            parent=fields[at // 2][0],
            direction=-1 if at % 5 == 4 else 1,
        )
        for at in range(2 * len(fields))
    )
    specification = Specification(
        code="made_up",
        name_ja="made up",
        name_en="made up",
        panel_version="1",
        indicators=indicators,
        nodes=tuple(nodes),
        steps=Steps(missing=Missing.REFUSE, normalisation=SCALES[0]),
    )
    chance = np.random.default_rng(2)
    panel = Panel(
        units=tuple(str(at) for at in range(units)),
        indicators=tuple(one.code for one in indicators),
        values=chance.normal(50, 8, (units, len(indicators))),
    )
    return specification, panel


def _node(code: str, parent: str) -> Node:
    return Node(code=code, name_ja=code, name_en=code, parent=parent)


def _plainly(
    specification: Specification, panel: Panel, evenly: np.ndarray
) -> np.ndarray:
    """Each replicate by itself: normalised once a scale, then level by level."""
    draws = draw(specification, CHOICES, evenly)
    ready = [
        build_index(
            replace(
                specification, steps=replace(specification.steps, normalisation=scale)
            ),
            panel,
        ).normalised
        for scale in SCALES
    ]
    place = {one.code: at for at, one in enumerate(specification.everything)}
    found = []
    for at, weights in enumerate(draws.weights):
        is_geometric = draws.means[at] == 1
        values = ready[draws.normalisation[at]]
        scores = {
            one.code: values[:, here]
            for here, one in enumerate(specification.indicators)
        }
        for nodes in specification.levels:
            for node in nodes:
                below = specification.parts[node.code]
                parts = np.stack([scores[one] for one in below])
                shares = np.array([weights[place[one]] for one in below])
                shares = shares / shares.sum()
                if is_geometric:
                    scores[node.code] = np.exp(shares @ np.log(parts))
                else:
                    scores[node.code] = shares @ parts
        total = scores["index"]
        order = np.argsort(-total, kind="stable")
        ranks = np.empty(len(total), dtype=int)
        ranks[order] = np.arange(1, len(total) + 1)
        found.append(ranks)
    return np.array(found)


def _seconds(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
