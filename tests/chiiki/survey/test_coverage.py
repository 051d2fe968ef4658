"""A made-up country of 1,741 municipalities, surveyed 2,000 times: do intervals hold?

Who answers depends on size and region, as what they answer does. Nominal 95 % intervals
after response cells must hold the truth in 93 to 97 % of the surveys.
"""

from __future__ import annotations

import numpy as np
import pytest

from chiiki.survey import Frame, Scope, mean, proportion, read_design
from chiiki.survey.intervals import student
from chiiki.survey.looking import influence_of, look

SURVEYS, CONTROLS = 2_000, 400
UNITS = {"1": 792, "2": 743, "3": 206}  # cities and wards, towns, villages
DRAWN = (276, 260, 72)
FRAME = Frame(year=2026, scope=Scope(version="1"), units=UNITS)


def country(chance):
    size = np.repeat([1, 2, 3], list(UNITS.values()))
    east = (chance.random(1741) < 0.5).astype(int)
    pull = 0.25 + 0.35 * (size == 1) + 0.15 * east
    return {
        "size": size,
        "east": east,
        "runs": (chance.random(1741) < pull).astype(float),
        "staff": chance.gamma(2, 2, 1741) + 6 * (size == 1) + 2 * east,
        "answers": 0.35 + 0.25 * (size == 1) + 0.25 * east,
    }


def survey(chance, land, places):
    drawn = [
        chance.permutation(there)[:n] for there, n in zip(places, DRAWN, strict=True)
    ]
    table = {name: values[np.concatenate(drawn)] for name, values in land.items()}
    told = chance.random(sum(DRAWN)) < table["answers"]
    table["told"] = told.astype(int)
    for name in ("runs", "staff"):
        table[name] = np.where(told, table[name], np.nan)
    return read_design(table, FRAME, strata="size")


def drawn_only(design, statistic):
    """The ends of an interval that takes those who answered for what was drawn."""
    found = look(design, statistic, ())
    by_unit = influence_of(design, statistic, found).by_unit
    se = float(np.sqrt(design.stages.covariance(by_unit)[0, 0]))
    reach = student(0.95, 600) * se
    return float(found.values[0]) - reach, float(found.values[0]) + reach


@pytest.fixture(scope="module")
def held():
    """How often intervals held the truth: of a share and a mean, and of two controls."""
    chance = np.random.default_rng(1741)
    land = country(chance)
    places = [np.flatnonzero(land["size"] == size) for size in (1, 2, 3)]
    truth = {name: land[name].mean() for name in ("runs", "staff")}
    seen = {"share": [], "mean": [], "as if all answered": [], "drawn only": []}
    for number in range(SURVEYS):
        raw = survey(chance, land, places)
        made = raw.adjust_response(["size", "east"], "told")
        share = made.estimate(proportion("runs"))[0]
        average = made.estimate(mean("staff"))[0]
        seen["share"].append(share.low <= truth["runs"] <= share.high)
        seen["mean"].append(average.low <= truth["staff"] <= average.high)
        low, high = drawn_only(made, mean("staff"))
        seen["drawn only"].append(low <= truth["staff"] <= high)
        if number < CONTROLS:
            line = raw.estimate(proportion("runs"))[0]
            seen["as if all answered"].append(line.low <= truth["runs"] <= line.high)
    return {name: float(np.mean(values)) for name, values in seen.items()}


@pytest.mark.parametrize("name", ["share", "mean"])
def test_intervals_hold_as_often_as_they_say(held, name):
    assert 0.93 <= held[name] <= 0.97


@pytest.mark.parametrize("name", ["as if all answered", "drawn only"])
def test_control_without_response_cells_or_their_variance_they_do_not(held, name):
    assert held[name] < 0.93
