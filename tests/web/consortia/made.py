"""Consortia for tests, at each stage, with the people on every side."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.audit import queries as audit
from chiiki_web.consortia import actions, queries
from chiiki_web.consortia.models import Invitation, Partnership, Recommendation
from chiiki_web.consortia.queries import links
from chiiki_web.outbox import queries as outbox
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal
from chiiki_web.schemes.models import Call
from web import make
from web.make import NOW


@dataclass(frozen=True, slots=True)
class Together:
    """A plan that applies as a consortium: its lead, a partner, and both rows."""

    plan: Plan
    lead: Membership
    partner: Membership
    own: Partnership
    theirs: Partnership


def invite(
    plan: Plan, by: Membership, to: Organisation | None = None, **values: str
) -> Partnership:
    return actions.invite_partner(
        plan.pk, form_key=uuid4(), organisation=to, by=by, at=NOW, **values
    )


def link_of(partnership: Partnership) -> Invitation:
    """The open link of an invitation."""
    found = queries.open_invitation(partnership)
    assert found is not None
    return found


def token_of(partnership: Partnership) -> str:
    return links.link_token(link_of(partnership))


def together() -> Together:
    """A whole plan with one partner that takes part; nobody has signed."""
    lead = make.member()
    plan = make.full_plan(lead)
    plan.as_consortium = True
    plan.save(update_fields=["as_consortium"])
    partner = make.partner(plan, make.organisation("npo"))
    own = plan.partnerships.get(is_lead=True)
    theirs = plan.partnerships.get(is_lead=False)
    say(own, lead, "全体の管理")
    return Together(plan, lead, partner, own, theirs)


def say(
    row: Partnership, by: Membership, part: str, *shares: actions.Share
) -> Partnership:
    """Write a part, whatever version it has."""
    version = Partnership.objects.get(pk=row.pk).version
    said = actions.Part(part=part, shares=shares)
    return actions.set_part(row.pk, said, version=version, by=by, at=NOW)


def digest(plan: Plan) -> str:
    return queries.signed(fresh(plan)).digest


def sign(row: Partnership, by: Membership) -> None:
    """Sign what stands now."""
    actions.sign_off(row.pk, digest=digest(row.plan), by=by, at=NOW)


def sign_all(who: Together) -> None:
    sign(who.theirs, who.partner)
    sign(who.own, who.lead)


def lacking(plan: Plan, requested: int | None = None) -> list[str]:
    """The codes of what lacks before the plan can be sent."""
    plan = fresh(plan)
    wanted = plan.requested if requested is None else requested
    return [one.code for one in queries.lacking(plan, requested=wanted)]


def ask(
    plan: Plan, by: Membership, to: Membership, call: Call | None = None
) -> Recommendation:
    """Ask the local government of an officer, for an open call."""
    return actions.ask_recommendation(
        plan.pk,
        (call or make.call()).pk,
        to.organisation_id,
        form_key=uuid4(),
        message="",
        by=by,
        at=NOW,
    )


def give(asked: Recommendation, by: Membership, **values: str) -> Recommendation:
    content = queries.content_of(asked.plan, queries.taking_part(asked.plan))
    said = {
        "ground": "地域の課題に沿う。",
        "own_number": "",
        "digest": queries.digest_of(content),
    }
    return actions.give_recommendation(asked.pk, by=by, at=NOW, **(said | values))


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def codes(caught: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [one.code for one in caught.value.reasons]


def events(plan: Plan) -> list[str]:
    """What happened to the consortium of a plan, in order."""
    names = [one.name for one in audit.history_of(plan)]
    return [one for one in names if one.startswith(("partnership.", "recommendation."))]


def told(member: Membership) -> list[str]:
    """What a person was told, the first on top."""
    return [one.kind for one in reversed(outbox.messages_for(member.user))]


class Broken:
    """A mail server that refuses everything."""

    def __init__(self, **_: object) -> None:
        pass

    def send_messages(self, _messages: list[object]) -> int:
        raise OSError("見本の障害")
