"""Find advisers: by field, by side, by words; what each has left this year."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser


def active() -> QuerySet[Adviser]:
    """Advisers who can be asked, by name, with what a list shows of them."""
    return (
        Adviser.objects.filter(is_active=True)
        .select_related("membership__user", "prefecture")
        .prefetch_related("fields")
    )


def matching(*, field: str = "", side: str = "", text: str = "") -> QuerySet[Adviser]:
    rows = active()
    if field:
        rows = rows.filter(fields=field)
    if side:
        rows = rows.filter(sides__icontains=f'"{side}"')
    for word in text.split():
        rows = rows.filter(
            Q(membership__user__name__icontains=word)
            | Q(affiliation__icontains=word)
            | Q(speciality_ja__icontains=word)
            | Q(speciality_en__icontains=word)
            | Q(profile_ja__icontains=word)
        )
    return rows.distinct()


def knowing(field: str, prefecture_region: str = "") -> list[Adviser]:
    """Up to five advisers for a field, those of the same region first."""
    rows = active().filter(fields=field)
    return sorted(
        rows, key=lambda one: (one.prefecture.region != prefecture_region, one.pk)
    )[:5]


def entry_of(member: Membership) -> Adviser | None:
    return active().filter(membership=member).first()
