"""A made-up country of 1,741 municipalities, surveyed 2,000 times: do intervals hold?

Who answers depends on size and region, as what they answer does. Nominal 95 % intervals
after response cells must hold the truth in 93 to 97 % of the surveys.
"""

from __future__ import annotations

import numpy as np
import pytest

from chiiki.survey import Frame, Scope, mean, proportion, read_design

SURVEYS = 2_000
UNITS = {"city": 792, "town": 743, "village": 206}
DRAWN = {"city": 276, "town": 260, "village": 72}


def country(chance):
    size = np.repeat(list(UNITS), list(UNITS.values()))
    east = chance.random(1741) < 0.5
    pull = 0.25 + 0.35 * (size == "city") + 0.15 * east
    runs = (chance.random(1741) < pull).astype(float)
    staff = chance.gamma(2, 2, 1741) + 6 * (size == "city") + 2 * east
    answers = 0.35 + 0.25 * (size == "city") + 0.25 * east
    return {
        "size": size.astype(object),
        "region": np.where(east, "east", "west").astype(object),
        "runs": runs,
        "staff": staff,
        "answers": answers,
    }


@pytest.fixture(scope="module")
def surveys():
    """Whether the interval held the truth (surveys, 3): share, mean, raw share."""
    chance = np.random.default_rng(1741)
    land = country(chance)
    frame = Frame(year=2026, scope=Scope(version="1"), units=UNITS)
    places = [np.flatnonzero(land["size"] == name) for name in UNITS]
    truth = [land["runs"].mean(), land["staff"].mean(), land["runs"].mean()]
    held = []
    for _survey in range(SURVEYS):
        drawn = np.concatenate(
            [
                chance.permutation(there)[: DRAWN[name]]
                for name, there in zip(UNITS, places, strict=True)
            ]
        )
        table = {name: values[drawn] for name, values in land.items()}
        told = (chance.random(len(drawn)) < table["answers"]).astype(int)
        for name in ("runs", "staff"):
            table[name] = np.where(told, table[name], np.nan)
        raw = read_design(table | {"told": told}, frame, strata="size")
        made = raw.adjust_response(["size", "region"], "told")
        lines = [
            made.estimate(proportion("runs"))[0],
            made.estimate(mean("staff"))[0],
            raw.estimate(proportion("runs"))[0],
        ]
        held.append(
            [
                line.low <= true <= line.high
                for line, true in zip(lines, truth, strict=True)
            ]
        )
    return np.array(held).mean(axis=0)


def test_intervals_of_a_share_hold_as_often_as_they_say(surveys):
    assert 0.93 <= surveys[0] <= 0.97


def test_intervals_of_a_mean_hold_as_often_as_they_say(surveys):
    assert 0.93 <= surveys[1] <= 0.97


def test_control_without_response_cells_they_do_not(surveys):
    assert surveys[2] < 0.93
