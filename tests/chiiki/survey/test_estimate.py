"""What an estimate says: figures, bases, domains, intervals, and what is left out."""

from __future__ import annotations

import math

import numpy as np
import pandas
import pytest
from scipy import stats

from chiiki.errors import EngineError
from chiiki.survey import (
    Excluded,
    Interval,
    categories,
    mean,
    plain_mean,
    proportion,
    ratio,
    read_design,
    selected,
    total,
)
from surveys import SIZES, adjusted, design, frame, sample


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"
    return error.value.values


def test_domains_are_estimated_within_the_whole_design():
    """The same as the ratio of what is marked to the mark, over all rows."""
    table = sample(response=1)
    mark = (table["region"] == "east").astype(float)
    table |= {"mark": mark, "marked": mark * table["budget"]}
    made = read_design(table, frame(), strata="size")
    domain = made.estimate(mean("budget"), by=["region"])[0]
    wanted = made.estimate(ratio("marked", "mark"))[0]

    assert dict(domain.domain) == {"region": "east"}
    assert (domain.value, domain.se) == pytest.approx((wanted.value, wanted.se))


def test_a_line_says_how_many_rows_gave_it_and_how_many_they_stand_for():
    made = adjusted()
    found = made.estimate(mean("runs"), by=["size"])
    answered = sample()["responded"] == 1
    sizes = sample()["size"]

    for line in found.lines:
        name = line.domain["size"]
        assert line.n == (answered & (sizes == name)).sum()
        assert line.population == pytest.approx(SIZES[name])


def test_the_table_can_be_taken_as_columns():
    found = adjusted().estimate(mean("runs"), by=["region"])
    frame_of_it = pandas.DataFrame(found.columns())
    assert list(frame_of_it["region"]) == ["east", "west"]
    assert list(frame_of_it["value"]) == [line.value for line in found.lines]


def test_whom_the_frame_leaves_out_stands_in_the_result():
    lost = Excluded(name="沿岸の町村", reason="災害のため調査できない", units=30)
    made = read_design(sample(), frame(excluded=(lost,)), strata="size")
    found = made.estimate(total())

    assert found.frame.excluded == (lost,)
    assert found.frame.coverage == 0.8
    assert found[0].value == pytest.approx(120)


def test_a_row_without_its_domain_is_in_none_but_counts_in_the_design():
    table = sample(response=1)
    table["region"] = np.where(np.arange(33) == 7, None, table["region"])
    made = read_design(table, frame(), strata="size")
    assert sum(line.n for line in made.estimate(total(), by=["region"]).lines) == 32


# Bases


def choices():
    table = {
        "size": np.repeat(np.array(["city", "town"], dtype=object), 4),
        "a": [1, 0, None, 1, 0, None, 1, 1],
        "b": [1, None, None, 0, 0, None, 0, 1],
        "sent": [1, 1, 1, 1, 0, 0, 1, 1],
    }
    return read_design(table, frame({"city": 8, "town": 8}), strata="size")


@pytest.mark.parametrize(
    ("how", "shares", "n"),
    [
        ({"base": "answered"}, [4 / 6, 2 / 6], 6),
        ({"base": "asked"}, [4 / 8, 2 / 8], 8),
        ({"base": "asked", "asked": "sent"}, [4 / 6, 2 / 6], 6),
    ],
)
def test_a_question_of_several_answers_has_a_base_that_is_said(how, shares, n):
    found = choices().estimate(selected(["a", "b"], **how), smallest_cell=0)
    assert [line.value for line in found.lines] == pytest.approx(shares)
    assert {line.n for line in found.lines} == {n}


def test_who_gave_no_answer_is_left_out_or_a_category_of_its_own():
    left = choices().estimate(categories("a", ["0", "1"]), smallest_cell=0)
    own = choices().estimate(
        categories("a", ["0", "1"], missing="category"), smallest_cell=0
    )
    assert [line.value for line in left.lines] == pytest.approx([2 / 6, 4 / 6])
    assert [line.item for line in own.lines] == ["0", "1", "no_answer"]
    assert [line.value for line in own.lines] == pytest.approx([2 / 8, 4 / 8, 2 / 8])


def test_the_plain_mean_of_rates_is_the_mean_of_the_rates():
    made = adjusted()
    rates = [made.estimate(mean(name))[0].value for name in ("runs", "net", "care")]
    found = made.estimate(plain_mean(["runs", "net", "care"]))
    assert found[0].value == pytest.approx(np.mean(rates))
    assert found[0].se < max(made.estimate(mean("runs"))[0].se, 1)


def test_a_total_over_empty_cells_is_refused():
    assert refused(lambda: choices().estimate(total("a")), "values_missing") == {
        "column": "a",
        "rows": 2,
    }


def test_control_it_would_be_too_small():
    """A mean over the answered, times all, is what the total would have to be."""
    made = choices()
    counted = 2 * np.nansum(made.table.numbers("a"))
    told = made.estimate(mean("a"), smallest_cell=0)[0].value * 16
    assert counted < 0.8 * told


# Intervals


def test_a_share_has_a_logit_interval_inside_0_and_1():
    line = adjusted().estimate(proportion("runs"))[0]
    assert line.interval is Interval.LOGIT
    assert 0 < line.low < line.value < line.high < 1


def test_a_share_of_nothing_has_an_exact_interval():
    """None of 9 of a large population: Clopper and Pearson's 1 - 0.025^(1/9)."""
    table = {"y": np.zeros(9)}
    made = read_design(table, frame({"": 100_000}))
    line = made.estimate(proportion("y"))[0]
    assert (line.value, line.se, line.interval) == (0, 0, Interval.BETA)
    assert line.low == 0
    assert line.high == pytest.approx(1 - 0.025 ** (1 / 9))


def test_control_a_linear_one_would_say_that_all_is_known():
    table = {"y": np.zeros(9)}
    made = read_design(table, frame({"": 100_000}))
    line = made.estimate(proportion("y"), interval=Interval.LINEAR)[0]
    assert (line.low, line.high) == (0, 0)


def test_the_beta_interval_of_a_simple_sample_is_clopper_and_pearson_s():
    """3 of 10: the variance of a design has n - 1 below, so that it counts as 2.7 of 9."""
    table = {"y": np.repeat([1.0, 0.0], [3, 7])}
    made = read_design(table, frame({"": 10**12}))
    line = made.estimate(proportion("y"), interval=Interval.BETA)[0]
    assert line.low == pytest.approx(stats.beta.ppf(0.025, 2.7, 7.3), rel=1e-6)
    assert line.high == pytest.approx(stats.beta.ppf(0.975, 3.7, 6.3), rel=1e-6)


def test_degrees_can_be_given():
    normal = adjusted().estimate(mean("budget"), degrees=math.inf)[0]
    wide = adjusted().estimate(mean("budget"), degrees=2)[0]
    assert normal.high - normal.value == pytest.approx(1.959964 * normal.se, rel=1e-6)
    assert wide.high - wide.value == pytest.approx(4.302653 * wide.se, rel=1e-6)


# What is left out


def test_a_line_that_few_rows_gave_is_suppressed():
    found = adjusted().estimate(mean("runs"), by=["size", "region"])
    few = [line for line in found.lines if line.n < 5]

    assert few
    for line in found.lines:
        assert line.suppressed == (line.n < 5)
        assert (line.value is None) == line.suppressed
        assert (line.population is None) == line.suppressed
    assert found.covariance is None


def test_control_with_no_smallest_cell_it_would_be_shown():
    found = adjusted().estimate(mean("runs"), by=["size", "region"], smallest_cell=0)
    assert not [line for line in found.lines if line.value is None]


def test_a_share_is_no_share_of_other_numbers():
    refused(lambda: adjusted().estimate(proportion("staff")), "not_a_share")


@pytest.mark.parametrize("level", [0, 1, 95])
def test_a_level_lies_between_0_and_1(level):
    refused(lambda: design().estimate(mean("runs"), level=level), "level_out_of_range")


def rare():
    """A domain with a single row, and one whose only row gave no answer."""
    table = {
        "kind": ["a"] * 6 + ["rare", "silent"],
        "y": [1.0, 2.0, 4.0, 3.0, 2.0, 6.0, 5.0, None],
    }
    return read_design(table, frame({"": 40}))


def test_an_error_that_cannot_be_told_is_none():
    """One replicate leaves the only row of the domain out: it has no mean there."""
    made = rare().replicate("jackknife")
    lines = made.estimate(mean("y"), by=["kind"], se="replicates", smallest_cell=0)
    common, single, silent = lines.lines
    assert common.se > 0
    assert (single.value, single.se, single.low) == (5, None, None)
    assert (silent.value, silent.se, silent.n) == (None, None, 0)


def test_a_single_row_gives_no_interval():
    lines = rare().estimate(mean("y"), by=["kind"], smallest_cell=0).lines
    assert (lines[1].degrees, lines[1].low) == (0, None)
    assert lines[2].value is None
