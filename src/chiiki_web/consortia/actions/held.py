"""Hold a plan and what hangs on it; the plan's row is always held first."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from chiiki.reasons import reason
from chiiki_web.accounts.models import Membership
from chiiki_web.consortia.models import Invitation, Partnership, Recommendation
from chiiki_web.plans import queries as plans
from chiiki_web.plans.models import Plan
from chiiki_web.refusals import Refusal


class CannotChangeConsortium(Refusal):
    """The consortium stays as it was."""


def hold_plan(plan_id: int) -> Plan:
    """The plan, locked until the transaction ends: it orders all that happens around it."""
    return (
        Plan.objects.select_for_update(of=("self",))
        .select_related("organisation", "municipality", "field")
        .get(pk=plan_id)
    )


def hold_led_plan(plan_id: int, by: Membership) -> Plan:
    """The same for an officer of the organisation that leads; anybody else is refused."""
    plan = hold_plan(plan_id)
    if not plans.may_change(plan, by):
        raise CannotChangeConsortium(reason("consortia.lead_only"))
    return plan


def hold_partnership(partnership_id: int) -> Partnership:
    """A partnership behind its plan's lock, as it stands now."""
    plan_id = Partnership.objects.values_list("plan_id", flat=True).get(
        pk=partnership_id
    )
    plan = hold_plan(plan_id)
    held = (
        Partnership.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=partnership_id)
    )
    held.plan = plan
    return held


def hold_own(partnership_id: int, by: Membership) -> Partnership:
    """A partnership that takes part, for an officer of its organisation."""
    held = hold_partnership(partnership_id)
    if not is_own(held, by):
        raise CannotChangeConsortium(reason("consortia.not_yours"))
    if held.state != Partnership.State.TAKES_PART:
        raise CannotChangeConsortium(reason("consortia.takes_no_part"))
    return held


def hold_invitation(invitation_id: int) -> Invitation:
    """An invitation with its partnership, behind the plan's lock."""
    partnership_id = Invitation.objects.values_list("partnership_id", flat=True).get(
        pk=invitation_id
    )
    partnership = hold_partnership(partnership_id)
    held = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation_id)
    held.partnership = partnership
    return held


def hold_recommendation(recommendation_id: int) -> Recommendation:
    """A request for a recommendation, behind the plan's lock."""
    plan_id = Recommendation.objects.values_list("plan_id", flat=True).get(
        pk=recommendation_id
    )
    plan = hold_plan(plan_id)
    held = (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("call__office", "call__programme", "recommender")
        .get(pk=recommendation_id)
    )
    held.plan = plan
    return held


def is_own(partnership: Partnership, by: Membership) -> bool:
    return (
        by.role == Membership.Role.OFFICER
        and partnership.organisation_id == by.organisation_id
    )


def lead_of(plan: Plan, at: datetime) -> Partnership:
    """The lead's own row, made when the first partner is invited."""
    found = plan.partnerships.filter(is_lead=True).first()
    return found or Partnership.objects.create(
        plan=plan,
        organisation=plan.organisation,
        form_key=uuid4(),
        is_lead=True,
        state=Partnership.State.TAKES_PART,
        invited_at=at,
        answered_at=at,
    )
