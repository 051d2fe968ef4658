"""What was spent, the performance report, the amount fixed, and the payment."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.awards.models import Award
from chiiki_web.documents.models import StoredFile
from chiiki_web.plans.models import CostLine


class SpendingLine(models.Model):
    """One payment by the grantee, with its evidence."""

    award = models.ForeignKey(
        Award, on_delete=models.PROTECT, related_name="spending_lines"
    )
    form_key = models.UUIDField(unique=True)
    head = models.CharField(max_length=30, choices=CostLine.Head)
    description = models.CharField(max_length=200)
    payee = models.CharField(max_length=120)
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    evidence = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT
    )
    evidence_name = models.CharField(max_length=200, blank=True)
    entered_at = models.DateTimeField()
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["paid_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="spending_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.description} {self.amount}"


class PerformanceReport(models.Model):
    """実績報告: what was done with the money and what came of it."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        SUBMITTED = "submitted", _("received")
        RETURNED = "returned", _("returned for correction")
        ACCEPTED = "accepted", _("amount fixed")

    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, related_name="performance_report"
    )
    status = models.CharField(max_length=12, choices=Status, default=Status.DRAFT)
    done = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    difficulties = models.TextField(blank=True)
    finished_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    return_note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"performance report of {self.award}"


class Settlement(models.Model):
    """額の確定: the amount fixed, and how it was found."""

    award = models.OneToOneField(
        Award, on_delete=models.PROTECT, related_name="settlement"
    )
    eligible = models.PositiveBigIntegerField()
    fixed_amount = models.PositiveBigIntegerField()
    steps = models.JSONField(default=list)
    note = models.TextField(blank=True)
    fixed_at = models.DateTimeField()
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT
    )

    def __str__(self) -> str:
        return f"settlement of {self.award}"


class Payment(models.Model):
    """The fixed amount, paid once."""

    settlement = models.OneToOneField(
        Settlement, on_delete=models.PROTECT, related_name="payment"
    )
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="payment_is_positive", condition=Q(amount__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"payment {self.amount}"
