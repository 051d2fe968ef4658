"""Response cells, post-strata, raking: what they hold, and what they do to errors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from chiiki.errors import EngineError
from chiiki.survey import Excluded, mean, plain_mean, ratio, read_design, total
from chiiki.survey.looking import influence_of, look
from surveys import MARGINS, SIZES, adjusted, design, frame, sample


def by(made, name):
    return {
        label: made.final_weights[made.table.columns[name] == label].sum()
        for label in set(made.table.columns[name])
    }


def test_who_answered_stands_for_who_did_not_within_cells():
    made = design().adjust_response(["size"], "responded")

    assert by(made, "size") == pytest.approx(SIZES)
    silent = made.table.numbers("responded") == 0
    assert silent.any()
    assert (made.final_weights[silent] == 0).all()


def test_control_without_response_cells_those_who_are_silent_are_lost():
    made = design()
    told = made.final_weights[made.table.numbers("responded") == 1].sum()
    assert told < 0.95 * sum(SIZES.values())


def test_raking_holds_every_margin():
    made = adjusted()
    for name, totals in MARGINS.items():
        assert by(made, name) == pytest.approx(totals, rel=1e-11)


def test_post_strata_hold_their_totals_by_two_columns():
    totals = {"city|east": 22, "city|west": 18, "town|east": 30, "town|west": 30}
    totals |= {"village|east": 14, "village|west": 6}
    made = design().poststratify(["size", "region"], totals)
    assert by(made, "size") == pytest.approx(SIZES)
    assert by(made, "region") == pytest.approx(MARGINS["region"])


def test_each_step_is_recorded():
    response, raking = adjusted().records

    assert (response.kind, response.columns) == (
        "response_cells",
        ("size", "responded"),
    )
    assert response.smallest >= 1
    assert (raking.kind, raking.columns) == ("raking", ("size", "region"))
    assert raking.rounds > 1
    assert raking.smallest < 1 < raking.largest


CHAINS = {
    "response": lambda made: made.adjust_response(["size", "region"], "responded"),
    "post-strata": lambda made: made.adjust_response(
        ["size"], "responded"
    ).poststratify("region", MARGINS["region"]),
    "raking": adjusted,
    "raked before": lambda made: made.rake(MARGINS).adjust_response(
        ["size"], "responded"
    ),
}


@pytest.mark.parametrize("chain", CHAINS, ids=str)
@pytest.mark.parametrize(
    "statistic", [mean("runs"), ratio("staff", "budget"), plain_mean(["net", "care"])]
)
def test_the_influence_of_a_unit_is_the_derivative_by_its_weight(chain, statistic):
    """By hand: each weight is moved a little, and the whole chain done anew."""
    made = CHAINS[chain](design())
    found = influence_of(made, statistic, look(made, statistic, ())).by_unit[:, 0]
    step = 1e-4

    for row in range(0, made.table.rows, 4):
        ends = []
        for sign in (1, -1):
            weights = made.weights.copy()
            weights[row] *= 1 + sign * step
            ends.append(look(replace(made, weights=weights), statistic, ()).values[0])
        moved = (ends[0] - ends[1]) / (2 * step)
        assert found[row] == pytest.approx(moved, abs=1e-7, rel=1e-6)


def test_a_margin_that_is_held_has_no_error():
    east = sample()
    east["east"] = (east["region"] == "east").astype(float)
    made = adjusted(read_design(east, frame(), strata="size"))
    for se, ready in (("taylor", made), ("replicates", made.replicate("jackknife"))):
        line = ready.estimate(total("east"), se=se)[0]
        assert line.value == pytest.approx(66)
        assert line.se == pytest.approx(0, abs=1e-8)


def test_control_before_raking_it_has_one():
    east = sample()
    east["east"] = (east["region"] == "east").astype(float)
    made = read_design(east, frame(), strata="size")
    assert made.estimate(total("east"))[0].se > 1


@pytest.mark.parametrize("chain", ["response", "raking"])
def test_the_jackknife_that_adjusts_anew_is_near_to_taylor(chain):
    made = CHAINS[chain](design()).replicate("jackknife")
    taylor = made.estimate(mean("runs"))[0].se
    again = made.estimate(mean("runs"), se="replicates")[0].se
    assert again == pytest.approx(taylor, rel=0.15)


# What is refused


def refused(call, code):
    with pytest.raises(EngineError) as error:
        call()
    assert error.value.code == f"survey.{code}"
    return error.value.values


def test_what_the_frame_leaves_out_is_never_weighted_in():
    lost = Excluded(name="沿岸の町村", reason="災害のため調査できない", units=10)
    made = read_design(sample(), frame(excluded=(lost,)), strata="size")
    beyond = {"east": 76, "west": 54}

    assert refused(lambda: made.poststratify("region", beyond), "beyond_frame") == {
        "found": 130,
        "frame": 120,
    }
    refused(lambda: made.rake({"region": beyond}), "beyond_frame")


def test_control_without_that_guard_they_would_be_counted_as_if_asked():
    made = replace(design(), rows_in_frame=None)
    wider = made.poststratify("region", {"east": 76, "west": 54})
    assert wider.final_weights.sum() == pytest.approx(130)


def test_a_cell_in_which_nobody_answered_is_refused():
    table = sample()
    table["responded"] = np.where(table["size"] == "village", 0, 1)
    made = read_design(table, frame(), strata="size")
    assert refused(
        lambda: made.adjust_response(["size"], "responded"), "nobody_answered"
    ) == {"cell": "village"}


def test_control_merged_with_another_it_is_not():
    table = sample()
    table["responded"] = np.where(table["size"] == "village", 0, 1)
    made = read_design(table, frame(), strata="size")
    merged = made.adjust_response(["region"], "responded")
    assert merged.final_weights.sum() == pytest.approx(120)


def test_totals_and_rows_must_know_the_same_categories():
    made = design()
    refused(lambda: made.poststratify("region", {"east": 66}), "category_without_total")
    more = {"east": 65, "west": 54, "north": 1}
    refused(lambda: made.poststratify("region", more), "category_without_rows")
    none = {"east": 120, "west": 0}
    refused(lambda: made.poststratify("region", none), "total_not_above_zero")


def test_margins_must_agree_on_their_sum():
    uneven = {"size": SIZES, "region": {"east": 60, "west": 54}}
    values = refused(lambda: design().rake(uneven), "margins_differ")
    assert values == {"least": 114, "most": 120}
    refused(lambda: design().rake({}), "no_margins")


def test_control_else_no_weights_could_meet_both(monkeypatch):
    monkeypatch.setattr("chiiki.survey.adjusting.SAME", 1)
    uneven = {"size": SIZES, "region": {"east": 60, "west": 54}}
    refused(lambda: design().rake(uneven), "raking_did_not_settle")


def test_margins_that_no_weights_can_meet_do_not_settle():
    """All towns lie in one region, so that the other cannot be as large as it is told."""
    table = {
        "size": ["city", "city", "town", "town"],
        "region": ["east", "west", "east", "east"],
    }
    made = read_design(table, frame({"": 10}))
    margins = {"size": {"city": 2, "town": 8}, "region": {"east": 5, "west": 5}}
    refused(lambda: made.rake(margins), "raking_did_not_settle")


def test_a_row_that_counts_needs_its_category():
    table = sample()
    table["region"] = np.where(np.arange(33) == 4, None, table["region"])
    made = read_design(table, frame(), strata="size")
    refused(lambda: made.rake(MARGINS), "category_missing")
    refused(lambda: made.adjust_response(["region"], "responded"), "category_missing")


def test_who_did_not_answer_needs_no_category():
    table = sample()
    silent = int(np.flatnonzero(table["responded"] == 0)[0])
    table["region"] = np.where(np.arange(33) == silent, None, table["region"])
    made = adjusted(read_design(table, frame(), strata="size"))
    assert made.final_weights.sum() == pytest.approx(120)


def test_whether_somebody_answered_is_yes_or_no():
    refused(lambda: design().adjust_response(["size"], "staff"), "not_yes_or_no")


def test_a_category_that_vanishes_from_a_replicate_is_named():
    """Only one city lies in the far north: a set that leaves it out cannot be raked."""
    table = sample()
    table["region"] = np.where(np.arange(33) == 0, "north", table["region"])
    made = read_design(table, frame(), strata="size").rake(
        {"region": {"east": 60, "west": 50, "north": 10}}
    )
    values = refused(
        lambda: made.replicate("jackknife").estimate(total(), se="replicates"),
        "category_vanishes",
    )
    assert values == {"category": "north"}


def test_answering_by_stratum_is_as_if_those_who_answered_had_been_drawn():
    """Then there is a formula: less the share of the stratum that answered."""
    table = sample(drawn=(20, 45, 12))
    made = read_design(table, frame(), strata="size")
    modelled = made.adjust_response(["size"], "responded").estimate(mean("budget"))[0]
    there = table["responded"] == 1
    only = {name: values[there] for name, values in table.items()}
    drawn = read_design(only, frame(), strata="size").estimate(mean("budget"))[0]

    assert modelled.value == pytest.approx(drawn.value)
    assert modelled.se == pytest.approx(drawn.se, rel=0.03)


def test_control_with_the_share_drawn_alone_it_would_be_less():
    table = sample(drawn=(20, 45, 12))
    made = read_design(table, frame(), strata="size")
    made = made.adjust_response(["size"], "responded")
    by_unit = influence_of(made, mean("budget"), look(made, mean("budget"), ())).by_unit
    alone = np.sqrt(made.stages.covariance(by_unit)[0, 0])
    assert alone < 0.9 * made.estimate(mean("budget"))[0].se


def test_replicates_count_answering_too():
    table = sample(drawn=(20, 45, 12))
    made = read_design(table, frame(), strata="size")
    made = made.adjust_response(["size"], "responded").replicate("jackknife")
    taylor, found = (
        made.estimate(mean("budget"), se=se)[0].se for se in ("taylor", "replicates")
    )
    assert found == pytest.approx(taylor, rel=0.03)


def test_answers_in_two_steps_are_the_answers_in_one():
    """Who was reached, then who of these answered: the product is one response."""
    table = sample(drawn=(20, 45, 12))
    reached = np.where(np.arange(77) % 9 == 0, 0, 1)
    reached = np.maximum(reached, table["responded"])
    table["reached"] = reached
    raw = read_design(table, frame(), strata="size")
    two = raw.adjust_response(["size"], "reached").adjust_response(
        ["size"], "responded"
    )
    one = raw.adjust_response(["size"], "responded")
    for made in (one, two):
        line = made.estimate(mean("budget"))[0]
        assert line.value == pytest.approx(one.estimate(mean("budget"))[0].value)
        assert line.se == pytest.approx(one.estimate(mean("budget"))[0].se, rel=0.01)
