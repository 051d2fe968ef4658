"""A budget is never overdrawn, whatever happens to it and in whatever order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from chiiki import ledger
from chiiki.errors import EngineError
from chiiki.ledger import Budget, budget, pay, release, reserve

AMOUNTS = st.integers(-3, 12)


class CoinsOnATable(RuleBasedStateMachine):
    """Beside each budget lie its yen as coins in three dishes, moved one by one."""

    def __init__(self):
        super().__init__()
        self.budget = Budget(total=20)
        self.free, self.held, self.gone = 20 * ["coin"], [], []

    def _move(self, verb, amount, code, source, target):
        if 0 < amount <= len(source):
            self.budget = verb(self.budget, amount)
            for _ in range(amount):
                target.append(source.pop())
            return
        with pytest.raises(EngineError) as refused:
            verb(self.budget, amount)
        short = amount - len(source)
        assert (refused.value.code, refused.value.values) == (
            (code, {"short_by": short})
            if amount > 0
            else ("ledger.not_positive", {"found": amount})
        )

    @rule(amount=AMOUNTS)
    def reserve(self, amount):
        self._move(reserve, amount, "ledger.overdrawn", self.free, self.held)

    @rule(amount=AMOUNTS)
    def release(self, amount):
        self._move(release, amount, "ledger.not_reserved", self.held, self.free)

    @rule(amount=AMOUNTS)
    def pay(self, amount):
        self._move(pay, amount, "ledger.not_reserved", self.held, self.gone)

    @invariant()
    def the_budget_says_what_lies_in_the_dishes(self):
        assert self.budget.free == len(self.free)
        assert self.budget.unpaid == len(self.held)
        assert self.budget.paid == len(self.gone)

    @invariant()
    def it_balances(self):
        found = self.budget
        assert 0 <= found.paid <= found.reserved <= found.total == 20


TestCoinsOnATable = CoinsOnATable.TestCase


def test_the_last_yen_can_be_set_aside_and_paid():
    found = pay(reserve(Budget(total=100), 100), 100)

    assert (found.free, found.unpaid, found.paid) == (0, 0, 100)


@pytest.mark.parametrize(
    ("verb", "amount", "code", "short_by"),
    [
        (reserve, 61, "ledger.overdrawn", 1),
        (release, 31, "ledger.not_reserved", 1),
        (pay, 50, "ledger.not_reserved", 20),
    ],
)
def test_what_does_not_fit_is_refused_with_how_much_is_short(
    verb, amount, code, short_by
):
    with pytest.raises(EngineError) as refused:
        verb(Budget(total=100, reserved=40, paid=10), amount)

    assert (refused.value.code, refused.value.values) == (code, {"short_by": short_by})


@pytest.mark.parametrize("verb", [reserve, release, pay])
@pytest.mark.parametrize("amount", [0, -1])
def test_a_movement_of_nothing_or_less_is_refused(verb, amount):
    with pytest.raises(EngineError) as refused:
        verb(Budget(total=100, reserved=40, paid=10), amount)

    assert refused.value.code == "ledger.not_positive"


@pytest.mark.parametrize(
    "sums", [(-1, 0, 0), (10, 11, 0), (10, 5, 6), (10, 5, -1), (10, -1, -1)]
)
def test_a_budget_out_of_balance_cannot_be_made(sums):
    total, reserved, paid = sums

    with pytest.raises(EngineError) as refused:
        Budget(total=total, reserved=reserved, paid=paid)

    assert refused.value.code == "ledger.out_of_balance"


@given(st.integers(1, 50), st.integers(0, 50))
def test_giving_back_undoes_setting_aside(amount, reserved):
    before = Budget(total=100, reserved=reserved)

    assert release(reserve(before, amount), amount) == before


def test_without_the_guard_a_payment_below_zero_brings_money_back(monkeypatch):
    monkeypatch.setattr(budget, "check_positive", lambda amount: None)

    assert pay(Budget(total=100, reserved=40, paid=10), -10).paid == 0


def test_without_both_guards_a_budget_is_overdrawn(monkeypatch):
    monkeypatch.setattr(Budget, "free", 10**9)
    with pytest.raises(EngineError, match=r"ledger\.out_of_balance"):
        reserve(Budget(total=100), 101)

    monkeypatch.setattr(Budget, "__post_init__", lambda self: None)

    assert ledger.reserve(Budget(total=100), 101).reserved == 101
