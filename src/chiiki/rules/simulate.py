"""Try a scheme on many proposals: who passes or fails, what it costs, and what changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from chiiki.errors import EngineError
from chiiki.money import Yen
from chiiki.rules.amount import amount_for
from chiiki.rules.assess import overall
from chiiki.rules.digests import digest_of
from chiiki.rules.expressions import answer
from chiiki.rules.model import Scheme, Verdict
from chiiki.rules.probe import facts_that_matter
from chiiki.rules.vocabulary import checked_facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One proposal; ``groups`` name it for the sums: {"region": "kanto"}."""

    id: str
    facts: Mapping[str, object]
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a scheme answers to one proposal, and what another answered before.

    ``payable`` is the amount in yen that the arithmetic gives, ``None`` where a fact
    lacks or the scheme pays nothing; it counts in a sum only where the verdict is yes.
    ``no_rules`` and ``missing`` belong to the answer after.
    """

    id: str
    groups: Mapping[str, str]
    verdict_before: Verdict | None
    verdict_after: Verdict
    payable_before: Yen | None
    payable_after: Yen | None
    no_rules: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTotal:
    """The sums of one group: how many of each verdict, who changed, and the yen of the yes.

    ``before`` and ``yen_before`` are empty and nothing where there was no scheme before.
    """

    value: str
    count: int
    before: Mapping[Verdict, int]
    after: Mapping[Verdict, int]
    newly_yes: int
    newly_no: int
    yen_before: Yen
    yen_after: Yen


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """The outcome of every proposal in their order, and the sums over all of them."""

    after: Scheme
    before: Scheme | None
    outcomes: tuple[Outcome, ...]

    @property
    def totals(self) -> GroupTotal:
        return _total("", self.outcomes)

    def by(self, group: str) -> tuple[GroupTotal, ...]:
        """Return the sums for each value of a group; without a value it is an empty text."""
        members: dict[str, list[Outcome]] = {}
        for outcome in self.outcomes:
            members.setdefault(outcome.groups.get(group, ""), []).append(outcome)
        return tuple(_total(value, members[value]) for value in sorted(members))

    def refused_by(self) -> tuple[tuple[str, int], ...]:
        """Return how many proposals each rule refuses, in the order of the rules."""
        noes = Counter(rule for one in self.outcomes for rule in one.no_rules)
        return tuple((rule.id, noes[rule.id]) for rule in self.after.rules)

    @property
    def digest(self) -> str:
        """Return the SHA-256 of both schemes and every outcome, whatever their order."""
        before = None if self.before is None else self.before.digest
        rows = sorted(_content(outcome) for outcome in self.outcomes)
        return digest_of([self.after.digest, before, rows])


def simulate(
    proposals: Iterable[Proposal], after: Scheme, *, before: Scheme | None = None
) -> Simulation:
    """Answer every proposal under a scheme, beside another one if there is a ``before``.

    Raises ``EngineError`` for a fact that is none, and for an id that comes twice.
    """
    (found,) = simulate_all(proposals, [(after, before)])
    return found


def simulate_all(
    proposals: Iterable[Proposal], pairs: Sequence[tuple[Scheme, Scheme | None]]
) -> tuple[Simulation, ...]:
    """Answer every proposal under several schemes, each beside the one before it."""
    return gathered(pairs, (outcomes_of(proposal, pairs) for proposal in proposals))


def outcomes_of(
    proposal: Proposal, pairs: Sequence[tuple[Scheme, Scheme | None]]
) -> list[Outcome]:
    """Answer one proposal under each pair of schemes.

    The facts are checked once, and a rule that several schemes share is asked once.
    """
    known = checked_facts(proposal.facts)
    asked: dict[str, _Said] = {}
    return [
        _outcome(
            proposal,
            _answered(after, known, asked),
            None if before is None else _answered(before, known, asked),
        )
        for after, before in pairs
    ]


def gathered(
    pairs: Sequence[tuple[Scheme, Scheme | None]], rows: Iterable[Sequence[Outcome]]
) -> tuple[Simulation, ...]:
    """Return a simulation for each pair from the outcomes of each proposal."""
    seen: set[str] = set()
    columns: list[list[Outcome]] = [[] for _pair in pairs]
    for row in rows:
        if row and row[0].id in seen:
            raise EngineError("rules.proposal_twice", found=row[0].id)
        for column, outcome in zip(columns, row, strict=True):
            seen.add(outcome.id)
            column.append(outcome)
    return tuple(
        Simulation(after=after, before=before, outcomes=tuple(column))
        for (after, before), column in zip(pairs, columns, strict=True)
    )


_Said = tuple[Verdict, tuple[str, ...]]  # the answer to an expression, what it lacks


@dataclass(frozen=True, slots=True)
class _Answered:
    """What an assessment says, without the grounds that nobody reads for thousands."""

    verdict: Verdict
    payable: Yen | None
    no_rules: tuple[str, ...]
    missing: tuple[str, ...]


def _answered(
    scheme: Scheme, known: Mapping[str, object], asked: dict[str, _Said]
) -> _Answered:
    noes, missing, verdicts = [], dict[str, None](), set()
    for rule in scheme.rules:
        said = asked.get(rule.expression)
        if said is None:
            said = asked[rule.expression] = _said(rule.expression, known)
        verdict, lacking = said
        verdicts.add(verdict)
        if verdict is Verdict.NO:
            noes.append(rule.id)
        missing.update(dict.fromkeys(lacking))
    funding = scheme.funding
    return _Answered(
        verdict=overall(verdicts),
        payable=None if funding is None else amount_for(funding, known).payable,
        no_rules=tuple(noes),
        missing=tuple(missing),
    )


def _said(expression: str, known: Mapping[str, object]) -> _Said:
    verdict = answer(expression, known)
    undecided = verdict is Verdict.UNKNOWN
    return verdict, facts_that_matter(expression, known) if undecided else ()


def _outcome(proposal: Proposal, after: _Answered, before: _Answered | None) -> Outcome:
    return Outcome(
        id=proposal.id,
        groups=proposal.groups,
        verdict_before=None if before is None else before.verdict,
        verdict_after=after.verdict,
        payable_before=None if before is None else before.payable,
        payable_after=after.payable,
        no_rules=after.no_rules,
        missing=after.missing,
    )


def _total(value: str, outcomes: Sequence[Outcome]) -> GroupTotal:
    changes = Counter((one.verdict_before, one.verdict_after) for one in outcomes)
    return GroupTotal(
        value=value,
        count=len(outcomes),
        before=_counts(changes, 0),
        after=_counts(changes, 1),
        newly_yes=_newly(changes, Verdict.YES),
        newly_no=_newly(changes, Verdict.NO),
        yen_before=_sum((one.verdict_before, one.payable_before) for one in outcomes),
        yen_after=_sum((one.verdict_after, one.payable_after) for one in outcomes),
    )


Changes = Mapping[tuple[Verdict | None, Verdict], int]


def _counts(changes: Changes, side: int) -> Mapping[Verdict, int]:
    counts: Counter[Verdict] = Counter()
    for pair, number in changes.items():
        if (verdict := pair[side]) is not None:
            counts[verdict] += number
    if side == 0 and not counts:
        return MappingProxyType({})
    return MappingProxyType({verdict: counts[verdict] for verdict in Verdict})


def _newly(changes: Changes, verdict: Verdict) -> int:
    return sum(
        number
        for (before, after), number in changes.items()
        if before is not None and after is verdict and before is not verdict
    )


def _sum(answers: Iterator[tuple[Verdict | None, Yen | None]]) -> Yen:
    return Yen(sum(yen or 0 for verdict, yen in answers if verdict is Verdict.YES))


def _content(one: Outcome) -> list[object]:
    return [
        one.id,
        sorted(one.groups.items()),
        one.verdict_before or "",
        one.verdict_after,
        -1 if one.payable_before is None else one.payable_before,
        -1 if one.payable_after is None else one.payable_after,
        sorted(one.no_rules),
        sorted(one.missing),
    ]
