"""The budget of a call, and each movement in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.models import Call


class Fund(models.Model):
    """Whole yen. Reserved includes paid: 0 <= paid <= reserved <= total."""

    call = models.OneToOneField(Call, on_delete=models.PROTECT)
    total = models.PositiveBigIntegerField()
    reserved = models.PositiveBigIntegerField(default=0)
    paid = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="fund_never_overdrawn", condition=Q(reserved__lte=F("total"))
            ),
            models.CheckConstraint(
                name="fund_pays_only_what_is_reserved",
                condition=Q(paid__lte=F("reserved")),
            ),
        ]

    def __str__(self) -> str:
        return f"fund of {self.call_id}"

    @property
    def free(self) -> int:
        return self.total - self.reserved


class Entry(models.Model):
    """One movement. A mistake is put right by an opposite entry, never by an edit."""

    class Kind(models.TextChoices):
        RESERVE = "reserve", _("set aside")
        RELEASE = "release", _("given back")
        PAY = "pay", _("paid")

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind)
    amount = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=80)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(name="entry_is_positive", condition=Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
