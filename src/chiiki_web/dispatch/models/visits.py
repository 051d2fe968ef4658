"""The days that both sides agreed on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models.reports import Report
from chiiki_web.dispatch.models.requests import Request


class Schedule(models.Model):
    """Days that one side enters; once the other confirms, they replace those before."""

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="schedules"
    )
    form_key = models.UUIDField(unique=True)
    side = models.CharField(max_length=10, choices=Report.Side)
    note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="schedule_one_in_force",
                fields=["request"],
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="schedule_one_to_confirm",
                fields=["request"],
                condition=Q(ended_at__isnull=True, confirmed_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.pk}"


class Visits(models.QuerySet["Visit"]):
    """Stretches of work, as they are asked for."""

    def agreed(self) -> Visits:
        """Those that both sides have confirmed and no others have replaced."""
        return self.filter(
            schedule__ended_at=None, schedule__confirmed_at__isnull=False
        )


class Visit(models.Model):
    """One stretch of work, on site or online."""

    schedule = models.ForeignKey(
        Schedule, on_delete=models.CASCADE, related_name="visits"
    )
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)

    objects = Visits.as_manager()

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="visit_starts_before_it_ends",
                condition=Q(starts_at__lt=models.F("ends_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d}"
