"""Hold one case against others: same file, same cost, same member, an earlier award."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from chiiki.overlaps.alike import alike
from chiiki.overlaps.model import (
    Case,
    Certainty,
    Cost,
    Overlap,
    OverlapKind,
    Thresholds,
)
from chiiki.overlaps.thresholds import published_thresholds
from chiiki.periods import add_years
from chiiki.reasons import Reason, reason


def find_overlaps(
    case: Case, others: Iterable[Case], thresholds: Thresholds | None = None
) -> tuple[Overlap, ...]:
    """Return what a case shares with others, sure ones first, else in their order.

    A file, a cost and a member are shared both ways; an earlier award is found from the
    later case. A case is never held against itself.
    """
    limits = thresholds or published_thresholds()
    found = [
        overlap
        for other in others
        if other.id != case.id
        for overlap in _between(case, other, limits)
    ]
    return tuple(sorted(found, key=lambda one: one.certainty is not Certainty.SURE))


def find_all_overlaps(
    own: Iterable[Case], everyone: Iterable[Case], thresholds: Thresholds | None = None
) -> Iterator[tuple[Case, Overlap]]:
    """Yield the same for each of many cases, with the case from which it is seen.

    Only cases that share a body or a file are held against each other, so the work grows
    with what is shared and not with the square of the number of cases.
    """
    limits = thresholds or published_thresholds()
    sharing: dict[str, list[Case]] = defaultdict(list)
    for one in everyone:
        for key in _keys(one):
            sharing[key].append(one)
    for case in own:
        near = {one.id: one for key in _keys(case) for one in sharing[key]}
        for overlap in find_overlaps(case, near.values(), limits):
            yield case, overlap


def _keys(case: Case) -> set[str]:
    """What two cases have in common wherever they overlap in any way."""
    bodies = {f"body {one}" for one in case.members | {case.lead}}
    return bodies | {f"file {one}" for one in case.files}


def _between(case: Case, other: Case, limits: Thresholds) -> Iterator[Overlap]:
    if shared := case.files & other.files:
        told = tuple(reason("overlaps.same_file", sha256=one) for one in sorted(shared))
        yield _overlap(OverlapKind.SAME_FILE, other, Certainty.SURE, told)
    if case.members & other.members:
        yield from _same_costs(case, other, limits)
    yield from _same_members(case, other)
    yield from _earlier_award(case, other, limits)


def _same_costs(case: Case, other: Case, limits: Thresholds) -> Iterator[Overlap]:
    """Pair each cost with the one most like it, each once, the most alike first.

    Sure where at least one pair is the same to the letter and to the yen.
    """
    pairs = sorted(
        (
            (
                -alike(mine.description, theirs.description),
                abs(mine.amount - theirs.amount),
                here,
                there,
            )
            for here, mine in enumerate(case.costs)
            for there, theirs in enumerate(other.costs)
            if _is_same(mine, theirs, limits)
        ),
    )
    taken_here: set[int] = set()
    taken_there: set[int] = set()
    told = []
    is_exact = False
    for share, apart, here, there in pairs:
        if here in taken_here or there in taken_there:
            continue
        taken_here.add(here)
        taken_there.add(there)
        mine, theirs = case.costs[here], other.costs[there]
        is_exact |= share == -1 and apart == 0
        told.append((here, _said(mine, theirs)))
    if told:
        certainty = Certainty.SURE if is_exact else Certainty.LIKELY
        words = tuple(one for _at, one in sorted(told, key=lambda pair: pair[0]))
        yield _overlap(OverlapKind.SAME_COST, other, certainty, words)


def _is_same(mine: Cost, theirs: Cost, limits: Thresholds) -> bool:
    more = max(mine.amount, theirs.amount)
    apart = abs(mine.amount - theirs.amount)
    share = limits.amount_within
    return (
        apart * share.denominator <= share.numerator * more
        and alike(mine.description, theirs.description) >= limits.alike
    )


def _said(mine: Cost, theirs: Cost) -> Reason:
    return reason(
        "overlaps.same_cost",
        here=mine.description,
        here_yen=mine.amount,
        there=theirs.description,
        there_yen=theirs.amount,
    )


def _same_members(case: Case, other: Case) -> Iterator[Overlap]:
    """The same local government in two consortia of one call, or at the same time."""
    shared = case.local_governments & other.local_governments
    at_once = case.starts <= other.ends and other.starts <= case.ends
    both = case.is_consortium and other.is_consortium
    if shared and both and (case.call == other.call or at_once):
        told = tuple(
            reason(
                "overlaps.same_member_of_call"
                if case.call == other.call
                else "overlaps.same_member_at_once",
                member=one,
            )
            for one in sorted(shared)
        )
        is_sure = case.call == other.call
        certainty = Certainty.SURE if is_sure else Certainty.LIKELY
        yield _overlap(OverlapKind.SAME_MEMBER, other, certainty, told)


def _earlier_award(case: Case, other: Case, limits: Thresholds) -> Iterator[Overlap]:
    years = case.years_between_awards or limits.years_between_awards
    day = other.awarded_on
    if day is None or other.programme != case.programme or other.lead != case.lead:
        return
    if day < case.starts <= add_years(day, years):
        told = (reason("overlaps.earlier_award", on=day, years=years),)
        yield _overlap(OverlapKind.EARLIER_AWARD, other, Certainty.SURE, told)


def _overlap(
    kind: OverlapKind, other: Case, certainty: Certainty, reasons: tuple[Reason, ...]
) -> Overlap:
    return Overlap(kind=kind, other=other.id, certainty=certainty, reasons=reasons)
