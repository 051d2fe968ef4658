"""Who is commissioned for a fiscal year: with how many days, and in which class of fee."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.advisers.models.register import MOST_DAYS, Adviser
from chiiki_web.documents.models import StoredFile


class Commission(models.Model):
    """Only who is commissioned for a year is sent in it. ``rate_class`` is a class of
    fee of the rules of matching.
    """

    class State(models.TextChoices):
        CURRENT = "current", _("commissioned")
        ENDED = "ended", _("ended")

    adviser = models.ForeignKey(
        Adviser, on_delete=models.PROTECT, related_name="commissions"
    )
    fiscal_year = models.PositiveSmallIntegerField()
    capacity_days = models.PositiveSmallIntegerField()
    rate_class = models.CharField(max_length=20, default="standard")
    number = models.CharField(max_length=30, unique=True)
    decided_at = models.DateTimeField()
    is_ended = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_ground = models.CharField(max_length=400, blank=True)
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["-fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="commission_once_a_year",
                fields=["adviser", "fiscal_year"],
                condition=Q(is_ended=False),
            ),
            models.CheckConstraint(
                name="commission_days_within_year",
                condition=Q(capacity_days__gte=1, capacity_days__lte=MOST_DAYS),
            ),
            models.CheckConstraint(
                name="commission_ends_with_ground",
                condition=Q(is_ended=False, ended_at=None, end_ground="")
                | Q(is_ended=True, ended_at__isnull=False) & ~Q(end_ground=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def state(self) -> State:
        return self.State.ENDED if self.is_ended else self.State.CURRENT
