"""Which surveys and questionnaires somebody may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.surveys.models import Questionnaire, Recipient, Survey


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


def recipients_asked(member: Membership, at: datetime) -> QuerySet[Recipient]:
    """What open surveys ask the municipality of an officer; a body without one, nothing."""
    body = member.organisation
    if body.kind != body.Kind.MUNICIPALITY or body.municipality_id is None:
        return Recipient.objects.none()
    return Recipient.objects.filter(
        drawn=True, municipality=body.municipality_id, survey__in=_open_at(at)
    )


def surveys_running(member: Membership, at: datetime) -> QuerySet[Survey]:
    """Those of an office that take answers now."""
    return _open_at(at).filter(organisation=member.organisation_id)


def _open_at(at: datetime) -> QuerySet[Survey]:
    return Survey.objects.filter(
        state=Survey.State.OPEN, opens_at__lte=at, closes_at__gt=at
    )
