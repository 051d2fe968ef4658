"""Published answers (California API, computed with R survey 4.1-1) to 1e-9."""

from __future__ import annotations

import csv
import gzip
import math

import numpy as np
import pytest

from chiiki.survey import (
    Frame,
    Interval,
    Scope,
    categories,
    mean,
    ratio,
    read_design,
    total,
)
from judges import answers, columns, judge

CLOSE = 1e-9
SIZES = {"E": 4421, "H": 755, "M": 1018}


def frame(units):
    return Frame(year=2000, scope=Scope(version="api"), units=units)


def simple():
    return read_design(columns("survey_apisrs.csv"), frame({"": 6194}), weights="pw")


def stratified(finite=True):
    return read_design(
        columns("survey_apistrat.csv"),
        frame(SIZES),
        strata="stype",
        weights="pw",
        finite=finite,
    )


def clustered():
    return read_design(
        columns("survey_apiclus1.csv"),
        frame({"": 757}),
        clusters=["dnum"],
        weights="pw",
    )


def published_bootstrap():
    path = judge("survey_apistrat_subboot500_weights.csv.gz")
    with gzip.open(path, "rt", newline="") as file:
        weights = np.array(list(csv.reader(file))[1:], dtype=float)
    known = answers("expected_survey.json")["strat"]["subbootstrap500_fixed_weights"]
    return stratified().with_replicates(weights, scale=known["scale"])


def known(*path):
    found = answers("expected_survey.json")
    for key in path:
        found = found[key]
    return found


def only(value):
    return next(iter(value.values())) if isinstance(value, dict) else value


CASES = [
    (simple, "taylor", mean("api00"), ("srs_fpc", "mean_api00")),
    (simple, "taylor", total("enroll"), ("srs_fpc", "total_enroll")),
    (stratified, "taylor", mean("api00"), ("strat", "mean_api00")),
    (stratified, "taylor", total("enroll"), ("strat", "total_enroll")),
    (stratified, "taylor", ratio("api00", "api99"), ("strat", "ratio_api00_api99")),
    (
        lambda: stratified(finite=False),
        "taylor",
        mean("api00"),
        ("strat_nofpc", "mean_api00"),
    ),
    (clustered, "taylor", mean("api00"), ("clus1", "mean_api00")),
    (clustered, "taylor", total("enroll"), ("clus1", "total_enroll")),
    (
        lambda: clustered().replicate("jackknife"),
        "replicates",
        mean("api00"),
        ("clus1", "jk1", "mean_api00"),
    ),
    (
        lambda: clustered().replicate("jackknife"),
        "replicates",
        total("enroll"),
        ("clus1", "jk1", "total_enroll"),
    ),
    (
        published_bootstrap,
        "replicates",
        mean("api00"),
        ("strat", "subbootstrap500_fixed_weights", "mean_api00"),
    ),
    (
        published_bootstrap,
        "replicates",
        total("enroll"),
        ("strat", "subbootstrap500_fixed_weights", "total_enroll"),
    ),
]


@pytest.mark.parametrize(
    ("make", "se", "statistic", "path"), CASES, ids=["-".join(one[-1]) for one in CASES]
)
def test_an_estimate_is_the_published_one(make, se, statistic, path):
    wanted = known(*path)
    found = make().estimate(statistic, se=se, degrees=math.inf)[0]

    assert found.value == pytest.approx(only(wanted["est"]), rel=CLOSE)
    assert found.se == pytest.approx(only(wanted["se"]), rel=CLOSE)
    if "ci_lo" in wanted:
        assert found.low == pytest.approx(wanted["ci_lo"], rel=CLOSE)
        assert found.high == pytest.approx(wanted["ci_hi"], rel=CLOSE)


def test_shares_of_a_category_are_the_published_ones():
    wanted = known("strat", "prop_schwide")
    found = stratified().estimate(
        categories("sch.wide", ["No", "Yes"]),
        interval=Interval.LINEAR,
        degrees=math.inf,
    )
    for line in found.lines:
        key = f"sch.wide{line.item}"
        assert line.value == pytest.approx(wanted["est"][key], rel=CLOSE)
        assert line.se == pytest.approx(wanted["se"][key], rel=CLOSE)
        assert line.low == pytest.approx(wanted["ci_lo"][key], rel=CLOSE)


def test_the_logit_interval_is_the_published_one():
    wanted = known("strat", "ciprop_logit")
    line = stratified().estimate(categories("sch.wide", ["Yes"]))[0]

    assert line.interval is Interval.LOGIT
    assert [line.low, line.high] == pytest.approx(wanted["ci"], rel=CLOSE)


def test_the_share_of_a_stratum_does_not_vary():
    wanted = known("strat", "mean_api_cat")
    found = stratified().estimate(
        categories("stype", list(SIZES)), interval=Interval.LINEAR
    )
    for line in found.lines:
        assert line.value == pytest.approx(
            wanted["est"][f"stype{line.item}"], rel=CLOSE
        )
        assert line.se == pytest.approx(0, abs=CLOSE)


def test_the_design_effect_is_the_published_one():
    line = stratified().estimate(mean("api00"))[0]
    assert line.deff == pytest.approx(known("strat", "deff_api00"), rel=CLOSE)


@pytest.mark.parametrize(
    ("make", "path"),
    [(simple, "srs_fpc"), (stratified, "strat"), (clustered, "clus1")],
)
def test_the_degrees_of_freedom_are_the_published_ones(make, path):
    assert make().estimate(mean("api00"))[0].degrees == known(path, "df")


def test_the_method_says_how_published_replicates_were_read():
    method = published_bootstrap().estimate(mean("api00"), se="replicates").method
    assert (method.replicates, method.scale, method.centre, method.finite) == (
        500,
        pytest.approx(1 / 499),
        "replicates",
        "as_given",
    )


def test_control_another_scale_is_seen():
    """Scale 1/R in place of 1/(R-1) is what two programs differ by."""
    design = stratified().with_replicates(
        published_bootstrap().replicates.factors.T * stratified().weights[:, None],
        scale=1 / 500,
    )
    wanted = known("strat", "subbootstrap500_fixed_weights", "mean_api00", "se")
    found = design.estimate(mean("api00"), se="replicates")[0].se
    assert abs(found / only(wanted) - 1) > 5e-4


SCHOOLS = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}


@pytest.mark.parametrize(
    ("statistic", "value", "se"),
    [(mean("api00"), 642.310788, 23.920486), (total("enroll"), 3680893, 406292.636295)],
)
def test_post_strata_give_what_another_program_gives(statistic, value, se):
    """svy 0.35.0 on the published clustered sample, to the digits that it prints."""
    line = clustered().poststratify("stype", SCHOOLS).estimate(statistic)[0]
    assert line.value == pytest.approx(value, rel=1e-7)
    assert line.se == pytest.approx(se, rel=1e-7)


@pytest.mark.parametrize(
    ("statistic", "value", "se"),
    [(mean("api00"), 641.230321, 23.703617), (total("enroll"), 3647280, 400603.256862)],
)
def test_raking_gives_the_same_estimate_and_nearly_the_same_error(statistic, value, se):
    """svy takes residuals with the weights before raking, we with those after."""
    raked = clustered().rake({"stype": SCHOOLS, "sch.wide": WIDE})
    line = raked.estimate(statistic)[0]
    assert line.value == pytest.approx(value, rel=1e-6)
    assert line.se == pytest.approx(se, rel=0.01)
