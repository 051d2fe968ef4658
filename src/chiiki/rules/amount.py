"""The arithmetic of an amount, step by step, in whole yen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

from chiiki.money import Yen
from chiiki.reasons import reason
from chiiki.rules.expressions import answer, compile_question
from chiiki.rules.model import (
    AmountResult,
    AmountStep,
    CapLimit,
    Funding,
    RatioLimit,
    Verdict,
)
from chiiki.rules.vocabulary import LARGEST


@dataclass(frozen=True, slots=True)
class _PossibleCap:
    """A cap that may hold: without ``limit`` nothing caps, without ``yen`` a fact lacks."""

    limit: CapLimit | None
    yen: Yen | None
    missing: tuple[str, ...]


def amount_for(funding: Funding, known: Mapping[str, object]) -> AmountResult:
    """Return what could be paid: eligible cost x rate, at most cap and request, rounded.

    Cost under a banned head or above a ratio limit is struck off first, as if the
    applicant bore it. The amount is given as soon as no missing fact can change it.
    """
    caps = tuple(_caps_in_force(funding, known))
    cap = caps[0].yen if len({found.yen for found in caps}) == 1 else None
    missing = [name for name in needed_facts(funding) if name not in known]
    if missing:
        missing += [name for found in caps for name in found.missing]
        steps = () if cap is None else (_cap_step(funding, caps[0]),)
        return AmountResult(
            payable=None, cap=cap, steps=steps, missing=tuple(dict.fromkeys(missing))
        )
    return _decide(funding, known, caps, cap)


def _decide(
    funding: Funding,
    known: Mapping[str, object],
    caps: Sequence[_PossibleCap],
    cap: Yen | None,
) -> AmountResult:
    steps = list(_cost_steps(funding, known)) if funding.heads else []
    if not funding.fixed:
        requested = _yen(known[funding.requested])
        steps.append(reason("rules.amount_requested", amount=requested))
    wanted = min((int(_yen(step.values["amount"])) for step in steps), default=LARGEST)
    outcomes = {_capped(funding, wanted, found) for found in caps}
    if len(outcomes) > 1 or None in outcomes:
        missing = dict.fromkeys(name for found in caps for name in found.missing)
        return AmountResult(
            payable=None, cap=cap, steps=tuple(steps), missing=tuple(missing)
        )
    if cap is not None:
        steps.append(_cap_step(funding, caps[0]))
    steps += _closing_steps(funding, Yen(wanted if cap is None else min(wanted, cap)))
    return AmountResult(
        payable=_yen(steps[-1].values["amount"]),
        cap=cap,
        steps=tuple(steps),
        missing=(),
    )


def needed_facts(funding: Funding) -> tuple[str, ...]:
    """Return the facts without which no amount can be given."""
    limited = (part for limit in funding.ratio_limits for part in limit.parts)
    names = [*funding.heads, *funding.banned_heads, *limited]
    if funding.own_share is not None:
        names.append(funding.own_share.total)
    if not funding.fixed:
        names.append(funding.requested)
    return tuple(dict.fromkeys(names))


def amount_facts(funding: Funding | None) -> Iterator[str]:
    """Yield every fact that an amount may ask for, those of its caps included."""
    if funding is None:
        return
    yield from needed_facts(funding)
    for limit in (*funding.caps, *funding.fixed):
        if limit.per is not None:
            yield limit.per
        if limit.when is not None:
            yield from compile_question(limit.when).facts


def _caps_in_force(
    funding: Funding, known: Mapping[str, object]
) -> Iterator[_PossibleCap]:
    """Yield every fixed sum, or every cap, that may hold; no fixed sum means nothing."""
    if funding.fixed:
        yield from _possible_caps(funding.fixed, known, otherwise=Yen(0))
    else:
        yield from _possible_caps(funding.caps, known, otherwise=None)


def _possible_caps(
    limits: Sequence[CapLimit],
    known: Mapping[str, object],
    *,
    otherwise: Yen | None,
) -> Iterator[_PossibleCap]:
    """Yield every cap that may be the one in force: the first whose condition holds."""
    missing: list[str] = []
    for limit in limits:
        verdict = Verdict.YES if limit.when is None else answer(limit.when, known)
        if verdict is Verdict.NO:
            continue
        if verdict is Verdict.UNKNOWN and limit.when is not None:
            facts = compile_question(limit.when).facts
            missing += [name for name in facts if name not in known]
        yield _possible_cap(limit, known, missing)
        if verdict is Verdict.YES:
            return
    yield _PossibleCap(None, otherwise, tuple(missing))


def _possible_cap(
    limit: CapLimit, known: Mapping[str, object], missing: Sequence[str]
) -> _PossibleCap:
    if limit.per is None:
        return _PossibleCap(limit, limit.yen, tuple(missing))
    if limit.per not in known:
        return _PossibleCap(limit, None, (*missing, limit.per))
    yen = Yen(limit.yen * _yen(known[limit.per]))
    return _PossibleCap(limit, yen, tuple(missing))


def _cost_steps(funding: Funding, known: Mapping[str, object]) -> Iterator[AmountStep]:
    amount = sum(int(_yen(known[head])) for head in funding.heads)
    yield reason("rules.amount_costs", amount=Yen(amount))
    for head in funding.banned_heads:
        struck = min(amount, _yen(known[head]))
        if struck:
            amount -= struck
            yield reason(
                "rules.amount_head_struck", fact=head, struck=struck, amount=Yen(amount)
            )
    for limit in funding.ratio_limits:
        struck = _above_ratio(limit, amount, known)
        if struck:
            amount -= struck
            yield reason(
                "rules.amount_ratio_struck",
                facts=limit.parts,
                under=str(limit.under),
                struck=struck,
                amount=Yen(amount),
            )
    if funding.rate != 1:
        amount = floor(amount * funding.rate)
        rate = str(funding.rate)
        yield reason("rules.amount_rate", rate=rate, amount=Yen(amount))
    if funding.own_share is not None:
        own = funding.own_share
        most = floor(_yen(known[own.total]) * (1 - own.at_least))
        if amount > most:
            share = str(own.at_least)
            yield reason("rules.amount_own_share", share=share, amount=Yen(most))


def _above_ratio(limit: RatioLimit, amount: int, known: Mapping[str, object]) -> int:
    """Return the yen to strike so that parts stay under their share of the whole.

    parts < under x (the rest + parts), or <= where the limit may be reached.
    """
    parts = min(amount, sum(int(_yen(known[part])) for part in limit.parts))
    rest = amount - parts
    edge = limit.under / (1 - limit.under) * rest
    most: int = floor(edge) if limit.may_equal else ceil(edge) - 1
    return max(0, parts - max(0, most))


def _cap_step(funding: Funding, cap: _PossibleCap) -> AmountStep:
    if funding.fixed:
        return reason("rules.amount_fixed", amount=cap.yen)
    if cap.limit is None or cap.limit.per is None:
        return reason("rules.amount_cap", amount=cap.yen)
    return reason(
        "rules.amount_cap_per_unit",
        fact=cap.limit.per,
        per_unit=cap.limit.yen,
        amount=cap.yen,
    )


def _capped(funding: Funding, wanted: int, cap: _PossibleCap) -> Yen | None:
    """Return the amount under a possible cap, or ``None`` where that cap is not known."""
    if cap.limit is not None and cap.yen is None:
        return None
    least = wanted if cap.yen is None else min(wanted, cap.yen)
    return _yen([*_closing_steps(funding, Yen(least))][-1].values["amount"])


def _closing_steps(funding: Funding, amount: Yen) -> Iterator[AmountStep]:
    unit = funding.rounding_unit
    rounded = Yen(amount - amount % unit)
    if rounded != amount:
        yield reason("rules.amount_rounded", unit=unit, amount=rounded)
    if funding.floor is not None and rounded < funding.floor:
        rounded = Yen(0)
        yield reason("rules.amount_below_floor", floor=funding.floor, amount=rounded)
    yield reason("rules.amount_payable", amount=rounded)


def _yen(value: object) -> Yen:
    assert isinstance(value, int)
    return Yen(value)
