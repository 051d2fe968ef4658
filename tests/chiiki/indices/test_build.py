"""Figures become scores and ranks; what the figures cannot serve is an error."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import index_samples as made
from chiiki.errors import EngineError
from chiiki.indices import Deviation, Mean, Missing, Outliers, Scale, build_index
from chiiki.indices.build import averaged, ranks_of, rebuilt
from chiiki.indices.steps import is_lopsided, without_outliers

FIGURES = st.lists(
    st.lists(st.integers(1, 999), min_size=3, max_size=3), min_size=4, max_size=9
).filter(lambda rows: all(len(set(column)) > 1 for column in zip(*rows, strict=True)))


@given(FIGURES, st.sampled_from(list(Deviation)))
def test_t_scores_average_50_with_a_deviation_of_10(rows, deviation):
    how = made.steps(how={"deviation": deviation})
    found = build_index(made.flat(3, how), made.panel(rows)).normalised
    over = 1 if deviation is Deviation.SAMPLE else 0
    assert found.mean(axis=0) == pytest.approx([50] * 3)
    assert found.std(axis=0, ddof=over) == pytest.approx([10] * 3)


@given(FIGURES, st.sampled_from([Scale.T_SCORE, Scale.MIN_MAX, Scale.RANK]))
def test_ranks_do_not_hang_on_units_of_measure(rows, scale):
    specification = made.flat(3, made.steps(scale))
    figures = np.array(rows, dtype=float)
    before = build_index(specification, made.panel(figures))
    scaled = figures * [1000, 0.5, 1] + [0, 7, -3]
    after = build_index(specification, made.panel(scaled))
    assert after.total == pytest.approx(before.total)


@given(FIGURES)
def test_the_order_of_units_changes_nothing(rows):
    specification = made.flat(3)
    figures = np.array(rows, dtype=float)
    there = build_index(specification, made.panel(figures)).ranks()
    back = build_index(specification, made.panel(figures[::-1])).ranks()
    assert there.tolist() == back[::-1].tolist()


@given(FIGURES)
def test_less_is_better_turns_an_indicator_round(rows):
    turned = made.specification(
        *(made.indicator(f"x{one}", direction=-1) for one in range(3))
    )
    more = build_index(made.flat(3), made.panel(rows)).total
    assert build_index(turned, made.panel(rows)).total == pytest.approx(100 - more)


@pytest.mark.parametrize("mean", list(Mean))
def test_a_weighted_mean_is_the_one_written_out(mean):
    parts, weights = [60.0, 40.0, 50.0], [1.0, 2.0, 1.0]
    by_hand = {
        Mean.ARITHMETIC: (60 + 2 * 40 + 50) / 4,
        Mean.GEOMETRIC: (60 * 40**2 * 50) ** (1 / 4),
        Mean.HARMONIC: 4 / (1 / 60 + 2 / 40 + 1 / 50),
    }
    found = averaged(np.array([parts]), np.array(weights), mean, "index")
    assert found[0] == pytest.approx(by_hand[mean], abs=1e-12)


def test_means_may_differ_by_level():
    how = made.steps(Scale.DISTANCE, Mean.GEOMETRIC, Mean.ARITHMETIC)
    specification = made.specification(
        made.indicator("x0", "low"),
        made.indicator("x1", "low"),
        made.indicator("x2", "high"),
        nodes=(made.node("low", weight=2), made.node("high")),
        how=how,
    )
    found = build_index(specification, made.panel([[4, 9, 5], [8, 18, 10]]))
    assert found.scores["low"] == pytest.approx([0.5, 1])
    assert found.total == pytest.approx([0.5, 1])


def test_equal_scores_share_a_rank_and_no_score_has_none():
    scores = np.array([3.0, np.nan, 5.0, 3.0, 1.0])
    assert ranks_of(scores).tolist() == [2, 0, 1, 2, 4]


@given(st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_a_rank_is_one_more_than_the_number_that_are_better(scores):
    by_hand = [1 + sum(other > one for other in scores) for one in scores]
    assert ranks_of(np.array(scores, dtype=float)).tolist() == by_hand


GAP = [[1, 2], [3, np.nan], [5, 7], [9, 4]]


def test_a_gap_is_refused_by_name():
    with pytest.raises(EngineError, match=r"indices.missing \(unit=u1, of=x1\)"):
        build_index(made.flat(2), made.panel(GAP))


def test_a_gap_is_left_out_of_the_mean_where_the_index_says_so():
    how = made.steps(missing=Missing.AVERAGE_THE_REST)
    found = build_index(made.flat(2, how), made.panel(GAP))
    assert found.total[1] == pytest.approx(found.normalised[1, 0])


@pytest.mark.parametrize(
    ("missing", "value"),
    [(Missing.MEAN, 13 / 3), (Missing.MEDIAN, 4.0), (Missing.GROUP_MEAN, 4.0)],
)
def test_a_gap_is_filled_from_units_like_it(missing, value):
    how = made.steps(missing=missing, missing_by="kind")
    kinds = {"kind": ("town", "city", "town", "city")}
    filled = build_index(made.flat(2, how), made.panel(GAP, groups=kinds))
    full = [[1, 2], [3, value], [5, 7], [9, 4]]
    wanted = build_index(made.flat(2), made.panel(full))
    assert filled.total == pytest.approx(wanted.total)
    assert [(one.step, one.code, one.what) for one in filled.done] == [
        ("missing", "x1", "u1")
    ]


def test_what_is_divided_by_is_divided_by():
    specification = made.specification(made.indicator("x0", per="people"))
    people = {"people": np.array([10.0, 1.0])}
    found = build_index(specification, made.panel([[50], [20]], columns=people))
    assert found.ranks().tolist() == [2, 1]


RULE = Outliers()
LOPSIDED = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 400])


def test_the_fewest_values_are_cut_that_help():
    found, what = without_outliers(LOPSIDED, RULE)
    assert (what, found.max()) == ("cut 1", 9)
    assert not is_lopsided(found, RULE)


def test_the_low_end_is_cut_in_the_same_way():
    found, what = without_outliers(-LOPSIDED, RULE)
    assert (what, found.min()) == ("cut 1", -9)


def test_where_cutting_is_not_enough_the_logarithm_is_taken():
    values = np.array([*range(100), *range(1_000_000, 1_000_007)], dtype=float)
    found, what = without_outliers(values, RULE)
    assert what == "log"
    assert np.argsort(found).tolist() == list(range(len(values)))


@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=30))
def test_treatment_never_turns_two_units_round(figures):
    values = np.array(figures)
    assume(np.ptp(values) > 1e-3)
    found, _what = without_outliers(values, RULE)
    assert (np.diff(found[np.argsort(values)]) >= 0).all()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"codes": ["x0", "other"]}, "indices.no_indicator"),
        ({"values": [[1, 2], [1, 3]]}, "indices.all_alike"),
        ({"values": [[np.inf, 2], [1, 3]]}, "indices.not_finite"),
    ],
)
def test_figures_that_cannot_serve_are_refused(change, code):
    given_ = {"values": [[1, 2], [4, 3]]} | change
    with pytest.raises(EngineError, match=code):
        build_index(made.flat(2), made.panel(given_.pop("values"), **given_))


def test_a_geometric_mean_refuses_what_is_not_above_0():
    how = made.steps(Scale.MIN_MAX, Mean.GEOMETRIC)
    with pytest.raises(EngineError, match="indices.not_positive"):
        build_index(made.flat(2, how), made.panel([[1, 2], [4, 3]]))


@pytest.mark.parametrize(
    ("indicators", "nodes", "code"),
    [
        ([("a", "index"), ("a", "index")], [], "indices.code_twice"),
        ([("a", "nowhere")], [], "indices.no_parent"),
        ([("a", "index")], [("field", "index")], "indices.empty_node"),
        ([("a", "index")], [("p", "q"), ("q", "p")], "indices.circle"),
        ([("a", "index")], [("other", "")], "indices.one_top"),
    ],
)
def test_a_tree_that_is_none_is_refused(indicators, nodes, code):
    with pytest.raises(EngineError, match=code):
        made.specification(
            *(made.indicator(*one) for one in indicators),
            nodes=tuple(made.node(*one) for one in nodes),
        )


def test_an_index_with_one_indicator_changed_is_that_built_anew():
    figures = np.random.default_rng(5).integers(1, 99, (9, 3)).astype(float)
    figures[2, 1] = np.nan
    how = made.steps(Scale.T_SCORE, missing=Missing.MEDIAN)
    index = build_index(made.flat(3, how), made.panel(figures))
    panel = index.panel.with_value("u4", "x1", 70.0)
    quick, whole = rebuilt(index, panel, "x1"), build_index(index.specification, panel)
    assert quick.normalised.tolist() == whole.normalised.tolist()
    assert quick.total.tolist() == whole.total.tolist()
    assert quick.done == whole.done
