"""Which partnerships, requests and registrations a person may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Max, Q, QuerySet

from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.consortia.models import (
    Invitation,
    Partnership,
    Recommendation,
    Registration,
)
from chiiki_web.plans.models import Plan
from chiiki_web.schemes.models import Call

SEES_ALL = (Membership.Role.AUDITOR, Membership.Role.ADMINISTRATOR)
NOT_PARTNERS = (Organisation.Kind.OFFICE, Organisation.Kind.AUDIT)
LOCAL = (Organisation.Kind.MUNICIPALITY, Organisation.Kind.PREFECTURE)
SENT = ("submitted", "accepted")
ENDED = ("withdrawn", "rejected")


def partnerships_of(member: Membership) -> QuerySet[Partnership]:
    """An officer's own partnerships in the plans of others, the newest first."""
    if member.role != Membership.Role.OFFICER:
        return Partnership.objects.none()
    mine = Q(organisation_id=member.organisation_id)
    by_mail = Q(organisation=None, email__iexact=member.user.email)
    return (
        Partnership.objects.filter(mine | by_mail, is_lead=False)
        .select_related(
            "plan__organisation", "plan__municipality", "plan__field", "organisation"
        )
        .order_by("-pk")
    )


def to_answer(member: Membership, at: datetime) -> QuerySet[Partnership]:
    """Invitations that wait for this officer's organisation and can still be answered."""
    open_links = Invitation.objects.filter(
        used_at=None, ended_at=None, expires_at__gt=at
    )
    return partnerships_of(member).filter(
        state=Partnership.State.INVITED, pk__in=open_links.values("partnership")
    )


def to_sign(member: Membership) -> QuerySet[Partnership]:
    """Own members of a consortium whose plan moved on since they signed, if they did.

    Only plans that are not on their way: what was sent stays as it was signed.
    """
    if member.role != Membership.Role.OFFICER:
        return Partnership.objects.none()
    sent = Plan.objects.filter(applications__status__in=SENT).values("pk")
    rows = Partnership.objects.filter(
        organisation_id=member.organisation_id,
        state=Partnership.State.TAKES_PART,
        plan__as_consortium=True,
        plan__partners__isnull=False,
    )
    rows = rows.exclude(plan__in=sent).annotate(
        signed_version=Max("sign_offs__plan_version")
    )
    moved = Q(signed_version=None) | ~Q(signed_version=Max("plan__version"))
    return rows.filter(moved).distinct()


def recommendations_of(member: Membership) -> QuerySet[Recommendation]:
    """Requests that this hat may read: to and from its own body; its calls'; or all."""
    rows = Recommendation.objects.select_related(
        "plan__organisation",
        "plan__municipality",
        "plan__field",
        "call__programme",
        "call__office",
        "recommender",
        "letter",
    ).order_by("-pk")
    mine = member.organisation_id
    if member.role in SEES_ALL:
        return rows
    if member.role == Membership.Role.OFFICER:
        return rows.filter(Q(recommender=mine) | Q(plan__organisation=mine))
    if member.role == Membership.Role.OFFICE:
        sent = Q(plan__applications__number__isnull=False)
        return rows.filter(sent, call__office=mine).distinct()
    return rows.none()


def asked_of(member: Membership) -> QuerySet[Recommendation]:
    """Requests to this officer's own body."""
    if member.role != Membership.Role.OFFICER:
        return Recommendation.objects.none()
    return recommendations_of(member).filter(recommender=member.organisation_id)


def given(plan: Plan, call: Call) -> QuerySet[Recommendation]:
    """Recommendations that stand, for a plan in a call."""
    return plan.recommendations.filter(
        call=call, state=Recommendation.State.GIVEN
    ).select_related("recommender", "letter", "plan")


def with_letter(plan: Plan, call: Call) -> list[Recommendation]:
    """Recommendations that were given, those that were withdrawn since included."""
    answered = plan.recommendations.filter(call=call, letter__isnull=False)
    return list(answered.select_related("recommender", "letter"))


def is_sent(plan: Plan, call: Call) -> bool:
    """Whether the plan lies with the office: then nothing behind it moves."""
    return plan.applications.filter(call=call, status__in=SENT).exists()


def was_sent(plan: Plan, call: Call) -> bool:
    """Whether it was ever received and has not ended: a correction included."""
    received = plan.applications.filter(call=call, number__isnull=False)
    return received.exclude(status__in=ENDED).exists()


def open_invitation(partnership: Partnership) -> Invitation | None:
    """The one link that is neither used nor ended; it may have expired."""
    rows = partnership.invitations.filter(used_at=None, ended_at=None)
    return rows.order_by("-pk").first()


def waiting_registrations() -> QuerySet[Registration]:
    return Registration.objects.filter(state=Registration.State.WAITING)


def partner_choices(plan: Plan, text: str) -> QuerySet[Organisation]:
    """Organisations that could join, by a part of their name."""
    live = (Partnership.State.INVITED, Partnership.State.TAKES_PART)
    there = plan.partnerships.filter(state__in=live, organisation__isnull=False)
    return (
        _named(text)
        .exclude(kind__in=NOT_PARTNERS)
        .exclude(pk=plan.organisation_id)
        .exclude(pk__in=there.values("organisation"))
    )


def recommender_choices(plan: Plan, text: str) -> QuerySet[Organisation]:
    """Local governments that could recommend, by a part of their name."""
    return _named(text).filter(kind__in=LOCAL).exclude(pk=plan.organisation_id)


def similar(name: str) -> QuerySet[Organisation]:
    """Registered organisations of nearly this name, for the administrator."""
    return _named(name).exclude(kind__in=NOT_PARTNERS)


def _named(text: str) -> QuerySet[Organisation]:
    text = text.replace("\x00", "").strip()
    return Organisation.objects.filter(
        Q(name_ja__icontains=text) | Q(name_en__icontains=text)
    ).order_by("name_ja", "pk")
