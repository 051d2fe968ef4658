"""What a placement is to reach, and what was done for it month by month."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.placements.models.placement import Placement
from chiiki_web.placements.models.sides import Side


class Milestone(models.Model):
    """What is to be reached, by when, and how one sees that it is."""

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="milestones"
    )
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    seen_by = models.CharField(max_length=300)
    settled_on = models.DateField(null=True, blank=True)
    is_reached = models.BooleanField(null=True, blank=True)
    settled_note = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="milestone_number_once", fields=["placement", "number"]
            ),
            models.CheckConstraint(
                name="milestone_settled_with_answer",
                condition=Q(settled_on__isnull=True, is_reached__isnull=True)
                | Q(settled_on__isnull=False, is_reached__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.what}"


class MilestoneChange(models.Model):
    """What one side wishes to be otherwise, why, what stood before, and the answer."""

    class Answer(models.TextChoices):
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("not agreed")

    milestone = models.ForeignKey(
        Milestone, on_delete=models.PROTECT, related_name="changes"
    )
    what_before = models.CharField(max_length=200)
    due_on_before = models.DateField()
    seen_by_before = models.CharField(max_length=300)
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    seen_by = models.CharField(max_length=300)
    ground = models.TextField()
    side = models.CharField(max_length=10, choices=Side)
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=10, blank=True, choices=Answer)
    answer_note = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="milestone_one_change_open",
                fields=["milestone"],
                condition=Q(answer=""),
            ),
            models.CheckConstraint(
                name="milestone_change_has_ground", condition=~Q(ground="")
            ),
        ]

    def __str__(self) -> str:
        return f"change of {self.milestone_id}"


class MonthlyLog(models.Model):
    """What the manager did in a month; due in the next one, confirmed by the region."""

    class Status(models.TextChoices):
        DUE = "due", _("not written yet")
        SENT = "sent", _("to be confirmed by the region")
        RETURNED = "returned", _("returned to the manager")
        CONFIRMED = "confirmed", _("confirmed")

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="logs"
    )
    month = models.DateField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    days_worked = models.PositiveSmallIntegerField(null=True, blank=True)
    done = models.TextField(blank=True)
    obstacles = models.TextField(blank=True)
    handed_over = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    return_ground = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["month"]
        indexes = [models.Index(fields=["status", "due_on"], name="log_due")]
        constraints = [
            models.UniqueConstraint(
                name="log_once_a_month", fields=["placement", "month"]
            ),
            models.CheckConstraint(
                name="log_sent_says_days",
                condition=Q(status="due")
                | Q(days_worked__isnull=False, sent_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"log {self.month:%Y-%m} of {self.placement_id}"
