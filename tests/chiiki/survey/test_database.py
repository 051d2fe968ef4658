"""Rows in a database: what they say is what the same rows say in memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import (
    Frame,
    Scope,
    categories,
    compare,
    cross,
    database,
    mean,
    plain_mean,
    proportion,
    ratio,
    read_design,
    selected,
    total,
)
from databases import same, stored
from surveys import SCHOOLS, clustered, drawn_schools

STATISTICS = [
    mean("size"),
    proportion("runs"),
    proportion("runs", base="asked"),
    total("staff"),
    total(),
    ratio("size", "staff"),
    categories("choice", ["農業", "医療", "it"]),
    categories("choice", ["農業", "医療", "it"], missing="category"),
    categories("grade", ["1", "3"]),
    selected(["runs", "net"]),
    selected(["runs", "net"], base="asked", asked="asked"),
    plain_mean(["size", "runs"]),
]


@pytest.fixture(scope="module")
def rows():
    return clustered()


@pytest.fixture(scope="module")
def table(rows):
    return stored(rows)


@pytest.mark.parametrize("se", ["taylor", "replicates"])
@pytest.mark.parametrize("steps", [False, True])
@pytest.mark.parametrize(
    "statistic",
    STATISTICS,
    ids=[f"{at} {one.name}" for at, one in enumerate(STATISTICS)],
)
def test_every_statistic_is_that_of_rows_in_memory(rows, table, statistic, steps, se):
    memory, stays = (
        drawn_schools(one, steps=steps).estimate(statistic, by=["field"], se=se)
        for one in (rows, table)
    )
    same(stays, memory)
    assert np.allclose(stays.covariance, memory.covariance, rtol=1e-9, atol=1e-14)


def test_without_weights_each_row_weighs_frame_over_drawn(rows, table):
    memory, stays = (
        drawn_schools(one, weights=None, steps=False).estimate(total("staff"))
        for one in (rows, table)
    )
    same(stays, memory)


def test_post_strata_of_several_columns_fit_from_sums(rows, table):
    totals = {f"{sex}|{grade}": 1_000.0 for sex in (1, 2) for grade in (1, 2, 3)}
    memory, stays = (
        drawn_schools(one, steps=False)
        .poststratify(["sex", "grade"], totals)
        .estimate(mean("staff"), se="replicates")
        for one in (rows, table)
    )
    same(stays, memory)


def test_a_table_crosses_from_groups(rows, table):
    memory, stays = (
        cross(drawn_schools(one), "choice", "grade", se="replicates")
        for one in (rows, table)
    )
    same(stays.shares, memory.shares)
    assert stays.association.p == pytest.approx(memory.association.p, rel=1e-9)


def test_two_surveys_compare_with_their_overlap(rows, table):
    later = {**rows, "size": rows["size"] * 1.1 + rows["sex"]}
    after = {True: drawn_schools(stored(later)), False: drawn_schools(later)}
    before = {True: drawn_schools(table), False: drawn_schools(rows)}
    stays, memory = (
        compare(before[one], after[one], mean("size"), ["sex"], unit="school")
        for one in (True, False)
    )
    for left, right in zip(stays, memory, strict=True):
        for name in ("before", "after", "change", "se", "correlation", "common"):
            wanted = pytest.approx(getattr(right, name), rel=1e-10)
            assert getattr(left, name) == wanted


def test_stages_below_the_first_are_read_from_groups(rows):
    rows = {**rows, "class": rows["grade"] + 10 * rows["school"]}
    rows["classes"] = np.full(len(rows["w"]), 7)
    memory, stays = (
        drawn_schools(
            one,
            clusters=["school", "class"],
            later_populations=["classes"],
            replicates=False,
        ).estimate(mean("size"), by=["sex"])
        for one in (rows, stored(rows))
    )
    same(stays, memory)


def test_only_groups_come_into_memory(table):
    seen = drawn_schools(table).seen(["field"], mean("size"))
    cells = 3 * 2 * 2  # grades, sexes, answered or not
    assert seen.table.rows <= 40 * cells * 3 < table.count().to_pyarrow().as_py()
    assert "size" not in seen.table.columns


def test_the_order_of_rows_and_groups_changes_nothing(rows, table):
    mixed = np.random.default_rng(1).permutation(len(rows["w"]))
    other = stored({name: values[mixed] for name, values in rows.items()})
    one, two = drawn_schools(table), drawn_schools(other)
    assert (one.replicates.factors == two.replicates.factors).all()
    found = [
        made.estimate(mean("size"), by=["field"], se="replicates")
        for made in (one, two)
    ]
    same(*found, rel=1e-12)


def test_the_control_factors_of_another_order_are_seen(rows, table):
    made = drawn_schools(table)
    turned = replace(made.replicates, factors=made.replicates.factors[:, ::-1])
    errors = [
        one.estimate(mean("size"), se="replicates")[0].se
        for one in (made, replace(made, replicates=turned))
    ]
    assert abs(errors[0] / errors[1] - 1) > 1e-3


def test_not_a_number_is_no_answer_as_null_is(rows):
    nulls = {**rows, "size": np.where(np.isnan(rows["size"]), None, rows["size"])}
    found = [drawn_schools(stored(one)).estimate(mean("size")) for one in (rows, nulls)]
    same(*found)


def refused(made):
    with pytest.raises(EngineError) as caught:
        made()
    return caught.value.code


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf, None])
def test_a_weight_that_is_none_is_refused(rows, bad):
    weights = rows["w"].astype(object)
    weights[7] = bad
    spoilt = stored({**rows, "w": weights})
    assert refused(lambda: drawn_schools(spoilt)) == "survey.bad_weight"


def test_rows_that_are_units_need_a_name(table):
    for more in ({"clusters": []}, {"later_populations": ["grade"]}):
        code = refused(lambda more=more: drawn_schools(table, **more))
        assert code == "survey.clusters_needed"


def test_what_needs_rows_is_refused(table):
    made = drawn_schools(table)
    assert refused(lambda: made.final_weights) == "survey.rows_in_database"
    weights = np.ones((3_000, 5))
    code = refused(lambda: made.with_replicates(weights, scale=1.0))
    assert code == "survey.rows_in_database"


@pytest.mark.parametrize(
    ("statistic", "code"),
    [
        (mean("nothing"), "survey.no_column"),
        (mean("choice"), "survey.not_numbers"),
        (total("size"), "survey.values_missing"),
        (categories("choice", ["漁業"]), "survey.no_category"),
        (proportion("staff"), "survey.not_a_share"),
    ],
)
def test_what_memory_refuses_is_refused_in_the_same_words(rows, table, statistic, code):
    for one in (rows, table):
        assert refused(lambda one=one: drawn_schools(one).estimate(statistic)) == code


def test_as_many_rows_are_empty_as_in_memory(rows, table):
    missing = []
    for one in (rows, table):
        with pytest.raises(EngineError) as caught:
            drawn_schools(one).estimate(total("size"))
        missing.append(caught.value.values["rows"])
    assert missing[0] == missing[1] > 0


def test_more_groups_than_memory_takes_are_refused(table, monkeypatch):
    monkeypatch.setattr(database, "MOST_GROUPS", 39)
    assert refused(lambda: drawn_schools(table)) == "survey.too_many_groups"


def test_a_table_without_rows_is_refused(table):
    empty = table.filter(table.w < 0)
    assert refused(lambda: drawn_schools(empty)) == "survey.no_rows"


def test_a_cluster_in_two_strata_is_seen_in_groups(rows):
    spoilt = rows["h"].copy()
    spoilt[0] = "北" if spoilt[0] == "南" else "南"
    frame = Frame(year=2026, scope=Scope(version="1"), units=SCHOOLS.units)
    code = refused(
        lambda: read_design(
            stored({**rows, "h": spoilt}), frame, strata="h", clusters=["school"]
        )
    )
    assert code == "survey.cluster_in_two_strata"


def test_two_populations_of_one_unit_are_refused_wherever_rows_lie(rows):
    spoilt = {**rows, "class": rows["grade"] + 10 * rows["school"]}
    spoilt["classes"] = np.full(len(rows["w"]), 7)
    spoilt["classes"][1] = 8
    more = {"clusters": ["school", "class"], "later_populations": ["classes"]}
    for one in (spoilt, stored(spoilt)):
        code = refused(lambda one=one: drawn_schools(one, replicates=False, **more))
        assert code == "survey.population_differs"
