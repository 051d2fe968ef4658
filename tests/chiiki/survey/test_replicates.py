"""Replicates: against Taylor where both are exact, and against the plain way, row by row."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import (
    Finite,
    Frame,
    Scope,
    mean,
    plain_mean,
    proportion,
    ratio,
    read_design,
    total,
)
from surveys import MARGINS, adjusted, design, frame, sample


def pairs(finite=True, fay=0.0):
    """Six strata, two towns each."""
    chance = np.random.default_rng(8)
    table = {"h": np.repeat(list("abcdef"), 2), "y": chance.gamma(2, 5, 12)}
    units = dict.fromkeys("abcdef", 8)
    country = Frame(year=2011, scope=Scope(version="1"), units=units)
    made = read_design(table, country, strata="h", finite=finite)
    return made.replicate("brr", fay=fay)


def both(made, statistic):
    return [
        made.estimate(statistic, se=se, smallest_cell=0)[0].se
        for se in ("taylor", "replicates")
    ]


@pytest.mark.parametrize("finite", [True, False])
@pytest.mark.parametrize("fay", [0.0, 0.5])
def test_balanced_half_samples_of_a_total_are_taylor_s(finite, fay):
    taylor, found = both(pairs(finite, fay), total("y"))
    assert found == pytest.approx(taylor, rel=1e-12)


@pytest.mark.parametrize("finite", [True, False])
def test_the_jackknife_of_a_total_is_taylor_s(finite):
    table = sample(response=1)
    made = read_design(table, frame(), strata="size", finite=finite)
    taylor, found = both(made.replicate("jackknife"), total("budget"))
    assert made.replicate("jackknife").replicates.kind == "JKn"
    assert found == pytest.approx(taylor, rel=1e-12)


@pytest.mark.parametrize("finite", [True, False])
def test_the_bootstrap_of_a_total_is_near_taylor_s(finite):
    table = sample(response=1)
    made = read_design(table, frame(), strata="size", finite=finite)
    made = made.replicate("bootstrap", replicates=20_000, seed=1)
    taylor, found = both(made, total("budget"))
    assert found == pytest.approx(taylor, rel=0.02)


def test_the_bootstrap_draws_the_same_from_the_same_seed():
    one, same, other = (
        design().replicate(replicates=9, seed=seed).replicates.factors
        for seed in (1, 1, 2)
    )
    assert (one == same).all()
    assert (one != other).any()


def test_kind_scale_centre_and_finite_population_are_kept_and_told():
    made = design().replicate(replicates=40).estimate(mean("runs"), se="replicates")
    method = made.method
    assert (method.kind, method.replicates) == ("bootstrap", 40)
    assert method.scale == pytest.approx(1 / 39)
    assert (method.centre, method.finite) == ("replicates", Finite.IN_FACTORS)


def test_degrees_of_freedom_are_no_more_than_the_replicates_give():
    made = design().replicate(replicates=10).estimate(mean("runs"), se="replicates")
    assert made[0].degrees == 9


# The plain way: every replicate is a column of weights, adjusted and estimated by itself


def by_hand(made, value, domain):
    """Values (replicates, domains) of a mean, one replicate after the other."""
    labels = made.table.coded(domain).labels
    inside = np.array([made.table.columns[domain] == label for label in labels])
    numbers = made.table.numbers(value)
    found = []
    for factors in made.replicates.factors:
        weights = made.weights * factors[made.stages.first.cluster[made.unit]]
        one = replace(made, weights=weights).final_weights
        there = ~np.isnan(numbers)
        found.append(
            [
                (one * np.nan_to_num(numbers) * mark).sum() / (one * mark * there).sum()
                for mark in inside
            ]
        )
    return np.array(found)


@pytest.mark.parametrize(
    "chain", [lambda made: made, adjusted], ids=["as drawn", "raked"]
)
def test_the_matrix_product_finds_what_the_plain_way_finds(chain):
    made = chain(design(finite=False)).replicate(replicates=60, seed=4)
    found = made.estimate(mean("runs"), by=["region"], se="replicates")
    each = by_hand(made, "runs", "region")
    wanted = np.sqrt(((each - each.mean(axis=0)) ** 2).sum(axis=0) / 59)
    assert [line.se for line in found.lines] == pytest.approx(wanted, rel=1e-10)


def test_control_weights_that_are_not_raked_anew_give_another_error():
    """Raking once and keeping its factors in the replicates is a common mistake."""
    table = sample(response=1)
    made = read_design(table, frame(), strata="size").rake(MARGINS)
    made = made.replicate(replicates=60, seed=4)
    once = read_design(
        table | {"w": made.final_weights}, frame(), strata="size", weights="w"
    )
    once = replace(once, replicates=made.replicates)
    kept, anew = (
        one.estimate(total("budget"), se="replicates")[0].se for one in (once, made)
    )
    assert abs(kept / anew - 1) > 0.02


@pytest.mark.parametrize(
    "statistic",
    [ratio("staff", "budget"), proportion("runs"), plain_mean(["runs", "net", "care"])],
)
def test_every_statistic_has_replicate_errors_near_to_taylor_s(statistic):
    made = adjusted(read_design(sample(drawn=(30, 45, 15)), frame(), strata="size"))
    taylor, found = both(made.replicate("jackknife"), statistic)
    assert found == pytest.approx(taylor, rel=0.1)


def test_many_clusters_and_cells_are_summed_thin_as_they_are_dense(monkeypatch):
    made = adjusted().replicate(replicates=30)
    dense = made.estimate(mean("runs"), by=["region"], se="replicates")
    monkeypatch.setattr("chiiki.survey.replicating.DENSE", 10)
    thin = made.estimate(mean("runs"), by=["region"], se="replicates")
    assert [one.se for one in thin.lines] == pytest.approx(
        [one.se for one in dense.lines], rel=1e-12
    )


# What is refused


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"


def test_without_replicates_there_is_no_replicate_error():
    refused(lambda: design().estimate(mean("runs"), se="replicates"), "no_replicates")


def test_half_samples_need_two_clusters_in_each_stratum():
    refused(lambda: design().replicate("brr"), "not_two_clusters")
    refused(lambda: pairs(fay=1.0), "fay_out_of_range")


def test_one_replicate_is_too_few():
    refused(lambda: design().replicate(replicates=1), "too_few_replicates")


def two_stages(finite):
    table = {
        "c": np.repeat(np.arange(6), 4),
        "y": np.random.default_rng(2).gamma(2, 3, 24),
        "w": np.full(24, 8 / 6 * 5),
        "size": np.full(24, 20),
    }
    country = Frame(year=2011, scope=Scope(version="1"), units={"": 8})
    return read_design(
        table,
        country,
        clusters=["c"],
        weights="w",
        later_populations=["size"],
        finite=finite,
    )


def test_replicates_of_the_first_stage_are_refused_where_they_would_lose_the_second():
    refused(lambda: two_stages(finite=True).replicate("jackknife"), "later_stages_lost")


def test_control_they_would_tell_a_smaller_error():
    made = two_stages(finite=True)
    first = replace(made, stages=replace(made.stages, stages=made.stages.stages[:1]))
    lost = first.replicate("jackknife").estimate(total("y"), se="replicates")[0].se
    assert lost < 0.95 * made.estimate(total("y"))[0].se


def test_with_the_share_ignored_they_are_allowed():
    made = two_stages(finite=False).replicate("jackknife")
    assert made.replicates.finite is Finite.IGNORED


def test_published_weights_fit_the_rows():
    made = design()
    for wrong in (np.ones((32, 5)), np.ones((33, 1)), np.ones(33)):
        refused(
            lambda one=wrong: made.with_replicates(one, scale=1), "replicates_misfit"
        )
    refused(
        lambda: made.with_replicates(np.ones((33, 5)), scale=1, scales=np.ones(4)),
        "replicates_misfit",
    )


def test_published_weights_of_one_cluster_change_together():
    made = two_stages(finite=False)
    weights = np.outer(made.weights, np.ones(3))
    weights[0, 1] *= 2
    refused(lambda: made.with_replicates(weights, scale=1), "factor_varies")


def test_control_averaged_over_the_cluster_they_would_be_others():
    made = two_stages(finite=False)
    weights = np.outer(made.weights, np.ones(3))
    weights[:4, 1] *= 2
    kept = made.with_replicates(weights, scale=1).replicates.factors
    assert kept[1].tolist() == [2, 1, 1, 1, 1, 1]


def test_margins_are_held_in_every_replicate():
    made = adjusted().replicate(replicates=25)
    each = by_hand(made, "responded", "region")
    assert np.isfinite(each).all()
    for factors in made.replicates.factors[:5]:
        one = replace(made, weights=made.weights * factors)
        for name, totals in MARGINS.items():
            for label, wanted in totals.items():
                there = made.table.columns[name] == label
                assert one.final_weights[there].sum() == pytest.approx(wanted)


def test_more_replicates_than_can_be_kept_are_refused(monkeypatch):
    monkeypatch.setattr("chiiki.survey.resampling.MOST", 33 * 33 - 1)
    refused(lambda: design().replicate("jackknife"), "too_many_replicates")
    refused(lambda: design().replicate(replicates=33), "too_many_replicates")
    assert design().replicate(replicates=32).replicates.number == 32
