"""The terms of a scheme beside its requirements: stages, demands, deadlines and duties.

What a published text does not state is ``None`` or an empty tuple, never a guess; what
this system sets for lack of a statement carries ``ground.assumed``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from fractions import Fraction

from chiiki.rules.clocks import (
    Assets,
    Clock,
    Days,
    Report,
    ReportKind,
    Rounds,
    YearEnd,
)
from chiiki.rules.dispatch import Dispatch
from chiiki.rules.ground import Ground
from chiiki.words import Words


class Act(StrEnum):
    """What binds state and recipient: the Act on grants, a contract, or neither."""

    GRANTS_ACT = "grants_act"
    CONTRACT = "contract"
    NONE = "none"


class StageCode(StrEnum):
    """The steps that a scheme may have, each once, in the scheme's own order.

    Candidate (候補), adopted (採択) and decided (交付決定) are three different things.
    """

    CONSULTATION = "consultation"
    PROPOSAL = "proposal"
    REQUEST = "request"
    APPLICATION = "application"
    EVALUATION = "evaluation"
    CANDIDATE = "candidate"
    ADOPTED = "adopted"
    GRANT_APPLICATION = "grant_application"
    CHECK = "check"
    CONTRACT = "contract"
    DECIDED = "decided"
    RANKING = "ranking"
    ACCEPTANCE = "acceptance"
    NOTICE = "notice"
    WORK = "work"
    REPORT = "report"
    SETTLED = "settled"
    PAID = "paid"


class Actor(StrEnum):
    APPLICANT = "applicant"
    OFFICE = "office"
    REVIEWERS = "reviewers"
    ADVISER = "adviser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal:
    """The legal instrument's name and act; ``is_indirect``: a local body stands between."""

    act: Act
    words: Words
    is_indirect: bool
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    code: StageCode
    actor: Actor
    words: Words
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Who must belong to the applicants where ``when`` holds, and by which stage.

    ``rule`` is the rule that asks for it; ``fact`` counts the members or says yes.
    """

    kinds: tuple[str, ...]
    at_least: int
    fact: str
    when: str | None
    by_stage: StageCode | None
    rule: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Who needs a recommendation (an expression), of whom, by which stage."""

    when: str | None
    of_kinds: tuple[str, ...]
    by_stage: StageCode | None
    rule: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Partners sign what is sent, by a stage, where ``when`` holds."""

    when: str | None
    by_stage: StageCode | None
    ground: Ground


class ExclusionKind(StrEnum):
    FISCAL_STRENGTH = "fiscal_strength"
    RECENT_AWARD = "recent_award"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """Who is left out: 財政力指数 from ``limit`` thousandths, an award within ``limit`` years.

    With ``of_partners`` an award of any partner counts as one of the applicant.
    """

    kind: ExclusionKind
    limit: int
    of_partners: bool = False
    rule: str
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class MinorChange:
    """A shift between cost heads up to this part of a head needs no approval."""

    share_of_head: Fraction
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What must be published: by the office, or the results by the recipient."""

    words: Words
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A draft can, or must, be discussed with the office before it is sent."""

    is_required: bool
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything that a scheme states beside requirements, amount, criteria and form."""

    legal: Legal | None = None
    stages: tuple[Stage, ...] = ()
    members: tuple[Member, ...] = ()
    recommendation: Recommendation | None = None
    sign_off: SignOff | None = None
    exclusions: tuple[Exclusion, ...] = ()
    rounds: Rounds | None = None
    minor_change: MinorChange | None = None
    reports: tuple[Report, ...] = ()
    retention: Clock | None = None
    follow_up: Clock | None = None
    assets: Assets | None = None
    publication: Publication | None = None
    year_end: YearEnd | None = None
    consultation: Consultation | None = None
    processing: Days | None = None
    withdrawal: Days | None = None
    dispatch: Dispatch | None = None

    def report(self, kind: ReportKind | str) -> Report | None:
        """Return the report of a kind, or ``None`` where the scheme states none."""
        return next((one for one in self.reports if one.kind == kind), None)

    def counts_partners(self) -> bool:
        """Whether an earlier award of a partner counts as one of the applicant."""
        return any(one.of_partners for one in self.exclusions)

    def not_stated(self) -> tuple[str, ...]:
        """Return the names of the terms that no text states, in order."""
        return tuple(one.name for one in fields(self) if not getattr(self, one.name))

    def assumed(self) -> Iterator[str]:
        """Yield the names of the terms that this system set for lack of a statement."""
        for one in fields(self):
            found = getattr(self, one.name)
            parts = found if isinstance(found, tuple) else (found,)
            if any(part is not None and part.ground.assumed for part in parts):
                yield one.name
