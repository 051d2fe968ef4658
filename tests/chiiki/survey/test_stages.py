"""Variance by stages, against every sample that could have been drawn."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chiiki.errors import EngineError
from chiiki.survey import Excluded, Frame, Scope, mean, read_design, total
from chiiki.survey.stages import Stage, Stages
from surveys import design, frame, sample


def tiny(units):
    return Frame(year=2011, scope=Scope(version="1"), units=units)


POPULATION = {"a": [3.0, 5.0, 4.0, 9.0], "b": [1.0, 8.0, 2.0]}


def every_stratified_sample():
    picks = [combinations(values, 2) for values in POPULATION.values()]
    for drawn in product(*picks):
        yield {
            "h": [name for name in POPULATION for _n in range(2)],
            "y": [value for values in drawn for value in values],
        }


def test_over_all_samples_the_mean_of_the_variances_is_the_variance():
    """A tiny population drawn in every way: estimates and errors are unbiased."""
    found = [
        read_design(table, tiny({"a": 4, "b": 3}), strata="h").estimate(
            total("y"), smallest_cell=0
        )[0]
        for table in every_stratified_sample()
    ]
    values = [line.value for line in found]

    assert np.mean(values) == pytest.approx(32)
    assert np.mean([line.se**2 for line in found]) == pytest.approx(np.var(values))


DISTRICTS = {"p": [1.0, 4.0, 2.0], "q": [7.0, 5.0, 9.0, 3.0], "r": [2.0, 2.0, 8.0]}


def every_two_stage_sample():
    for drawn in combinations(DISTRICTS, 2):
        for rows in product(*(combinations(DISTRICTS[name], 2) for name in drawn)):
            yield {
                "district": np.repeat(drawn, 2),
                "y": np.concatenate(rows),
                "size": np.repeat([len(DISTRICTS[name]) for name in drawn], 2),
                "w": np.repeat([1.5 * len(DISTRICTS[name]) / 2 for name in drawn], 2),
                "chance": np.repeat(
                    [1 / 3 / len([*combinations(DISTRICTS[n], 2)]) for n in drawn], 2
                ),
            }


def two_stages(table, **more):
    return read_design(
        table,
        tiny({"": 3}),
        clusters=["district"],
        weights="w",
        later_populations=["size"],
        **more,
    )


def chance_of(table):
    first, second = table["chance"][0], table["chance"][2]
    return first * second * 3


def test_two_stages_are_unbiased_over_all_samples():
    tables = list(every_two_stage_sample())
    chances = np.array([chance_of(table) for table in tables])
    found = [
        two_stages(table).estimate(total("y"), smallest_cell=0)[0] for table in tables
    ]
    values = np.array([line.value for line in found])
    middle = (chances * values).sum()

    assert chances.sum() == pytest.approx(1)
    assert middle == pytest.approx(43)
    variance = (chances * (values - middle) ** 2).sum()
    told = (chances * [line.se**2 for line in found]).sum()
    assert told == pytest.approx(variance)


def test_control_with_the_first_stage_alone_it_is_too_small():
    tables = list(every_two_stage_sample())
    chances = np.array([chance_of(table) for table in tables])
    found = [
        read_design(table, tiny({"": 3}), clusters=["district"], weights="w").estimate(
            total("y"), smallest_cell=0
        )[0]
        for table in tables
    ]
    values = np.array([line.value for line in found])
    variance = (chances * (values - 43) ** 2).sum()
    assert (chances * [line.se**2 for line in found]).sum() < 0.8 * variance


@given(st.floats(0.01, 1000))
def test_weights_times_a_constant_change_nothing(factor):
    plain = read_design(
        sample() | {"w": np.full(33, 2.0)}, frame(), strata="size", weights="w"
    )
    table = sample() | {"w": np.full(33, 2.0 * factor)}
    scaled = read_design(table, frame(), strata="size", weights="w")
    one, other = (made.estimate(mean("runs"))[0] for made in (plain, scaled))

    assert other.value == pytest.approx(one.value)
    assert other.se == pytest.approx(one.se)
    assert (other.low, other.high) == pytest.approx((one.low, one.high))


@given(st.permutations(range(33)))
def test_the_order_of_rows_changes_nothing(order):
    table = {name: values[list(order)] for name, values in sample().items()}
    shuffled = read_design(table, frame(), strata="size").estimate(mean("budget"))[0]
    plain = design().estimate(mean("budget"))[0]
    assert (shuffled.value, shuffled.se) == pytest.approx((plain.value, plain.se))


def whole(finite=True, **more):
    """Two strata, one of them drawn whole."""
    table = {"h": ["a"] * 3 + ["b"] * 4, "y": [1.0, 50.0, 9.0, 3.0, 4.0, 4.0, 6.0]}
    table |= more
    return read_design(table, tiny({"a": 3, "b": 40}), strata="h", finite=finite)


def test_a_stratum_that_was_drawn_whole_adds_no_variance():
    there = whole().estimate(total("y"), smallest_cell=0)[0].se
    without = (
        whole(y=[0.0, 0.0, 0.0, 3.0, 4.0, 4.0, 6.0])
        .estimate(total("y"), smallest_cell=0)[0]
        .se
    )
    assert there == pytest.approx(without)


@pytest.mark.parametrize("kind", ["bootstrap", "jackknife"])
def test_nor_does_it_in_replicates(kind):
    there = (
        whole()
        .replicate(kind)
        .estimate(total("y"), se="replicates", smallest_cell=0)[0]
        .se
    )
    rest = whole(y=[0.0, 0.0, 0.0, 3.0, 4.0, 4.0, 6.0]).replicate(kind)
    assert there == pytest.approx(
        rest.estimate(total("y"), se="replicates", smallest_cell=0)[0].se
    )


def test_control_it_does_where_the_finite_population_is_ignored():
    there = whole(finite=False).estimate(total("y"), smallest_cell=0)[0].se
    assert there > 1.5 * whole().estimate(total("y"), smallest_cell=0)[0].se


# What is refused


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"
    return error.value.values


LONELY = {"h": ["a", "b", "b"], "y": [9.0, 1.0, 2.0]}


def test_a_stratum_with_one_cluster_is_refused():
    values = refused(
        lambda: read_design(LONELY, tiny({"a": 5, "b": 9}), strata="h"),
        "lonely_cluster",
    )
    assert values == {"stage": 1, "strata": 1}


def test_control_it_would_add_no_variance():
    """Adjusted, it varies about the mean of all; its own mean would hide it."""
    made = read_design(LONELY, tiny({"a": 5, "b": 9}), strata="h", lonely="adjust")
    adjusted = made.estimate(total("y"), smallest_cell=0)[0].se
    alone = (
        read_design({"h": ["b", "b"], "y": [1.0, 2.0]}, tiny({"b": 9}), strata="h")
        .estimate(total("y"), smallest_cell=0)[0]
        .se
    )
    assert adjusted > 2 * alone


def test_one_cluster_that_is_the_whole_stratum_is_none():
    made = read_design(LONELY, tiny({"a": 1, "b": 9}), strata="h")
    assert made.estimate(total("y"), smallest_cell=0)[0].value == pytest.approx(
        9 + 4.5 * 3
    )


def test_more_drawn_than_the_frame_has_is_refused():
    values = refused(
        lambda: read_design(LONELY, tiny({"a": 5, "b": 1}), strata="h"),
        "more_than_frame",
    )
    assert values == {"drawn": 2, "frame": 1}


def test_control_the_variance_would_be_below_zero():
    wrong = Stage(
        cluster=np.arange(2),
        stratum_of=np.zeros(2, dtype=int),
        drawn=np.array([2.0]),
        population=np.array([1.0]),
        weight=np.ones(2),
    )
    stages = Stages(stages=(wrong,), units=2)
    assert stages.covariance(np.array([[1.0], [2.0]]))[0, 0] < 0


def test_a_stratum_of_the_frame_that_was_not_drawn_is_refused():
    units = {"a": 1, "b": 9, "c": 30}
    values = refused(
        lambda: read_design(LONELY, tiny(units), strata="h"), "stratum_not_drawn"
    )
    assert values == {"stratum": "c"}


def test_control_without_it_the_survey_would_seem_to_cover_all():
    """Left out by name, the same figure says that it stands for a quarter."""
    silent = read_design(LONELY, tiny({"a": 1, "b": 9}), strata="h")
    lost = Excluded(name="c", reason="not drawn", units=30)
    named = Frame(
        year=2011, scope=Scope(version="1"), units={"a": 1, "b": 9}, excluded=(lost,)
    )
    said = read_design(LONELY, named, strata="h")
    for made, coverage in ((silent, 1), (said, 0.25)):
        found = made.estimate(total(), smallest_cell=0)
        assert found[0].value == pytest.approx(10)
        assert found.frame.coverage == coverage


def test_a_stratum_that_the_frame_does_not_know_is_refused():
    values = refused(
        lambda: read_design(LONELY, tiny({"a": 1}), strata="h"), "unknown_stratum"
    )
    assert values == {"stratum": "b"}


def test_a_cluster_lies_in_one_stratum():
    table = {"h": ["a", "b", "a", "b"], "c": [1, 1, 2, 3], "y": [1, 2, 3, 4]}
    refused(
        lambda: read_design(table, tiny({"a": 5, "b": 5}), strata="h", clusters=["c"]),
        "cluster_in_two_strata",
    )


def test_rows_of_one_place_give_one_size_of_it():
    table = next(every_two_stage_sample())
    table["size"] = np.array([3, 4, 4, 4])
    refused(lambda: two_stages(table), "population_differs")


def test_weights_are_numbers_above_zero():
    table = sample() | {"w": np.where(np.arange(33) == 5, 0, 1.0)}
    refused(
        lambda: read_design(table, frame(), strata="size", weights="w"), "bad_weight"
    )


def test_several_stages_need_weights():
    table = {"a": [1, 1, 2, 2], "b": [1, 2, 1, 2], "y": [1.0, 2.0, 3.0, 4.0]}
    refused(
        lambda: read_design(table, tiny({"": 5}), clusters=["a", "b"], finite=False),
        "weights_needed",
    )


def test_stages_that_are_not_there_are_refused():
    table = {"a": [1, 2, 3], "n": [1, 1, 1], "y": [1.0, 2.0, 3.0]}
    refused(
        lambda: read_design(
            table, tiny({"": 5}), clusters=["a"], later_populations=["n", "n"]
        ),
        "stages_differ",
    )
