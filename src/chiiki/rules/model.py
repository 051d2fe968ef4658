"""The nouns of eligibility: the published scheme that goes in, the answer that comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from chiiki.money import Yen
from chiiki.reasons import Reason
from chiiki.rules.digests import digest_of
from chiiki.rules.form import FormVersion
from chiiki.rules.ground import Ground
from chiiki.rules.terms import Terms
from chiiki.words import Words

AmountStep = Reason


class Verdict(StrEnum):
    """What can be said: yes, no, or not yet because facts are missing."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Instrument(StrEnum):
    """The legal form of the help: 委託, 交付金, 補助金, 派遣."""

    COMMISSION = "commission"
    GRANT = "grant"
    SUBSIDY = "subsidy"
    DISPATCH = "dispatch"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One requirement; ``facts`` are the names of the facts that it asks for."""

    id: str
    expression: str
    facts: tuple[str, ...]
    requirement: Words
    what_to_do: Words
    place: Words
    source: Words
    in_principle: bool = False
    assumed: bool = False

    def text(self, lang: str) -> str:
        """State the requirement."""
        return self.requirement.text(lang)

    def remedy(self, lang: str) -> str:
        """Say what the applicant can do when the answer is no."""
        return self.what_to_do.text(lang)

    def clause(self, lang: str) -> str:
        """Name the place in the published text where the requirement stands."""
        return self.place.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that reviewers score, from 0 to ``max_points``, counted ``weight`` times."""

    code: str
    words: Words
    max_points: int
    weight: int
    assumed: bool

    def text(self, lang: str) -> str:
        return self.words.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class CapLimit:
    """A cap that holds when ``when`` does; ``per`` names the fact that multiplies it."""

    yen: Yen
    when: str | None = None
    per: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioLimit:
    """The sum of ``parts`` must stay under ``under`` times the amount applied for.

    With ``may_equal`` it may also reach it.
    """

    parts: tuple[str, ...]
    under: Fraction
    may_equal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnShare:
    """The applicant bears at least this part of the fact named ``total``."""

    total: str
    at_least: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """How the amount follows from the costs; ``caps`` and ``fixed`` are tried in order.

    With ``fixed`` the amount is that sum, at most the eligible costs where there are
    heads; what the applicant asks for then plays no part. ``ground`` says where heads,
    rate and rounding were read.
    """

    requested: str
    heads: tuple[str, ...]
    rate: Fraction
    rounding_unit: int
    floor: Yen | None = None
    caps: tuple[CapLimit, ...] = ()
    ratio_limits: tuple[RatioLimit, ...] = ()
    banned_heads: tuple[str, ...] = ()
    fixed: tuple[CapLimit, ...] = ()
    own_share: OwnShare | None = None
    ground: Ground | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """One version of a programme's rules; ``text`` is the TOML that it was read from."""

    code: str
    version: str
    first_day: date
    instrument: Instrument
    slide: int | None
    words: Words
    rules: tuple[Rule, ...]
    funding: Funding | None
    criteria: tuple[Criterion, ...]
    criteria_remark: Words
    digest: str
    terms: Terms = Terms()
    form: FormVersion | None = None
    text: str = field(default="", repr=False, compare=False)

    def name(self, lang: str) -> str:
        return self.words.text(lang)

    def criteria_note(self, lang: str) -> str:
        """Say where the criteria and their points come from."""
        return self.criteria_remark.text(lang)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer to one rule, the facts it lacks, and the facts that it used."""

    rule: Rule
    verdict: Verdict
    missing: tuple[str, ...]
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountResult:
    """What could be paid, in whole yen; ``None`` where ``missing`` facts would decide."""

    payable: Yen | None
    cap: Yen | None
    steps: tuple[AmountStep, ...]
    missing: tuple[str, ...]

    def content(self) -> dict[str, object]:
        """Return the amount as plain values, for a digest or a file."""
        return {
            "payable": self.payable,
            "cap": self.cap,
            "steps": [[step.code, dict(step.values)] for step in self.steps],
            "missing": sorted(self.missing),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The whole answer; ``digest`` is that of the scheme's text which was applied.

    ``facts`` are the known ones that a rule or the amount asks for.
    """

    verdict: Verdict
    findings: tuple[Finding, ...]
    amount: AmountResult | None
    scheme_code: str
    scheme_version: str
    digest: str
    facts: Mapping[str, object]

    @property
    def answer_digest(self) -> str:
        """Return the SHA-256 of the scheme, the facts used and everything answered.

        The same facts under the same text give the same digest, on every machine.
        """
        return digest_of(
            {
                "scheme": [self.scheme_code, self.scheme_version, self.digest],
                "facts": self.facts,
                "verdict": self.verdict,
                "rules": {one.rule.id: one.verdict for one in self.findings},
                "amount": None if self.amount is None else self.amount.content(),
            }
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the facts that are still needed, each once, in the order of the rules."""
        names = (name for finding in self.findings for name in finding.missing)
        return tuple(dict.fromkeys(names))
