"""Whatever is wrong with a proposal, the checker sees it; what is right, it lets through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from chiiki.errors import EngineError
from chiiki.matching import (
    Instance,
    Mode,
    Proposal,
    Stage,
    Wishes,
    check_proposal,
    read_rules,
    solve,
)
from chiiki.matching import check as checking
from chiiki.matching.digest import sha256
from chiiki.matching.model import Unserved
from chiiki.reasons import reason
from dispatch_rounds import adviser, request


def a_round() -> Instance:
    """One adviser settled by a notice, one by a pin; a team, a floor, a minimum, money."""
    return Instance(
        advisers=(
            adviser("a", capacity=6, minimum=1),
            adviser("b", capacity=4, sides=frozenset({"s2"})),
            adviser("c", capacity=6, sides=frozenset({"s1", "s2"})),
            adviser("own", capacity=20, employers=frozenset({"town"})),
            adviser("idle", capacity=2, fields=frozenset({"f2"})),
        ),
        requests=(
            request("r1", body="town", project="x"),
            request("r2", body="town", project="x"),
            request("r3", groups=frozenset({"island"})),
            request("r4", team=2, needed_sides=frozenset({"s1", "s2"})),
            request("r5", half_days=1, mode=Mode.ONLINE),
            request("r6", half_days=4),
        ),
        rules=read_rules("[budget]\nyen = 300_000\n[floors]\nisland = 1000"),
        wishes=Wishes(
            pins=frozenset({("r5", "b")}),
            bans=frozenset({("r3", "a")}),
            incumbent={"r1": ("a",), "r2": ("c",)},
            stages={"r1": Stage.NOTIFIED},
        ),
    )


def _sent(proposal: Proposal, **changed: tuple[str, ...] | None) -> Proposal:
    """The proposal with other people sent, its figures made to fit as well as can be."""
    sent = {**proposal.assignments, **{k: v for k, v in changed.items() if v}}
    for gone in [key for key, who in changed.items() if who is None]:
        sent.pop(gone, None)
    unserved = tuple(one for one in proposal.unserved if one.request_id not in sent)
    unserved += tuple(
        Unserved(request_id=key, reason=reason("matching.others_first"))
        for key, who in changed.items()
        if who is None
    )
    return replace(proposal, assignments=sent, unserved=unserved)


FAULTS: dict[str, Callable[[Proposal], Proposal]] = {
    "matching.fault_capacity": lambda p: _sent(p, r3=("b",), r6=("b",)),
    "matching.fault_minimum": lambda p: _sent(
        p, **{k: None if "a" in v else v for k, v in p.assignments.items()}
    ),
    "matching.fault_banned": lambda p: _sent(p, r3=("a",)),
    "matching.fault_barred": lambda p: _sent(p, r2=("own",)),
    "matching.fault_pin": lambda p: _sent(p, r5=("c",)),
    "matching.fault_notified": lambda p: _sent(p, r1=("b",)),
    "matching.fault_once": lambda p: _sent(p, r2=("a",)),
    "matching.fault_team": lambda p: _sent(p, r4=("c",)),
    "matching.fault_sides": lambda p: _sent(p, r4=("a", "own")),
    "matching.fault_budget": lambda p: _sent(
        p, r6=("own",), r3=("own",), r4=("b", "own")
    ),
    "matching.fault_floor": lambda p: _sent(p, r3=None),
    "matching.fault_value": lambda p: replace(p, value=p.value + 1),
    "matching.fault_cost": lambda p: replace(p, cost=p.cost - 1),
    "matching.fault_bound": lambda p: replace(p, bound=p.value),
    "matching.fault_moved": lambda p: replace(p, moved=(("r5", "a"),)),
    "matching.fault_digest": lambda p: replace(p, digest="0" * 64),
    "matching.fault_request": lambda p: replace(p, unserved=()),
    "matching.fault_adviser": lambda p: _sent(p, r3=("nobody",)),
}


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return solve(a_round())


def test_a_proposal_without_fault_is_let_through(proposal: Proposal) -> None:
    assert check_proposal(a_round(), proposal) == ()


@pytest.mark.parametrize("code", FAULTS)
def test_a_planted_fault_is_seen(code: str, proposal: Proposal) -> None:
    broken = FAULTS[code](proposal)

    assert broken != proposal
    assert code in [one.code for one in check_proposal(a_round(), broken)]


def test_a_better_bound_than_the_prices_prove_is_seen(proposal: Proposal) -> None:
    record = {**proposal.record, "bound": proposal.value}
    sealed = replace(
        proposal, bound=proposal.value, record=record, digest=sha256(record)
    )

    codes = [one.code for one in check_proposal(a_round(), sealed)]

    assert codes == ["matching.fault_bound"]


@pytest.mark.parametrize("kind", ["capacity", "budget", "floors"])
def test_a_price_below_zero_proves_nothing(kind: str, proposal: Proposal) -> None:
    below = -1 if kind == "budget" else (-1,) * len(getattr(proposal.prices, kind))
    broken = replace(proposal, prices=replace(proposal.prices, **{kind: below}))

    codes = [one.code for one in check_proposal(a_round(), broken)]

    assert codes == ["matching.fault_bound"]


def test_a_record_of_another_round_is_seen(proposal: Proposal) -> None:
    other = replace(a_round(), requests=tuple(reversed(a_round().requests)))
    assert check_proposal(other, proposal) == ()  # only the order differs

    changed = replace(
        a_round(),
        advisers=(*a_round().advisers, adviser("z", fields=frozenset({"f9"}))),
    )
    codes = [one.code for one in check_proposal(changed, proposal)]

    assert "matching.fault_digest" in codes


def test_nothing_leaves_that_the_checker_refuses(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checking, "load_points", lambda points, requests: 7)

    with pytest.raises(EngineError) as refused:
        solve(a_round())

    assert refused.value.code == "matching.check_failed"
