"""Find advisers: by field, by side, by words; who is not in the register yet."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from chiiki import periods
from chiiki_web.accounts import queries as accounts
from chiiki_web.accounts.models import Membership
from chiiki_web.advisers.models import Adviser, Commission

MOST_WORDS = 10
SEARCHED = (
    "membership__user__name",
    "affiliation",
    "speciality_ja",
    "speciality_en",
    "profile_ja",
    "profile_en",
    "past_work_ja",
    "past_work_en",
)


def entries() -> QuerySet[Adviser]:
    """Every entry, by name, with what a list shows of it."""
    return Adviser.objects.select_related(
        "membership__user", "prefecture"
    ).prefetch_related("fields")


def active() -> QuerySet[Adviser]:
    """Advisers who can be asked."""
    return entries().filter(is_active=True)


def published(today: date) -> QuerySet[Adviser]:
    """Advisers whom everybody may read about: commissioned this fiscal year, and willing."""
    current = Commission.objects.filter(
        fiscal_year=periods.fiscal_year(today), is_ended=False
    )
    return active().filter(is_published=True, pk__in=current.values("adviser"))


def matching(today: date, **sought: str) -> QuerySet[Adviser]:
    """Published advisers who fit everything that is sought: see ``narrowed``."""
    return narrowed(published(today), **sought)


def narrowed(
    rows: QuerySet[Adviser],
    *,
    field: str = "",
    side: str = "",
    prefecture: str = "",
    kind: str = "",
    language: str = "",
    text: str = "",
) -> QuerySet[Adviser]:
    """Only those in a field, on a side, from a place …, and with every one of the words."""
    if field:
        rows = rows.filter(fields=field)
    if side:
        rows = rows.filter(sides__icontains=f'"{side}"')
    if prefecture:
        rows = rows.filter(prefecture=prefecture)
    if kind:
        rows = rows.filter(affiliation_kind=kind)
    if language:
        rows = rows.filter(languages__icontains=f'"{language}"')
    for word in text.split()[:MOST_WORDS]:
        found = Q()
        for name in SEARCHED:
            found |= Q(**{f"{name}__icontains": word})
        rows = rows.filter(found)
    return rows


def knowing(field: str, prefecture_region: str = "") -> list[Adviser]:
    """Up to five advisers for a field, those of the same region first."""
    rows = published(timezone.localdate()).filter(fields=field)
    return sorted(
        rows, key=lambda one: (one.prefecture.region != prefecture_region, one.pk)
    )[:5]


def entry_of(member: Membership) -> Adviser | None:
    return active().filter(membership=member).first()


def any_entry_of(member: Membership) -> Adviser | None:
    """The entry of a person, also one that is out of the list."""
    return entries().filter(membership=member).first()


def without_entry() -> QuerySet[Membership]:
    """People in the role of adviser who are not in the register yet."""
    return accounts.holders("adviser").filter(adviser__isnull=True)
