"""Runs of the engine: read back, compared, and held against the round as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from django.db.models import QuerySet

from chiiki import matching
from chiiki.matching.canonical import must_be
from chiiki.matching.eligibility import reasons_against
from chiiki.matching.stored import instance_from_plain, proposal_from_plain
from chiiki.reasons import Reason, reason
from chiiki_web.placing.models import Board, Matching, Wish

Sent = tuple[str, ...]
BANNED = "matching.banned"


@dataclass(frozen=True, slots=True)
class Run:
    """A run that was worked out, with its round and its proposal as the engine has them."""

    row: Matching
    instance: matching.Instance
    proposal: matching.Proposal
    requests: dict[str, matching.Request]
    advisers: dict[str, matching.Adviser]

    def sent(self, request_id: str) -> Sent:
        return self.proposal.assignments.get(request_id, ())

    def is_settled(self, request_id: str) -> bool:
        """Whether somebody was notified before: the run keeps them and decides nothing."""
        stage = self.instance.wishes.stage(request_id)
        return stage is matching.Stage.NOTIFIED

    @property
    def shares(self) -> Shares:
        settled = [one for one in self.proposal.assignments if self.is_settled(one)]
        cost = sum(
            matching_cost(self, one, who) for one in settled for who in self.sent(one)
        )
        return Shares(
            served=len(self.proposal.assignments) - len(settled),
            cost=self.proposal.cost - cost,
            settled=len(settled),
            settled_cost=cost,
        )


@dataclass(frozen=True, slots=True)
class Shares:
    """What a proposal decides, and beside it what was settled before: requests and yen."""

    served: int
    cost: int
    settled: int
    settled_cost: int


@dataclass(frozen=True, slots=True)
class Move:
    """A request with whom it had before and has now."""

    request_id: str
    before: Sent
    after: Sent


@dataclass(frozen=True, slots=True)
class Difference:
    """What a proposal changes against the one before it."""

    before: Matching
    moved: tuple[Move, ...]
    newly: tuple[Move, ...]
    no_longer: tuple[Move, ...]
    value: int
    cost: int

    @property
    def kinds(self) -> dict[str, str]:
        """Request → how it changed."""
        groups = {"moved": self.moved, "newly": self.newly, "no_longer": self.no_longer}
        return {one.request_id: kind for kind, rows in groups.items() for one in rows}


def runs_of(board: Board) -> QuerySet[Matching]:
    """Every run of a board without what it rests on, the newest first."""
    return (
        Matching.objects.filter(board=board)
        .select_related("asked_by__user", "repeats")
        .defer("instance", "proposal", "rules")
        .order_by("-pk")
    )


def last_done(board: Board) -> Matching | None:
    """The proposal that stands: the newest run that was worked out."""
    if board.pk is None:
        return None
    rows = Matching.objects.filter(
        board=board, state=Matching.State.DONE, repeats__isnull=True
    )
    return rows.select_related("based_on", "asked_by__user").order_by("-pk").first()


def newest_of(board: Board) -> Matching | None:
    """The run that was asked for last, however it stands."""
    if board.pk is None:
        return None
    return runs_of(board).filter(repeats=None).first()


def unfinished_of(board: Board) -> Matching | None:
    """The run that waits or is being worked out; no other is asked for meanwhile."""
    newest = newest_of(board)
    return newest if newest is not None and newest.is_unfinished else None


def read_run(row: Matching) -> Run:
    """Read a run that was worked out."""
    assert row.instance is not None
    assert row.proposal is not None
    instance = instance_from_plain(row.instance)
    return Run(
        row=row,
        instance=instance,
        proposal=proposal_from_plain(row.proposal),
        requests={one.id: one for one in instance.requests},
        advisers={one.id: one for one in instance.advisers},
    )


def compare(before: Run, after: Run) -> Difference:
    """Tell what ``after`` changes; requests that are new count as newly served."""
    moved, newly, no_longer = [], [], []
    ids = before.proposal.assignments.keys() | after.proposal.assignments.keys()
    for one in sorted(ids, key=int):
        move = Move(one, before.sent(one), after.sent(one))
        if set(move.before) == set(move.after):
            continue
        if not move.before:
            newly.append(move)
        elif not move.after:
            no_longer.append(move)
        else:
            moved.append(move)
    return Difference(
        before=before.row,
        moved=tuple(moved),
        newly=tuple(newly),
        no_longer=tuple(no_longer),
        value=after.proposal.value - before.proposal.value,
        cost=after.proposal.cost - before.proposal.cost,
    )


def is_sure(run: Run, request_id: str, pins: Collection[tuple[str, str]]) -> bool:
    """Whom the requester named first, or the office pinned: nobody will be surprised."""
    sent, asked = run.sent(request_id), run.requests[request_id]
    if not sent:
        return False
    if all((request_id, who) in pins for who in sent):
        return True
    return asked.team == 1 and asked.nominations[:1] == sent


def unknown_to(
    run: Run, waiting: Collection[str], wishes: Iterable[Wish], taken: Collection[str]
) -> Iterator[Reason]:
    """What a proposal does not know yet: requests that came or went, wishes."""
    settled = {request for request, _adviser in must_be(run.instance)}
    known = run.requests.keys()
    for one in sorted(set(waiting) - known, key=int):
        yield reason("placing.request_new", request=one)
    for one in sorted(known - set(waiting) - set(taken) - settled, key=int):
        yield reason("placing.request_gone", request=one)
    live = {one.key for one in wishes if str(one.request_id) in known}
    if differ := live ^ set(run.row.wishes):
        yield reason("placing.wishes_changed", count=len(differ))


def against_taking(
    run: Run, now: matching.Instance, left: Collection[str]
) -> Iterator[Reason]:
    """Why what is ``left`` of a proposal cannot be kept in the round as it is now."""
    requests = {one.id: one for one in now.requests}
    advisers = {one.id: one for one in now.advisers}
    for one in sorted(left, key=int):
        asked = requests.get(one)
        if asked is not None and _content(asked) != _content(run.requests[one]):
            yield reason("placing.request_changed", request=one)
    needed: Counter[str] = Counter()
    for one in sorted(left, key=int):
        for who in run.sent(one):
            needed[who] += run.requests[one].half_days
            if one in requests and who not in advisers:
                yield reason("placing.adviser_gone", adviser=who)
            elif one in requests:
                yield from _bars(now, requests[one], advisers[who])
    yield from _short(now, needed)
    yield from _too_dear(run, now, left)


def _bars(
    now: matching.Instance, asked: matching.Request, who: matching.Adviser
) -> Iterator[Reason]:
    against = [r for r in reasons_against(now, asked, who) if r.code != BANNED]
    if against:
        yield reason("placing.adviser_cannot", request=asked.id, adviser=who.id)
        yield from against


def _short(now: matching.Instance, needed: Counter[str]) -> Iterator[Reason]:
    """Advisers whose free time has become less than the proposal needs."""
    sizes = {one.id: one.half_days for one in now.requests}
    settled: Counter[str] = Counter()
    for request, adviser in must_be(now):
        settled[adviser] += sizes.get(request, 0)
    for one in now.advisers:
        free = one.spare - settled[one.id]
        if needed[one.id] > free:
            yield reason(
                "placing.adviser_full",
                adviser=one.id,
                days=_days(needed[one.id]),
                free=_days(max(free, 0)),
            )


def _too_dear(
    run: Run, now: matching.Instance, left: Collection[str]
) -> Iterator[Reason]:
    budget = now.rules.budget
    if budget is None:
        return
    cost = sum(matching_cost(run, one, who) for one in left for who in run.sent(one))
    if cost > budget:
        yield reason("placing.budget_short", cost=cost, budget=budget)


def matching_cost(run: Run, request_id: str, adviser_id: str) -> int:
    """Yen of one pair, fee and journey."""
    asked, who = run.requests[request_id], run.advisers[adviser_id]
    return matching.worth(run.instance.rules, asked, who).cost


def _content(one: matching.Request) -> matching.Request:
    """What a request asks for; who went for the project before is looked at apart."""
    return replace(one, earlier=frozenset())


def _days(half_days: int) -> float:
    return half_days / 2
