"""What this site knows of applicants beside their plans, and what they state themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone

from chiiki_web.accounts.models import Organisation
from chiiki_web.backgrounds.engine_input import (
    AWARD_FACTS,
    FACTS,
    STRENGTH,
    Background,
    HeldAward,
    Known,
    facts_of,
    is_said,
    strength_in,
)
from chiiki_web.backgrounds.models import AwardStatement, StrengthStatement
from chiiki_web.regions.models import FiscalStrength, Municipality, Prefecture
from chiiki_web.schemes.models import Call

__all__ = [
    "AWARD_FACTS",
    "FACTS",
    "Background",
    "HeldAward",
    "Known",
    "background_of",
    "facts_of",
    "is_said",
    "place_of",
    "strength_in",
]


def background_of(
    lead: Organisation,
    partners: Sequence[Organisation],
    town: Municipality,
    wanted: Collection[str] = FACTS,
) -> Background:
    """What is known of an applicant and its partners; ``town`` has the problem.

    Only what ``wanted`` facts need is read. A statement counts that the organisation made
    itself, or the one that leads the plan.
    """
    everyone = [lead.pk, *(one.pk for one in partners)]
    where = _where(lead, town)
    asks_awards, asks_strength = AWARD_FACTS & {*wanted}, STRENGTH in wanted
    return Background(
        awards=_awards_of(everyone) if asks_awards else (),
        award_statements=_stated(lead, everyone) if asks_awards else (),
        strengths=list(
            FiscalStrength.objects.filter(**where).order_by("-fiscal_year")
            if asks_strength
            else ()
        ),
        strength_statements=list(
            StrengthStatement.objects.filter(organisation=lead, **where).select_related(
                "stated_by__user"
            )
            if asks_strength
            else ()
        ),
    )


def place_of(lead: Organisation, town: Municipality) -> Municipality | Prefecture:
    """Whose finances are meant: the local government that applies, or else the town."""
    if "prefecture_id" in _where(lead, town):
        return Prefecture.objects.get(pk=lead.prefecture_id)
    return Municipality.objects.get(pk=_where(lead, town)["municipality_id"])


def _where(lead: Organisation, town: Municipality) -> dict[str, str]:
    if lead.kind == Organisation.Kind.PREFECTURE and lead.prefecture_id:
        return {"prefecture_id": lead.prefecture_id}
    if lead.kind == Organisation.Kind.MUNICIPALITY and lead.municipality_id:
        return {"municipality_id": lead.municipality_id}
    return {"municipality_id": town.pk}


def _awards_of(organisations: Collection[int]) -> list[HeldAward]:
    """Decided awards; awards stand in an app above, so they are read from their calls."""
    rows = Call.objects.filter(
        applications__organisation__in=organisations,
        applications__award__status="decided",
    ).order_by("applications__award__decided_at", "pk")
    return [
        HeldAward(organisation, programme, call, timezone.localdate(at), number or "")
        for organisation, programme, call, at, number in rows.values_list(
            "applications__organisation",
            "programme",
            "pk",
            "applications__award__decided_at",
            "applications__award__number",
        )
    ]


def _stated(lead: Organisation, everyone: Collection[int]) -> list[AwardStatement]:
    rows = AwardStatement.objects.filter(organisation__in=everyone).select_related(
        "stated_by__user", "stated_by__organisation", "organisation", "programme"
    )
    return [
        one
        for one in rows
        if one.stated_by.organisation_id in (lead.pk, one.organisation_id)
    ]
