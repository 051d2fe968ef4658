"""What is signed: the plan with everybody's part and costs, and what changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chiiki_web.consortia.models import CostShare, Partnership, Recommendation, SignOff
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan

NOT_CONTENT = frozenset({"plan", "version", "changed_at"})
SHARES = "share:"
NOTHING: tuple[object, ...] = (None, "", [], {})


def taking_part(plan: Plan) -> list[Partnership]:
    """The lead and the partners that take part, the lead first, with what each bears."""
    rows = plan.partnerships.filter(state=Partnership.State.TAKES_PART)
    return list(rows.select_related("organisation").prefetch_related("shares"))


def members_of(plan: Plan) -> list[Partnership]:
    """The same for a plan with its partners at hand; none where nobody joined the lead."""
    return taking_part(plan) if plan.partners.all() else []


def content_of(plan: Plan, members: Iterable[Partnership]) -> dict[str, Any]:
    """All that somebody signs, as plain JSON: the plan, and one entry for each member."""
    said = {
        name: value
        for name, value in plans.snapshot(plan).items()
        if name not in NOT_CONTENT
    }
    return said | {
        f"{SHARES}{one.organisation_id}": {
            "name_ja": one.name_ja,
            "name_en": one.name_en,
            "part": one.part,
            "costs": [_cost(share) for share in one.shares.all()],
        }
        for one in members
    }


def digest_of(content: Mapping[str, Any]) -> str:
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def changed_parts(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The parts that say something else; what is empty on both sides is no change."""
    names = list(dict.fromkeys([*before, *now]))
    return [
        name
        for name in names
        if before.get(name) != now.get(name)
        and not (before.get(name) in NOTHING and now.get(name) in NOTHING)
    ]


def last_sign_offs(members: Iterable[Partnership]) -> dict[int, SignOff]:
    """The last sign-off of each partnership that has one."""
    keys = [one.pk for one in members]
    rows = SignOff.objects.filter(partnership__in=keys).select_related(
        "signer__user", "signer__organisation"
    )
    return {one.partnership_id: one for one in rows.order_by("pk")}


def frozen(plan: Plan, members: Sequence[Partnership]) -> dict[str, Any]:
    """What is sent with an application: the members and their sign-offs, if there are."""
    if len(members) < 2:
        return {}
    content = content_of(plan, members)
    signed = last_sign_offs(members)
    sign_offs = [
        _frozen_sign_off(one, signed[one.pk], content)
        for one in members
        if one.pk in signed
    ]
    found = {"consortium": [_frozen_member(one) for one in members]}
    return found | ({"sign_offs": sign_offs} if sign_offs else {})


def frozen_recommendation(one: Recommendation) -> dict[str, Any]:
    """A recommendation as it is sent; the letter itself stands among the files."""
    now = content_of(one.plan, taking_part(one.plan))
    assert one.answered_at is not None
    assert one.letter is not None
    return {
        "name_ja": one.recommender.name_ja,
        "name_en": one.recommender.name_en,
        "number": one.own_number or one.number,
        "given_at": one.answered_at.isoformat(),
        "sha256": one.letter.sha256,
        "plan_digest": one.digest,
        "changed_since": changed_parts(one.content or {}, now),
    }


def _cost(share: CostShare) -> dict[str, Any]:
    return {
        "head": share.head,
        "description": share.description,
        "amount": share.amount,
    }


def _frozen_member(one: Partnership) -> dict[str, Any]:
    return {
        "id": one.organisation_id,
        "name_ja": one.name_ja,
        "name_en": one.name_en,
        "is_lead": one.is_lead,
        "part": one.part,
        "contact": [one.contact_name, one.contact_phone, one.contact_email],
        "costs": [_cost(share) for share in one.shares.all()],
    }


def _frozen_sign_off(
    member: Partnership, last: SignOff, content: Mapping[str, Any]
) -> dict[str, Any]:
    return {
        "id": member.organisation_id,
        "name_ja": member.name_ja,
        "name_en": member.name_en,
        "signed_by": last.signer.user.name,
        "signed_at": last.signed_at.isoformat(),
        "plan_version": last.plan_version,
        "digest": last.digest,
        "changed_since": changed_parts(last.content, content),
    }
