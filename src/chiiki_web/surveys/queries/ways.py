"""How a recipient can be reached: by mail, or by people who have an account here."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership, Organisation
from chiiki_web.surveys.models import Recipient


def officers_of(recipient: Recipient) -> QuerySet[Membership]:
    """People of the municipality itself who sign in here."""
    return accounts.holders(Membership.Role.OFFICER).filter(
        organisation__kind=Organisation.Kind.MUNICIPALITY,
        organisation__municipality__isnull=False,
        organisation__municipality=recipient.municipality_id,
    )


def reachable(rows: QuerySet[Recipient]) -> QuerySet[Recipient]:
    """Those with a mail address, or with people who have an account."""
    return rows.filter(_has_way())


def unreachable(rows: QuerySet[Recipient]) -> QuerySet[Recipient]:
    """Those to whom only a letter on paper can go."""
    return rows.exclude(_has_way())


def _has_way() -> Q:
    today = timezone.localdate()
    officers = Membership.objects.filter(
        role=Membership.Role.OFFICER,
        since__lte=today,
        user__is_active=True,
        organisation__kind=Organisation.Kind.MUNICIPALITY,
        organisation__municipality=OuterRef("municipality"),
    ).filter(Q(until__isnull=True) | Q(until__gte=today))
    return ~Q(email="") | Q(Exists(officers))
