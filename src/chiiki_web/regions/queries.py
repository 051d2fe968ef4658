"""Find places: by code, by prefecture, by name; follow a code to what it became."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from chiiki_web.regions.models import FiscalStrength, Municipality, Prefecture


def prefectures() -> QuerySet[Prefecture]:
    """All prefectures; the sample prefecture comes last."""
    return Prefecture.objects.order_by("is_sample", "code")


def municipalities_in(prefecture_code: str, on: date) -> QuerySet[Municipality]:
    """The municipalities of a prefecture that exist on a day."""
    return Municipality.objects.filter(prefecture_id=prefecture_code).filter(
        Q(last_day__isnull=True) | Q(last_day__gte=on)
    )


def search(text: str) -> QuerySet[Municipality]:
    """Municipalities by code, name or reading, ended ones included."""
    rows = Municipality.objects.select_related("prefecture", "successor").order_by(
        "code"
    )
    if not text:
        return rows
    return rows.filter(
        Q(code__startswith=text)
        | Q(name_ja__contains=text)
        | Q(kana__startswith=text)
        | Q(name_en__icontains=text)
        | Q(prefecture__name_ja=text)
    )


def today_of(town: Municipality) -> Municipality:
    """What a code became: follow its successors to the one that still exists."""
    while town.successor is not None:
        town = town.successor
    return town


def strengths(text: str) -> QuerySet[FiscalStrength]:
    """Published indices by code or name of the place, the newest year first."""
    rows = FiscalStrength.objects.select_related("municipality", "prefecture")
    rows = rows.order_by("-fiscal_year", "prefecture", "municipality")
    if not text:
        return rows
    return rows.filter(
        Q(municipality__code__startswith=text)
        | Q(municipality__name_ja__contains=text)
        | Q(municipality__name_en__icontains=text)
        | Q(prefecture__code__startswith=text)
        | Q(prefecture__name_ja__contains=text)
        | Q(prefecture__name_en__icontains=text)
    )


def strengths_of(place: Municipality | Prefecture) -> QuerySet[FiscalStrength]:
    """Every published index of one place, the newest year first."""
    return place.strengths.order_by("-fiscal_year")
