"""A case from which a submission freezes something of every kind."""

from __future__ import annotations

from dataclasses import dataclass

from chiiki_web.accounts.models import Membership
from chiiki_web.applications import actions
from chiiki_web.applications.models import Application
from chiiki_web.backgrounds import actions as backgrounds
from chiiki_web.consortia import actions as consortia
from chiiki_web.plans import actions as plans
from chiiki_web.plans.actions.checklist import CODES
from chiiki_web.regions.models import Municipality
from web import make
from web.applications import forms_of_calls, made
from web.applications.forms_of_calls import WHY
from web.backgrounds import made as background
from web.consortia import made as consortium
from web.make import NOW

COST = consortia.Share(head="system", description="見本の費用", amount=1_000_000)


@dataclass(frozen=True, slots=True)
class Case:
    """Ready to be sent; ``together`` where a signed consortium sends it."""

    who: made.People
    together: consortium.Together | None
    application: Application

    @property
    def lead(self) -> Membership:
        return self.who.officer


def case() -> Case:
    office = make.member("office")
    call = background.excluding(office, background.NOT_AGAIN, background.NOT_STRONG)
    together = consortium.together()
    lead, partner = together.lead, together.partner
    plans.answer_check(
        together.plan.pk,
        next(iter(CODES)),
        state="yes",
        evidence="見本の根拠",
        version=99,
        by=lead,
        at=NOW,
    )
    consortium.say(together.theirs, partner, "見本の役割", COST)
    background.state(lead)
    background.state(lead, partner.organisation)
    backgrounds.state_strength(
        lead.organisation,
        Municipality.objects.get(pk=make.MATSUMOTO),
        fiscal_year=2025,
        thousandths=700,
        source="見本の表",
        case="",
        by=lead,
        at=NOW,
    )
    application = actions.start_application(together.plan.pk, call.pk, by=lead, at=NOW)
    made.attach(application, lead)
    consortium.sign_all(together)
    return Case(made.People(lead, office, call), together, application)


def asked() -> Case:
    """For a call whose form asks something, from an organisation alone."""
    who = made.people()
    forms_of_calls.asks(who.call, who.office, WHY)
    application = made.draft(who, with_file=False)
    made.attach(application, who.officer, kind="other")
    forms_of_calls.answer(application, who.officer, why_now="見本の答え")
    return Case(who, None, forms_of_calls.fresh(application))
