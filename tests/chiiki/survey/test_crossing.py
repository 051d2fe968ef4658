"""Cross tables: shares, and Rao and Scott's test beside Pearson's."""

from __future__ import annotations

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import Frame, Scope, cross, read_design
from chiiki.survey.crossing import rao_scott
from judges import columns
from surveys import design, frame, sample

TABLE = np.array([[30.0, 14.0, 6.0], [10.0, 22.0, 18.0]])


def pearson(table):
    n = table.sum()
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / n
    return ((table - expected) ** 2 / expected).sum()


def simple(table):
    """Shares, and the covariance of a simple random sample with replacement."""
    shares = table.ravel() / table.sum()
    return shares, (np.diag(shares) - np.outer(shares, shares)) / table.sum()


def test_with_a_simple_sample_it_is_pearson_s_over_its_degrees():
    shares, covariance = simple(TABLE)
    found = rao_scott(shares.reshape(2, 3), covariance, 99)
    assert found.numerator == pytest.approx(2)
    assert found.f == pytest.approx(pearson(TABLE) / 2)
    assert found.denominator == pytest.approx(2 * 99)


def test_the_p_of_one_degree_is_that_of_the_square_of_t():
    """2 by 2: F(1, 60) above 4 has p 0.05003 (any table of F)."""
    shares, covariance = simple(np.array([[36.0, 24.0], [24.0, 36.0]]))
    found = rao_scott(shares.reshape(2, 2), covariance, 60)
    assert found.f == pytest.approx(4.8)
    assert found.p == pytest.approx(0.0323, abs=2e-4)


def test_a_design_effect_of_two_halves_the_statistic():
    shares, covariance = simple(TABLE)
    plain, doubled = (
        rao_scott(shares.reshape(2, 3), times * covariance, 99).f for times in (1, 2)
    )
    assert doubled == pytest.approx(plain / 2)


def test_control_pearson_s_alone_sees_no_clusters():
    """Each row stands there four times, as a cluster: nothing more is known."""
    once = sample(response=1)
    fourfold = {name: np.repeat(values, 4) for name, values in once.items()}
    alone = cross(
        read_design(once, frame(), strata="size", finite=False), "runs", "region"
    ).association
    made = read_design(
        fourfold, frame(rows=480), strata="size", clusters=["town"], finite=False
    )
    clustered = cross(made, "runs", "region").association
    blind = cross(
        read_design(fourfold, frame(), strata="size", finite=False), "runs", "region"
    ).association

    assert clustered.f == pytest.approx(alone.f)
    assert clustered.p == pytest.approx(alone.p)
    assert blind.p < alone.p


def test_shares_of_all_pairs_add_up_to_1():
    found = cross(design(), "size", "region", smallest_cell=0)
    assert sum(line.value for line in found.shares.lines) == pytest.approx(1)
    assert {line.item for line in found.shares.lines} >= {"city|east", "town|west"}


def test_replicates_give_nearly_the_same():
    made = read_design(sample(drawn=(30, 45, 15), response=1), frame(), strata="size")
    made = made.replicate("jackknife")
    taylor, found = (
        cross(made, "runs", "region", se=se).association
        for se in ("taylor", "replicates")
    )
    assert found.f == pytest.approx(taylor.f, rel=0.1)


def test_a_pair_that_nobody_is_does_not_break_it():
    table = sample(response=1)
    table["runs"] = np.where(table["size"] == "village", 0.0, table["runs"])
    made = read_design(table, frame({"": 120}), finite=False)
    found = cross(made, "size", "runs")
    assert len(found.shares.lines) == 5
    assert 0 < found.association.p <= 1


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"


def test_one_row_is_no_cross_table():
    table = sample() | {"one": np.ones(33)}
    made = read_design(table, frame(), strata="size")
    refused(lambda: cross(made, "one", "region"), "nothing_to_cross")


def test_where_nothing_varies_there_is_no_test():
    """Both columns are fixed by the strata: every sample would say the same."""
    table = sample() | {"big": (sample()["size"] == "city").astype(float)}
    made = read_design(table, frame(), strata="size")
    refused(lambda: cross(made, "size", "big"), "nothing_varies")


def test_a_clustered_sample_gives_what_another_program_gives():
    """svy 0.35.0 on the published clustered sample."""
    country = Frame(year=2000, scope=Scope(version="api"), units={"": 757})
    made = read_design(
        columns("survey_apiclus1.csv"), country, clusters=["dnum"], weights="pw"
    )
    found = cross(made, "sch.wide", "stype").association
    assert found.f == pytest.approx(5.193369541474885, rel=1e-12)
    assert found.numerator == pytest.approx(1.4946397777074563, rel=1e-12)
    assert found.denominator == pytest.approx(20.924956887904386, rel=1e-12)
    assert found.p == pytest.approx(0.021747462370803383, rel=1e-8)


def test_values_that_hold_the_joining_line_stay_apart():
    table = {
        "a": ["x|y", "x", "x|y", "x", "x", "x|y"] * 4,
        "b": ["1", "y|1", "y|1", "1", "y|1", "1"] * 4,
    }
    shares = cross(read_design(table, frame({"": 99})), "a", "b").shares
    assert len(shares.lines) == 4
    assert sum(line.value for line in shares.lines) == pytest.approx(1)
