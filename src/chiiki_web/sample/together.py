"""The story of a consortium: partners answer, say their parts, and sign."""

from __future__ import annotations

from datetime import datetime

from chiiki_web.accounts.models import Membership
from chiiki_web.consortia import actions as consortia
from chiiki_web.consortia.models import Invitation, Partnership
from chiiki_web.consortia.queries import signed
from chiiki_web.plans import actions as plans
from chiiki_web.plans.models import Plan
from chiiki_web.sample.calendar import Story, days
from chiiki_web.sample.cast import Cast
from chiiki_web.sample.projects import (
    THOUSAND,
    Idea,
    key,
    write_plan,
)

LEAD_PART = "事業の全体を管理し、運営の責任を負う。"
NEWCOMER = "NPO法人 見本こえの会"


def apply_together(idea: Idea, plan: Plan, *, at: datetime) -> Plan:
    """Let the partnership itself apply: every member says its part, and signs."""
    plan = plans.change_plan(
        plan.pk, version=plan.version, as_consortium=True, by=idea.officer, at=at
    )
    _say_parts(idea, plan, at)
    for officer in (*idea.partners, idea.officer):
        sign(plan, officer, at)
    return Plan.objects.get(pk=plan.pk)


def forming_story(idea: Idea, cast: Cast, at: datetime, until: datetime) -> Story:
    """One signed an older text, one has not signed, one said no, one is not registered."""
    yield at
    plan = write_plan(idea, at=at)
    lead, partners = idea.officer, idea.partners
    at = until - days(12)
    yield at
    plan = plans.change_plan(
        plan.pk, version=plan.version, as_consortium=True, by=lead, at=at
    )
    _say_parts(idea, plan, at)
    _invite_newcomer(idea, plan, at)
    declined = _invite(idea, plan, cast.officer_of(cast.bodies["見本谷町"]), at)
    at = until - days(9)
    yield at
    sign(plan, partners[0], at)
    link = declined.invitations.get()
    consortia.decline_invitation(
        link.pk,
        ground="今年度は担当の職員を割くことができないため。",
        by=cast.officer_of(cast.bodies["見本谷町"]),
        at=at,
    )
    at = until - days(3)
    yield at
    plan = Plan.objects.get(pk=plan.pk)
    plans.change_plan(
        plan.pk,
        version=plan.version,
        after_funding="市の一般会計と利用料で続け、3年ごとに続け方を見直す。",
        by=lead,
        at=at,
    )


def inviting_story(
    idea: Idea, guest: Membership, at: datetime, until: datetime
) -> Story:
    """A plan has just begun, and another body is asked to carry it together."""
    yield at
    plan = write_plan(idea, at=at, is_whole=False)
    at = until - days(4)
    yield at
    _invite(idea, plan, guest, at)


def sign(plan: Plan, by: Membership, at: datetime) -> None:
    """Read what stands now, and sign it."""
    row = plan.partnerships.get(
        organisation=by.organisation, state=Partnership.State.TAKES_PART
    )
    digest = signed(Plan.objects.get(pk=plan.pk)).digest
    consortia.sign_off(row.pk, digest=digest, by=by, at=at)


def _say_parts(idea: Idea, plan: Plan, at: datetime) -> None:
    """The lead manages; the first partner bears a part of the training."""
    rows = {
        one.organisation_id: one
        for one in plan.partnerships.filter(state=Partnership.State.TAKES_PART)
    }
    lead = rows[idea.officer.organisation_id]
    consortia.set_part(
        lead.pk,
        consortia.Part(part=LEAD_PART),
        version=lead.version,
        by=idea.officer,
        at=at,
    )
    first = idea.partners[0]
    row = rows[first.organisation_id]
    amount = idea.yen("people") // 4 // THOUSAND * THOUSAND
    consortia.set_part(
        row.pk,
        consortia.Part(
            part=row.part,
            contact_name=first.user.name,
            contact_email=first.user.email,
            shares=[consortia.Share("people", "研修の講師の謝金と会場", amount)],
        ),
        version=row.version,
        by=first,
        at=at,
    )


def _invite(idea: Idea, plan: Plan, guest: Membership, at: datetime) -> Partnership:
    return consortia.invite_partner(
        plan.pk,
        form_key=key("guest", idea.number, guest.organisation.name_ja),
        organisation=guest.organisation,
        part="区域の住民への説明と、利用者の募集をお願いしたい。",
        message="先日の打合せでご相談した件です。ご検討をお願いします。",
        by=idea.officer,
        at=at,
    )


def _invite_newcomer(idea: Idea, plan: Plan, at: datetime) -> None:
    """Somebody who is not registered is invited by mail, and asks to be."""
    invited = consortia.invite_partner(
        plan.pk,
        form_key=key("newcomer", idea.number),
        organisation=None,
        name=NEWCOMER,
        email="koe@sample.example",
        part="毎朝の声かけの電話を受け持つ。",
        by=idea.officer,
        at=at,
    )
    link = invited.invitations.get()
    Invitation.objects.filter(pk=link.pk).update(mailed_at=at, attempts=1)
    asked = {"name_ja": NEWCOMER, "kind": "npo", "head_title": "理事長"}
    newcomer = consortia.Newcomer(asked, "見本 三郎", "koe@sample.example")
    consortia.ask_registration(link.pk, newcomer, at=at)
