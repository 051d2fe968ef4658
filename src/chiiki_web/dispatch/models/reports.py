"""After a dispatch: both sides report, and a year later the region is asked again."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Membership
from chiiki_web.dispatch.models.requests import Request


class Report(models.Model):
    """What one side says of a dispatch after it."""

    class Side(models.TextChoices):
        REQUESTER = "requester", _("requester")
        ADVISER = "adviser", _("adviser")

    request = models.ForeignKey(
        Request, on_delete=models.PROTECT, related_name="reports"
    )
    side = models.CharField(max_length=10, choices=Side)
    held_on = models.DateField()
    done = models.TextField()
    outcome = models.TextField()
    next_step = models.TextField(blank=True)
    days_used = models.PositiveSmallIntegerField(default=0)
    hours_used = models.PositiveSmallIntegerField(default=0)
    submitted_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="report_once_per_side", fields=["request", "side"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} report on {self.request_id}"


class Survey(models.Model):
    """What became of it, asked in the next fiscal year (翌年度の調査)."""

    class State(models.TextChoices):
        RUNS = "runs", _("it is done and goes on")
        PARTLY = "partly", _("part of it is done")
        PLANNED = "planned", _("planned, not begun")
        STOPPED = "stopped", _("stopped")

    class Help(models.TextChoices):
        VERY = "very", _("very much")
        SOME = "some", _("to some extent")
        LITTLE = "little", _("little")
        NONE = "none", _("not at all")

    request = models.OneToOneField(
        Request, on_delete=models.PROTECT, related_name="survey"
    )
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, blank=True)
    helped = models.CharField(max_length=10, choices=Help, blank=True)
    outcome = models.TextField(blank=True)
    people_reached = models.PositiveIntegerField(null=True, blank=True)
    would_ask_again = models.BooleanField(null=True, blank=True)
    wishes = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="survey_answered_says_something",
                condition=models.Q(answered_at__isnull=True)
                | ~models.Q(state="") & ~models.Q(outcome=""),
            ),
        ]

    def __str__(self) -> str:
        return f"survey on {self.request_id}"
