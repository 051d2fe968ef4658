"""The nouns of readiness: a plan as its makers state it, and what it still leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from chiiki.money import Yen
from chiiki.reasons import Reason
from chiiki.words import Words


class State(StrEnum):
    """How far an item is shown: with evidence, only said, or still open."""

    EVIDENCED = "evidenced"
    CLAIMED = "claimed"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of the check list; ``plan_facts`` are what the plan itself must say."""

    code: str
    slide: int
    plan_facts: tuple[str, ...]
    question_words: Words
    why_words: Words
    evidence_words: Words

    def question(self, lang: str) -> str:
        return self.question_words.text(lang)

    def why(self, lang: str) -> str:
        return self.why_words.text(lang)

    def evidence(self, lang: str) -> str:
        """Say what counts as evidence."""
        return self.evidence_words.text(lang)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the makers of a plan answer to an item; ``None`` where they have not yet."""

    yes: bool | None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts:
    """A plan in its own words and figures; ``None`` is "not said".

    Uses are those of all users together in one month; costs and running cost are whole
    yen, the running cost for one year after the funding ends.
    """

    goal: str | None = None
    need_method: str | None = None
    people_asked: int | None = None
    need_found: str | None = None
    target_users: int | None = None
    target_uses_per_month: int | None = None
    baseline_uses_per_month: int | None = None
    stakeholder_kinds: frozenset[str] | None = None
    leader_name: str | None = None
    leader_is_their_job: bool | None = None
    leader_knows_ict: bool | None = None
    costs_by_head: Mapping[str, Yen] | None = None
    running_cost_per_year: Yen | None = None
    payer_after: str | None = None
    other_means: str | None = None
    wanted_anyway: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """The state of one item, and why it is not further."""

    code: str
    state: State
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """Every item in the order of the slides, and the doubts that the figures raise.

    There is no score: a plan is read, not counted.
    """

    items: tuple[ItemResult, ...]
    concerns: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A figure from which a plan raises a doubt, with the reason for that figure."""

    code: str
    value: int
    assumed: bool
    source: str
    unit_words: Words
    reason_words: Words

    def unit(self, lang: str) -> str:
        return self.unit_words.text(lang)

    def reason(self, lang: str) -> str:
        return self.reason_words.text(lang)
