"""The same index under other choices: every replicate is one that a person could build."""

from dataclasses import replace

import numpy as np
import pytest

import index_samples as made
from chiiki.errors import EngineError
from chiiki.indices import (
    Choices,
    Deviation,
    Mean,
    Missing,
    Normalisation,
    Scale,
    build_index,
    simulate,
)
from chiiki.indices.choices import draw, width_of

CHANCE = np.random.default_rng(7)
FIGURES = CHANCE.integers(1, 1000, (12, 6)).astype(float)
SCALES = (
    Normalisation(scale=Scale.T_SCORE),
    Normalisation(scale=Scale.T_SCORE, deviation=Deviation.SAMPLE),
    Normalisation(scale=Scale.MIN_MAX, low=1, high=100),
)
MEANS = ((Mean.ARITHMETIC,), (Mean.GEOMETRIC,), (Mean.HARMONIC,))


def nested(how=None):
    return made.specification(
        *(made.indicator(f"x{at}", "left" if at < 2 else "right") for at in range(6)),
        nodes=(made.node("left", weight=2), made.node("right")),
        how=how,
    )


def rebuilt(specification, panel, choices, draws, at):
    """One replicate as a person would build it: steps chosen, weights written down."""
    pick = (draws.missing[at], draws.normalisation[at], draws.means[at])
    steps = replace(
        specification.steps,
        missing=(choices.missing or (specification.steps.missing,))[pick[0]],
        normalisation=choices.normalisations[pick[1]],
        means=choices.means[pick[2]],
    )
    weights = dict(
        zip(
            (one.code for one in specification.everything),
            draws.weights[at],
            strict=True,
        )
    )
    return build_index(
        replace(
            specification,
            steps=steps,
            indicators=tuple(
                replace(one, weight=weights[one.code])
                for one in specification.indicators
            ),
            nodes=tuple(
                replace(one, weight=weights[one.code]) for one in specification.nodes
            ),
        ),
        panel,
    )


@pytest.mark.parametrize(
    ("figures", "missing", "means"),
    [
        (FIGURES, (), MEANS),
        (
            np.where(np.eye(12, 6) > 0, np.nan, FIGURES),
            (Missing.AVERAGE_THE_REST, Missing.MEAN),
            MEANS,
        ),
        (
            FIGURES,
            (),
            ((Mean.GEOMETRIC, Mean.ARITHMETIC), (Mean.ARITHMETIC, Mean.HARMONIC)),
        ),
    ],
    ids=["one product", "gaps", "means by level"],
)
def test_every_replicate_is_the_index_built_by_hand(figures, missing, means):
    choices = Choices(
        missing=missing, normalisations=SCALES, means=means, weights_within=0.4
    )
    how = made.steps(missing=Missing.AVERAGE_THE_REST)
    specification, panel = nested(how), made.panel(figures)
    found = simulate(specification, panel, choices, replicates=60, seed=3)
    for at in range(60):
        wanted = rebuilt(specification, panel, choices, found.draws, at)
        assert found.scores[at] == pytest.approx(wanted.total, abs=1e-10)
        assert found.ranks[at].tolist() == wanted.ranks().tolist()


def test_without_a_choice_nothing_varies():
    found = simulate(nested(), made.panel(FIGURES), Choices(), replicates=5)
    assert (found.ranks == found.index.ranks()).all()


def test_the_same_seed_gives_the_same_replicates_and_another_does_not():
    choices = Choices(weights_within=0.5)
    one, same, other = (
        simulate(nested(), made.panel(FIGURES), choices, replicates=20, seed=seed)
        for seed in (1, 1, 2)
    )
    assert (one.scores == same.scores).all()
    assert (one.scores != other.scores).any()


def test_a_choice_that_the_figures_cannot_serve_is_an_error():
    choices = Choices(means=((Mean.ARITHMETIC,), (Mean.GEOMETRIC,)))
    how = made.steps(Scale.MIN_MAX)
    with pytest.raises(EngineError, match="indices.not_positive"):
        simulate(nested(how), made.panel(FIGURES), choices, replicates=50)


def test_weights_stay_within_the_share_around_what_is_specified():
    specification, choices = nested(), Choices(weights_within=0.25)
    evenly = np.random.default_rng(1).random((500, width_of(specification)))
    weights = draw(specification, choices, evenly).weights
    usual = np.array([one.weight for one in specification.everything])
    assert (np.abs(weights / usual - 1) <= 0.25).all()
    assert np.abs(weights / usual - 1).max() > 0.24


def test_an_interval_holds_the_share_of_replicates_that_it_names():
    found = simulate(
        nested(), made.panel(FIGURES), Choices(weights_within=0.9), replicates=400
    )
    for at, one in enumerate(found.intervals(0.8)):
        inside = (found.ranks[:, at] >= one.low) & (found.ranks[:, at] <= one.high)
        assert inside.mean() >= 0.8


def test_who_stands_above_whom_is_counted_with_ties_as_half():
    figures = [[1, 1], [1, 1], [0, 0], [2, 2]]
    found = simulate(
        made.flat(2), made.panel(figures), Choices(weights_within=0.5), replicates=9
    )
    assert found.share_above("u0", "u1") == 0.5
    assert found.share_above("u3", "u2") == 1


def test_tiers_part_only_those_of_whom_it_is_sure():
    figures = [[9, 9], [8.9, 9.1], [1, 1], [1.2, 0.8]]
    found = simulate(
        made.flat(2), made.panel(figures), Choices(weights_within=0.9), replicates=500
    )
    assert [set(one) for one in found.tiers()] == [{"u0", "u1"}, {"u2", "u3"}]


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: Choices(weights_within=1), "indices.weights_within"),
        (
            lambda: simulate(nested(), made.panel(FIGURES), Choices(), replicates=0),
            "indices.replicates",
        ),
        (
            lambda: simulate(
                nested(), made.panel(FIGURES), Choices(), replicates=2
            ).intervals(1),
            "indices.share",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call, code):
    with pytest.raises(EngineError, match=code):
        call()
