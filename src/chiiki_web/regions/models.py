"""Prefectures and municipalities, with codes that end and their successors."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Prefecture(models.Model):
    code = models.CharField(max_length=6, primary_key=True)
    name_ja = models.CharField(max_length=40)
    name_en = models.CharField(max_length=40)
    kana = models.CharField(max_length=60)
    iso = models.CharField(max_length=8, blank=True)
    region = models.CharField(max_length=20)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name_ja


class Municipality(models.Model):
    """One code. A code is never removed: a merger gives it a last day and a successor."""

    class Kind(models.TextChoices):
        DESIGNATED_CITY = "designated_city", _("designated city")
        CITY = "city", _("city")
        SPECIAL_WARD = "special_ward", _("special ward")
        TOWN = "town", _("town")
        VILLAGE = "village", _("village")
        NORTHERN_VILLAGE = (
            "northern_territories_village",
            _("village of the Northern Territories"),
        )

    code = models.CharField(max_length=6, primary_key=True)
    prefecture = models.ForeignKey(Prefecture, on_delete=models.PROTECT)
    name_ja = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80)
    kana = models.CharField(max_length=120)
    kind = models.CharField(max_length=30, choices=Kind)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
    )
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="municipality_successor_needs_last_day",
                condition=models.Q(successor__isnull=True)
                | models.Q(last_day__isnull=False),
            ),
            models.CheckConstraint(
                name="municipality_not_its_own_successor",
                condition=~models.Q(successor=models.F("code")),
            ),
        ]

    def __str__(self) -> str:
        return self.name_ja


class FiscalStrength(models.Model):
    """A published index of fiscal strength of one local government, times 1000.

    Each fiscal year has a row of its own, with the table that it was read from.
    """

    municipality = models.ForeignKey(
        Municipality,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="strengths",
    )
    prefecture = models.ForeignKey(
        Prefecture,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="strengths",
    )
    fiscal_year = models.PositiveSmallIntegerField()
    thousandths = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["-fiscal_year", "pk"]
        constraints = [
            models.CheckConstraint(
                name="fiscal_strength_of_one_place",
                condition=models.Q(municipality__isnull=True, prefecture__isnull=False)
                | models.Q(municipality__isnull=False, prefecture__isnull=True),
            ),
            models.CheckConstraint(
                name="fiscal_strength_has_source", condition=~models.Q(source="")
            ),
            models.UniqueConstraint(
                name="fiscal_strength_once_for_municipality",
                fields=["municipality", "fiscal_year"],
            ),
            models.UniqueConstraint(
                name="fiscal_strength_once_for_prefecture",
                fields=["prefecture", "fiscal_year"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.fiscal_year}: {self.thousandths}"

    @property
    def code(self) -> str:
        return self.municipality_id or self.prefecture_id or ""

    @property
    def place(self) -> Municipality | Prefecture | None:
        return self.municipality or self.prefecture
