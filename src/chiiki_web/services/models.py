"""What the money made: a service, its target, its use by month, and its warnings."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Organisation
from chiiki_web.awards.models import Award
from chiiki_web.plans.models import LIFELINES, Plan
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field


class Service(models.Model):
    """``use_state`` is the early-warning engine's last answer, kept for lists."""

    class UseState(models.TextChoices):
        TOO_EARLY = "too_early", _("too early to say")
        ON_TARGET = "on_target", _("used as planned")
        BELOW = "below", _("below target")
        FAR_BELOW = "far_below", _("far below target")
        SILENT = "silent", _("no use reported")
        ENDED = "ended", _("ended")

    award = models.OneToOneField(
        Award, null=True, blank=True, on_delete=models.PROTECT, related_name="service"
    )
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT)
    field = models.ForeignKey(Field, on_delete=models.PROTECT)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    lifeline = models.CharField(max_length=20, blank=True, choices=LIFELINES)
    started_on = models.DateField()
    funding_ended_on = models.DateField(null=True, blank=True)
    target_users = models.PositiveIntegerField(null=True, blank=True)
    target_uses_per_month = models.PositiveIntegerField()
    running_cost_per_year = models.PositiveBigIntegerField(null=True, blank=True)
    payer = models.CharField(max_length=20, blank=True, choices=Plan.Payer)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.TextField(blank=True)
    use_state = models.CharField(
        max_length=12, choices=UseState, default=UseState.TOO_EARLY
    )
    registered_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["lifeline", "use_state"], name="service_on_board"),
        ]
        constraints = [
            models.CheckConstraint(
                name="service_has_target", condition=Q(target_uses_per_month__gt=0)
            ),
            models.CheckConstraint(
                name="service_end_has_reason",
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""),
            ),
            models.CheckConstraint(
                name="service_ends_after_start",
                condition=Q(ended_on__isnull=True)
                | Q(ended_on__gte=models.F("started_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def case(self) -> str:
        return self.award.case if self.award else f"service:{self.pk}"


class MonthlyUse(models.Model):
    """Uses in one month; ``month`` is its first day. A correction is a new value."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="uses")
    month = models.DateField()
    uses = models.PositiveIntegerField()
    users = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                name="monthly_use_once", fields=["service", "month"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}: {self.uses}"


class UseWarning(models.Model):
    """A flag on a service that is silent or far below target, until the office closes it.

    ``code`` and ``values`` are the reason that the engine gave when it was raised.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("waiting for an improvement plan")
        ANSWERED = "answered", _("improvement plan received")
        CLOSED = "closed", _("closed")

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="warnings"
    )
    state = models.CharField(max_length=12, choices=Service.UseState)
    code = models.CharField(max_length=60)
    values = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    raised_at = models.DateTimeField()
    improvement_plan = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    closing_note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                name="warning_one_open_per_service",
                fields=["service"],
                condition=~Q(status="closed"),
            ),
            models.CheckConstraint(
                name="warning_answer_has_plan",
                condition=~Q(status="answered") | ~Q(improvement_plan=""),
            ),
            models.CheckConstraint(
                name="warning_closed_has_note",
                condition=~Q(status="closed")
                | (Q(closed_at__isnull=False) & ~Q(closing_note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} of {self.service_id}"
