"""Everything that is known of a plan for the rules of a call: said, and known beside it."""

from __future__ import annotations

from functools import cached_property

from chiiki import rules
from chiiki.rules import Scheme, is_due_on_sending
from chiiki_web.accounts.models import Organisation
from chiiki_web.backgrounds import queries as backgrounds
from chiiki_web.plans import engine_input
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Call


class PlanFacts:
    """The facts of one plan, call by call; ``wanted`` limits what is read beside it."""

    def __init__(self, plan: Plan, *wanted: Scheme) -> None:
        asked = frozenset[str]().union(*map(rules.facts_read, wanted))
        self.plan, self.wanted = plan, asked & backgrounds.FACTS
        self.counts_partners = plan.as_consortium or any(
            one.terms.counts_partners() for one in wanted
        )

    def of(
        self,
        call: Call,
        scheme: Scheme,
        *,
        requested: int | None = None,
        recommended_by: str | None = None,
    ) -> backgrounds.Known:
        """Return what is known for a call; an application gives amount and recommender."""
        joining = joining_later(self.plan, scheme)
        if recommended_by is None:
            recommended_by = self._recommenders.get(call.pk, "")
        facts = engine_input.facts_of(
            self.plan,
            requested=requested,
            recommended_by=recommended_by,
            joining=joining,
        )
        if not self.wanted:
            return backgrounds.Known(facts, frozenset())
        beside = backgrounds.facts_of(
            self.background, self._applicants(scheme, joining), call
        )
        return backgrounds.Known(facts | beside.facts, beside.stated)

    @cached_property
    def background(self) -> backgrounds.Background:
        """What is known beside the plan, read once."""
        return background_of(self.plan, self.wanted, with_partners=self.counts_partners)

    @cached_property
    def _recommenders(self) -> dict[int, str]:
        """Which local government recommended the plan for which call (see consortia)."""
        given = self.plan.recommendations.filter(state="given")
        return dict(given.values_list("call_id", "recommender__name_ja"))

    def _applicants(self, scheme: Scheme, joining: list[Organisation]) -> list[int]:
        """Whose earlier awards count: of all, where they apply together or a rule says so."""
        plan = self.plan
        if not plan.as_consortium and not scheme.terms.counts_partners():
            return [plan.organisation_id]
        together = [*plan.partners.all(), *joining]
        return [plan.organisation_id, *(one.pk for one in together)]


def background_of(
    plan: Plan,
    wanted: frozenset[str] = backgrounds.FACTS,
    *,
    with_partners: bool = True,
) -> backgrounds.Background:
    """What is known of a plan's organisation, its partners and those invited."""
    partners: list[Organisation] = []
    if with_partners:
        invited = plan.partnerships.filter(state="invited", organisation__isnull=False)
        around = Organisation.objects.filter(pk__in=invited.values("organisation"))
        partners = [*plan.partners.all(), *around]
    return backgrounds.background_of(
        plan.organisation, partners, plan.municipality, wanted
    )


def joining_later(plan: Plan, scheme: Scheme) -> list[Organisation]:
    """Invited organisations, where a scheme lets members join after the sending."""
    members = scheme.terms.members
    if not members or any(
        is_due_on_sending(scheme.terms, one.by_stage) for one in members
    ):
        return []
    invited = plan.partnerships.filter(state="invited")
    return list(Organisation.objects.filter(pk__in=invited.values("organisation")))
