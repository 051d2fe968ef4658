"""Yearly status reports, for five years after the money ended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.services.models import Service


class StatusReport(models.Model):
    """運用状況等報告 of one service for one fiscal year."""

    class Status(models.TextChoices):
        DUE = "due", _("due")
        SUBMITTED = "submitted", _("received")

    service = models.ForeignKey(
        Service, on_delete=models.PROTECT, related_name="status_reports"
    )
    fiscal_year = models.PositiveSmallIntegerField()
    year_number = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    status = models.CharField(max_length=10, choices=Status, default=Status.DUE)
    is_in_use = models.BooleanField(null=True, blank=True)
    uses = models.PositiveIntegerField(null=True, blank=True)
    running_cost = models.PositiveBigIntegerField(null=True, blank=True)
    income = models.PositiveBigIntegerField(null=True, blank=True)
    payer = models.CharField(max_length=120, blank=True)
    went_well = models.TextField(blank=True)
    went_badly = models.TextField(blank=True)
    next_year = models.TextField(blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "pk"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="status_report_due"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="status_report_once", fields=["service", "fiscal_year"]
            ),
            models.CheckConstraint(
                name="status_report_says_use",
                condition=~models.Q(status="submitted")
                | models.Q(submitted_at__isnull=False, is_in_use__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"status report {self.fiscal_year} of {self.service_id}"
