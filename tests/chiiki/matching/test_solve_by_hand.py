"""Every limit at once: the answer is the best of all answers, tried one by one."""

from __future__ import annotations

import pytest

from chiiki.matching import Contradiction, check_proposal, solve
from dispatch_rounds import (
    best_value,
    every_answer,
    moves_of,
    random_round,
    with_incumbent,
)


@pytest.mark.parametrize("seed", range(200))
def test_the_best_of_all_answers_is_found(seed: int) -> None:
    instance = random_round(seed)
    best = best_value(instance)

    if best is None:
        with pytest.raises(Contradiction):
            solve(instance)
        return
    found = solve(instance)

    assert found.value == best
    assert found.bound >= best
    assert check_proposal(instance, found) == ()


@pytest.mark.parametrize("seed", range(60))
def test_after_a_ban_as_few_as_possible_move(seed: int) -> None:
    before = random_round(seed)
    if best_value(before) is None:
        return
    after = with_incumbent(before, dict(solve(before).assignments), seed=seed)
    answers = list(every_answer(after))
    if not answers:
        with pytest.raises(Contradiction):
            solve(after)
        return
    best = max(value for _sent, value in answers)
    least = best - abs(best) * after.rules.tolerance_ppm // 1_000_000
    fewest = min(moves_of(after, sent) for sent, value in answers if value >= least)

    found = solve(after)

    assert found.value >= least
    assert moves_of(after, dict(found.assignments)) == fewest
