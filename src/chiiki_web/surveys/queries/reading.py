"""Which surveys and questionnaires somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.surveys.models import Questionnaire, Survey


def surveys_visible_to(member: Membership) -> QuerySet[Survey]:
    """An office sees its own surveys, an auditor all of them."""
    rows = Survey.objects.select_related("questionnaire", "organisation")
    if member.role == Membership.Role.AUDITOR:
        return rows
    if member.role == Membership.Role.OFFICE:
        return rows.filter(organisation=member.organisation_id)
    return rows.none()


def surveys_everybody_sees() -> QuerySet[Survey]:
    """What was opened, the newest first."""
    rows = Survey.objects.select_related("questionnaire", "organisation")
    return rows.exclude(state=Survey.State.DRAFT).order_by("-fiscal_year", "-opened_at")


def questionnaires_visible_to(member: Membership) -> QuerySet[Questionnaire]:
    rows = Questionnaire.objects.select_related("organisation", "changed_by__user")
    if member.role == Membership.Role.AUDITOR:
        return rows
    if member.role == Membership.Role.OFFICE:
        return rows.filter(organisation=member.organisation_id)
    return rows.none()
