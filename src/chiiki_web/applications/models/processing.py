"""Within how many days the office means to decide on what a call receives."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.schemes.models import Call

MOST_DAYS = 999


class ProcessingTime(models.Model):
    """The standard processing time (標準処理期間) that an office has set for a call."""

    class CountedFrom(models.TextChoices):
        RECEIPT = "receipt", _("from the day of receipt")
        CLOSING = "closing", _("from the day on which the call closes")

    call = models.OneToOneField(
        Call, on_delete=models.PROTECT, related_name="processing_time"
    )
    days = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(1), MaxValueValidator(MOST_DAYS)]
    )
    counted_from = models.CharField(max_length=10, choices=CountedFrom)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="processing_time_in_range",
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.days}"
