"""Days on which an adviser cannot come."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from chiiki_web.advisers.models.register import Adviser


class Unavailable(models.Model):
    """From the first to the last day, both included; spans of one adviser never meet."""

    adviser = models.ForeignKey(
        Adviser, on_delete=models.CASCADE, related_name="unavailable"
    )
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        ordering = ["first_day"]
        constraints = [
            models.UniqueConstraint(
                name="unavailable_from_once", fields=["adviser", "first_day"]
            ),
            models.CheckConstraint(
                name="unavailable_in_order",
                condition=Q(first_day__lte=F("last_day")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser_id}: {self.first_day}–{self.last_day}"
