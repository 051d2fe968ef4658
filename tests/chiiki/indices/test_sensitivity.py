"""Shares of variance against an answer worked out on paper, and inputs with few values."""

import numpy as np
import pytest

import index_samples as made
from chiiki.errors import EngineError
from chiiki.indices import Choices, Deviation, Normalisation, Scale, sensitivity
from chiiki.indices.sensitivity import shares

FIGURES = np.random.default_rng(5).integers(1, 999, (8, 4)).astype(float)


def test_the_shares_of_a_sum_with_an_interaction_are_those_on_paper():
    """y = a + 2 b + 3 a c with a, b, c in (-1, 1): Var = (1 + 4) / 3 + 9 / 9."""

    def model(x):
        return (x[:, 0] + 2 * x[:, 1] + 3 * x[:, 0] * x[:, 2])[:, None]

    chance = np.random.default_rng(1)
    one, other = (chance.uniform(-1, 1, (200_000, 3)) for _ in range(2))
    mixed = []
    for column in range(3):
        changed = one.copy()
        changed[:, column] = other[:, column]
        mixed.append(model(changed))
    first, total = shares(model(one), model(other), np.array(mixed))
    whole = 5 / 3 + 1
    assert first[:, 0] == pytest.approx(np.array([1 / 3, 4 / 3, 0]) / whole, abs=0.02)
    assert total[:, 0] == pytest.approx(
        np.array([1 / 3 + 1, 4 / 3, 1]) / whole, abs=0.02
    )


def test_an_input_that_changes_nothing_has_no_share():
    both = tuple(Normalisation(scale=Scale.T_SCORE, deviation=one) for one in Deviation)
    found = sensitivity(
        made.flat(4),
        made.panel(FIGURES),
        Choices(normalisations=both, weights_within=0.9),
        draws=256,
    )
    assert found.inputs == ("normalisation", "weights 1")
    assert np.nanmax(np.abs(found.total[0])) == 0  # the deviation stretches all alike
    assert np.nanmin(found.total[1]) > 0.9


def test_what_never_moves_has_no_share_at_all():
    figures = FIGURES.copy()
    figures[0] = 2_000
    found = sensitivity(
        made.flat(4), made.panel(figures), Choices(weights_within=0.5), draws=64
    )
    assert np.isnan(found.total[:, 0]).all()


def test_the_same_seed_gives_the_same_shares():
    one, same = (
        sensitivity(
            made.flat(4), made.panel(FIGURES), Choices(weights_within=0.5), draws=64
        )
        for _ in range(2)
    )
    assert np.array_equal(one.total, same.total, equal_nan=True)


def test_without_a_choice_there_is_nothing_to_share_out():
    with pytest.raises(EngineError, match="indices.nothing_varies"):
        sensitivity(made.flat(4), made.panel(FIGURES), Choices())
