"""Trends on what both surveys asked, with samples that overlap."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import (
    Frame,
    Scope,
    common_scope,
    compare,
    mean,
    plain_mean,
    read_design,
    total,
)
from surveys import frame, sample

FIRST = np.array([3.0, 5.0, 4.0, 9.0, 6.0])
SECOND = np.array([4.0, 6.0, 4.0, 12.0, 7.0])


def year(values, drawn, number=2010):
    country = Frame(
        year=number, scope=Scope(version="1", items=("y",)), units={"": len(values)}
    )
    table = {"town": [f"m{at}" for at in drawn], "y": [values[at] for at in drawn]}
    return read_design(table, country)


def both(one, other):
    return compare(
        year(FIRST, one), year(SECOND, other), total("y"), unit="town", smallest_cell=0
    )[0]


def test_of_one_panel_the_change_is_that_of_the_differences():
    drawn = (0, 2, 3)
    moved = year(SECOND - FIRST, drawn).estimate(total("y"), smallest_cell=0)[0]
    found = both(drawn, drawn)
    assert found.common == 3
    assert (found.change, found.se) == pytest.approx((moved.value, moved.se))


def test_over_all_pairs_of_samples_the_variance_is_unbiased():
    """Two independent samples of 4 of 5: over all of them nothing goes together."""
    samples = list(combinations(range(5), 4))
    pairs = [(one, other) for one in samples for other in samples]
    found = [both(one, other) for one, other in pairs]
    told = np.mean([line.se**2 for line in found])
    assert told == pytest.approx(np.var([line.change for line in found]))


def test_over_all_panels_the_variance_is_unbiased():
    found = [both(drawn, drawn) for drawn in combinations(range(5), 3)]
    told = np.mean([line.se**2 for line in found])
    assert told == pytest.approx(np.var([line.change for line in found]))


def test_control_a_panel_taken_as_two_samples_says_too_much_error():
    drawn = (0, 2, 3)
    alone = [
        year(values, drawn).estimate(total("y"), smallest_cell=0)[0].se
        for values in (FIRST, SECOND)
    ]
    assert both(drawn, drawn).se < 0.5 * np.hypot(*alone)


def test_two_censuses_leave_no_error():
    found = both(range(5), range(5))
    assert (found.change, found.se) == pytest.approx((6, 0), abs=1e-6)


def two_years(later=None):
    first = read_design(sample(), frame(), strata="size")
    table = sample()
    table["runs"] = np.where(np.arange(33) % 7 == 0, 1 - table["runs"], table["runs"])
    scope = later or Scope(version="2012", items=("runs", "net", "care"))
    country = Frame(year=2012, scope=scope, units=frame().units)
    second = read_design(table, country, strata="size")
    return [one.adjust_response(["size"], "responded") for one in (first, second)]


def test_domains_and_adjustments_go_along():
    found = compare(*two_years(), mean("runs"), by=["region"], unit="town")
    assert [line.domain for line in found] == [{"region": "east"}, {"region": "west"}]
    for line in found:
        assert line.change == pytest.approx(line.after - line.before)
        assert 0 < line.correlation < 1
        assert line.low < line.change < line.high


def test_a_trend_is_told_on_what_both_asked_only():
    before, after = two_years()
    items = common_scope(before.frame.scope, after.frame.scope)
    assert items == ("runs", "net", "care")
    assert compare(before, after, plain_mean(items), unit="town")[0].se > 0
    refused(lambda: compare(before, after, mean("staff"), unit="town"), "outside_scope")


def test_control_a_wider_scope_looks_like_a_rise():
    """27.4 and 9.2 are one year on two scopes: the mean moves though nothing did."""
    before, after = two_years()
    narrow = before.estimate(plain_mean(["care"]))[0].value
    wide = after.estimate(plain_mean(["net", "care", "runs"]))[0].value
    same = compare(before, after, plain_mean(["care"]), unit="town")[0].change
    assert wide - narrow > 0.05
    assert same == pytest.approx(0)


def test_a_unit_that_moved_to_another_stratum_is_named():
    before, after = two_years()
    table = sample()
    table["town"] = np.roll(table["town"], 1)
    moved = read_design(table, after.frame, strata="size")
    refused(
        lambda: compare(before, moved, mean("runs"), unit="town"), "stratum_changed"
    )


def test_the_unit_names_the_clusters():
    refused(lambda: compare(*two_years(), mean("runs"), unit="size"), "not_the_cluster")


def test_few_rows_are_suppressed():
    found = compare(
        *two_years(), mean("runs"), by=["size"], unit="town", smallest_cell=1_000
    )
    assert all(line.suppressed and line.change is None for line in found)


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"
