"""What still lacks before a consortium's plan can be sent, and who signed what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from chiiki.money import format_yen
from chiiki.reasons import Reason, reason
from chiiki.rules import Scheme, Verdict, is_due_on_sending
from chiiki.rules.expressions import answer
from chiiki.rules.vocabulary import checked_facts
from chiiki_web.consortia.models import Partnership, SignOff
from chiiki_web.consortia.queries import shares
from chiiki_web.consortia.queries.content import (
    changed_parts,
    content_of,
    digest_of,
    last_sign_offs,
    taking_part,
)
from chiiki_web.consortia.queries.labels import labels_of
from chiiki_web.plans import engine_input
from chiiki_web.plans.models import Plan
from chiiki_web.ui import formats


@dataclass(frozen=True, slots=True)
class Standing:
    """One member and whether its sign-off still says what the plan says."""

    partnership: Partnership
    sign_off: SignOff | None
    changed: str

    @property
    def state(self) -> str:
        if self.sign_off is None:
            return "missing"
        return "stale" if self.changed else "signed"


@dataclass(frozen=True, slots=True)
class Signed:
    """How all sign-offs stand to the plan as it is now."""

    content: dict[str, Any]
    digest: str
    standings: list[Standing]

    @property
    def is_complete(self) -> bool:
        return all(one.state == "signed" for one in self.standings)

    def awaited_by(self, partnership: Partnership) -> list[Partnership]:
        """Whose signatures the lead waits for, as it signs last; a partner waits for none."""
        if not partnership.is_lead:
            return []
        others = (one for one in self.standings if one.partnership.pk != partnership.pk)
        return [one.partnership for one in others if one.state != "signed"]

    def of(self, partnership: Partnership) -> Standing | None:
        found = (one for one in self.standings if one.partnership.pk == partnership.pk)
        return next(found, None)


def signed(plan: Plan, members: Sequence[Partnership] | None = None) -> Signed:
    """Hold every last sign-off against the content as it stands now."""
    members = taking_part(plan) if members is None else members
    content = content_of(plan, members)
    last = last_sign_offs(members)
    standings = []
    for one in members:
        found = last.get(one.pk)
        parts = changed_parts(found.content, content) if found else []
        before = found.content if found else {}
        standings.append(Standing(one, found, labels_of(parts, content, before)))
    return Signed(content, digest_of(content), standings)


def is_demanded(
    plan: Plan, members: Sequence[Partnership], scheme: Scheme | None = None
) -> bool:
    """Whether every member must have signed before the plan is sent.

    The terms of the scheme say so; where they do not, it is so for a plan that applies as
    a consortium. A signature that the scheme wants at a later stage is not asked here.
    """
    if len(members) < 2:
        return False
    terms = scheme.terms if scheme else None
    if terms is None or terms.sign_off is None:
        return bool(plan.as_consortium)
    if not is_due_on_sending(terms, terms.sign_off.by_stage):
        return False
    when = terms.sign_off.when
    facts = checked_facts(engine_input.facts_of(plan))
    return when is None or answer(when, facts) is Verdict.YES


def lacking(
    plan: Plan,
    *,
    requested: int | None,
    scheme: Scheme | None = None,
    members: Sequence[Partnership] | None = None,
) -> Iterator[Reason]:
    """Each reason why this consortium cannot send the plan yet."""
    members = taking_part(plan) if members is None else members
    if len(members) < 2:
        return
    yield from _over_planned(plan, members)
    if not is_demanded(plan, members, scheme):
        return
    language = get_language() or "ja"
    if requested is not None and requested != plan.requested:
        yield reason(
            "consortia.amount_not_signed",
            requested=format_yen(requested, language),
            signed=formats.yen(plan.requested) if plan.requested else formats.NOTHING,
        )
    for one in signed(plan, members).standings:
        name = formats.local(one.partnership, "name")
        if one.state == "missing":
            yield reason("consortia.sign_off_missing", name=name)
        elif one.state == "stale":
            yield reason("consortia.sign_off_stale", name=name, parts=one.changed)


def _over_planned(plan: Plan, members: Sequence[Partnership]) -> Iterator[Reason]:
    language = get_language() or "ja"
    for one in shares.by_head(plan, members):
        if one.left < 0:
            yield reason(
                "consortia.shares_exceed",
                head=one.label,
                borne=format_yen(one.borne, language),
                planned=format_yen(one.planned, language),
            )
