"""The views that a person may choose from."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.desk.models import DefaultView, SavedView


def views_of(member: Membership) -> QuerySet[SavedView]:
    """One's own and those of the office."""
    shared = Q(is_shared=True, office=member.organisation_id)
    return SavedView.objects.select_related("owner__user").filter(
        shared | Q(owner=member)
    )


def default_of(member: Membership) -> SavedView | None:
    """The view with which the desk opens, as long as it may still be seen."""
    chosen = DefaultView.objects.filter(member=member).first()
    return views_of(member).filter(pk=chosen.view_id).first() if chosen else None
