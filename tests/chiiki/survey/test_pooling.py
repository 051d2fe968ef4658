"""Municipality x project: clustered by municipality, non-response told in two ways."""

from __future__ import annotations

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import categories, mean, pool, read_design
from surveys import frame, sample

PROJECTS = ("net", "care", "school")


def wide(seed=5):
    chance = np.random.default_rng(seed)
    table = sample(response=1)
    eager = chance.random(33)
    for name in PROJECTS:
        state = np.where(chance.random(33) < eager, "runs", "none").astype(object)
        silent = chance.random(33) < np.where(table["size"] == "city", 0.1, 0.4)
        table[f"{name}_state"] = np.where(silent, None, state)
    return table


def pooled():
    return pool(
        wide(),
        {name: {"state": f"{name}_state"} for name in PROJECTS},
        keep=["town", "size"],
        answered="state",
    )


def long(clusters=("town",)):
    units = (
        frame(rows=3 * 120)
        if clusters
        else frame({k: 3 * v for k, v in frame().units.items()})
    )
    return read_design(pooled(), units, strata="size", clusters=clusters)


def test_every_municipality_has_a_row_for_every_project():
    table = pooled()
    assert table.rows == 3 * 33
    assert set(table.coded("project").labels) == set(PROJECTS)
    answered = table.numbers("answered")
    assert (answered == [state is not None for state in table.columns["state"]]).all()


def test_rows_of_one_municipality_are_one_cluster():
    line = long().estimate(categories("state", ["runs"]))[0]
    assert line.n == pooled().numbers("answered").sum()
    assert line.degrees == 33 - 3


def test_control_as_if_each_row_were_drawn_the_error_is_too_small():
    statistic = categories("state", ["runs", "none"], missing="category")
    together, apart = (
        one.estimate(statistic)[0].se for one in (long(), long(clusters=()))
    )
    assert apart < 0.9 * together


def test_non_response_is_a_category_or_is_modelled():
    """What is known without assumption, and what follows if cells answer alike."""
    own = (
        long().estimate(categories("state", ["runs", "none"], missing="category")).lines
    )
    made = long().adjust_response(["size", "project"], "answered")
    model = made.estimate(categories("state", ["runs", "none"])).lines

    assert sum(line.value for line in own) == pytest.approx(1)
    assert own[2].item == "no_answer"
    assert sum(line.value for line in model) == pytest.approx(1)
    for known, assumed in zip(own[:2], model, strict=True):
        assert known.value < assumed.value < known.value + own[2].value


def test_both_differ_by_project():
    found = long().estimate(mean("answered"), by=["project"])
    assert {line.domain["project"] for line in found.lines} == set(PROJECTS)


def test_projects_have_the_same_measures():
    for projects, answered in (
        ({"a": {"state": "x"}, "b": {"effect": "y"}}, None),
        ({}, None),
        ({"net": {"state": "net_state"}}, "effect"),
    ):
        with pytest.raises(EngineError) as error:
            pool(wide(), projects, keep=["town"], answered=answered)
        assert error.value.code == "survey.measures_differ"
