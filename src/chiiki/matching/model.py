"""The nouns of a round: advisers, requests, what people wish, and what is proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chiiki.errors import EngineError
from chiiki.matching.rules import Rules
from chiiki.reasons import Reason


class Mode(StrEnum):
    ON_SITE = "on_site"
    ONLINE = "online"


class Stage(StrEnum):
    """How far a proposal has come; who was notified is never moved."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    NOTIFIED = "notified"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adviser:
    """Who could go. Half-days of the fiscal year; ``months`` None stands for all of them."""

    id: str
    fields: frozenset[str]
    sides: frozenset[str]
    prefecture: str
    region: str
    capacity: int
    committed: int = 0
    minimum: int = 0  # requests of this round
    employers: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    months: frozenset[str] | None = None
    fee_class: str = "standard"

    @property
    def spare(self) -> int:
        return max(self.capacity - self.committed, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a region asks for; ``earlier`` were sent for this project this fiscal year.

    ``sides`` are wished for and count as fit; ``needed_sides`` must be there, in a team
    in one of its members. ``groups`` are what floors are counted by: island, depopulated.
    """

    id: str
    body: str
    project: str
    fields: frozenset[str]
    sides: frozenset[str]
    prefecture: str
    region: str
    half_days: int
    mode: Mode = Mode.ON_SITE
    hours: int = 0  # online
    groups: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    nominations: tuple[str, ...] = ()
    team: int = 1
    needed_sides: frozenset[str] = frozenset()
    language: str | None = None
    vendors: frozenset[str] = frozenset()
    earlier: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What people have settled: (request, adviser) that must be, that must not, and before."""

    pins: frozenset[tuple[str, str]] = frozenset()
    bans: frozenset[tuple[str, str]] = frozenset()
    incumbent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stages: Mapping[str, Stage] = field(default_factory=dict)

    def stage(self, request: str) -> Stage:
        return self.stages.get(request, Stage.DRAFT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """Everything that a proposal is made from. ``first_month`` is the first not yet past."""

    advisers: tuple[Adviser, ...]
    requests: tuple[Request, ...]
    rules: Rules
    wishes: Wishes = field(default_factory=Wishes)
    first_month: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unserved:
    request_id: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorServed:
    """How many of a group are served, and how many must be."""

    group: str
    served: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Levels:
    """The value by level, in points; the value is their sum, load and travel taken off."""

    floors: tuple[FloorServed, ...]
    coverage: int
    nominations: int
    fit: int
    balance: int
    travel: int

    @property
    def value(self) -> int:
        gained = self.coverage + self.nominations + self.fit
        return gained - self.balance - self.travel


@dataclass(frozen=True, slots=True, kw_only=True)
class BundlePrices:
    """Prices at which each adviser takes the bundle of requests that is worth most.

    ``requests`` is what a place of each request costs the adviser who takes it, and may be
    below zero: then the adviser is paid. The others as in ``Prices``.
    """

    requests: tuple[int, ...]
    budget: int = 0
    floors: tuple[int, ...] = ()
    covers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What one more of something would be worth, in 1/SCALE of a point: whole numbers.

    ``capacity`` per half-day and ``load`` per request of each adviser, ``budget`` per yen,
    ``floors`` per request of each group, ``once`` and ``covers`` per row of the problem.
    ``bundles`` are other prices, for a closer bound.
    """

    capacity: tuple[int, ...]
    load: tuple[int, ...]
    budget: int = 0
    floors: tuple[int, ...] = ()
    once: tuple[int, ...] = ()
    covers: tuple[int, ...] = ()
    bundles: BundlePrices | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """A limit that holds the proposal back, and what one more of it would bring, in points."""

    limit: str
    of: str
    price: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Who is sent where. No better value than ``bound`` exists; ``moved`` left a place."""

    assignments: Mapping[str, tuple[str, ...]]
    unserved: tuple[Unserved, ...]
    levels: Levels
    value: int
    bound: int
    cost: int
    moved: tuple[tuple[str, str], ...]
    prices: Prices
    binding: tuple[Binding, ...]
    method: str
    record: Mapping[str, object]
    digest: str

    @property
    def gap(self) -> float:
        """How far the value may be from the best one, as a share of the bound."""
        return (self.bound - self.value) / max(abs(self.bound), 1)


class Contradiction(EngineError):
    """The wishes and limits cannot all hold; ``reasons`` are a smallest set that cannot."""

    def __init__(self, reasons: tuple[Reason, ...]) -> None:
        super().__init__("matching.wishes_contradict", count=len(reasons))
        self.reasons = reasons
