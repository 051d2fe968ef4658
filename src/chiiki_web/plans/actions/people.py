"""Who takes part in a plan: stakeholders by name, partners that are registered here."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chiiki.reasons import reason
from chiiki_web.accounts import queries as account_queries
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.outbox.actions import tell
from chiiki_web.plans.actions.locked import CannotChangePlan, hold, keep
from chiiki_web.plans.models import Plan, Stakeholder

NOT_PARTNERS = (Organisation.Kind.OFFICE, Organisation.Kind.AUDIT)


@transaction.atomic
def add_stakeholder(
    plan_id: int, *, kind: str, name: str, part: str, by: Membership, at: datetime
) -> Stakeholder:
    """Name somebody who takes part; the same name in the same kind stands once."""
    plan = hold(plan_id, by=by)
    if plan.stakeholders.filter(kind=kind, name=name).exists():
        raise CannotChangePlan(reason("plans.stakeholder_already_named", name=name))
    made = Stakeholder.objects.create(plan=plan, kind=kind, name=name, part=part)
    fields = ["stakeholders"]
    keep(plan, "plan.stakeholder_added", fields=fields, by=by, at=at, kind=kind)
    return made


@transaction.atomic
def remove_stakeholder(
    plan_id: int, stakeholder_id: int, *, by: Membership, at: datetime
) -> None:
    """Take a stakeholder out of a plan; one that is gone already is no fault."""
    plan = hold(plan_id, by=by)
    found = plan.stakeholders.filter(pk=stakeholder_id).first()
    if found is None:
        return
    found.delete()
    fields = ["stakeholders"]
    keep(plan, "plan.stakeholder_removed", fields=fields, by=by, at=at, kind=found.kind)


@transaction.atomic
def add_partner(
    plan_id: int, organisation_id: int, *, by: Membership, at: datetime
) -> None:
    """Let an organisation take part. Its officers can read the plan, and are told."""
    plan = hold(plan_id, by=by)
    partner = Organisation.objects.get(pk=organisation_id)
    if partner.pk == plan.organisation_id:
        raise CannotChangePlan(reason("plans.partner_of_itself"))
    if partner.kind in NOT_PARTNERS:
        raise CannotChangePlan(reason("plans.no_partner", name=partner.name_ja))
    if plan.partners.filter(pk=partner.pk).exists():
        return
    plan.partners.add(partner)
    fields = ["partners"]
    keep(plan, "plan.partner_added", fields=fields, by=by, at=at, name=partner.name_ja)
    _tell_partner(plan, partner, at)


@transaction.atomic
def remove_partner(
    plan_id: int, organisation_id: int, *, by: Membership, at: datetime
) -> None:
    """End an organisation's part; one that takes no part is no fault."""
    plan = hold(plan_id, by=by)
    partner = plan.partners.filter(pk=organisation_id).first()
    if partner is None:
        return
    plan.partners.remove(partner)
    fields = ["partners"]
    keep(
        plan, "plan.partner_removed", fields=fields, by=by, at=at, name=partner.name_ja
    )


def _tell_partner(plan: Plan, partner: Organisation, at: datetime) -> None:
    tell(
        account_queries.holders(Membership.Role.OFFICER, partner),
        "plan.partner_added",
        subject=_("You are named as a partner: %(title)s"),
        body=_(
            "%(organisation)s has named your organisation as a partner in the plan"
            " “%(title)s”. You can read the plan. If this was not agreed, please tell"
            " %(organisation)s."
        ),
        values={"title": plan.title, "organisation": plan.organisation.name_ja},
        path=reverse("plans:detail", args=[plan.pk]),
        key=f"plan.partner_added:{plan.pk}:{plan.version}:{partner.pk}",
        at=at,
    )
