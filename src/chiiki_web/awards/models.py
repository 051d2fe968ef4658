"""The office's decision on an application: chosen, awarded with an amount, or not."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chiiki_web.accounts.models import Organisation
from chiiki_web.applications.models import Application
from chiiki_web.documents.models import StoredFile


class Series(models.Model):
    """The running numbers of an office's letters: its prefix, and the last one used."""

    office = models.OneToOneField(Organisation, on_delete=models.PROTECT)
    prefix = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.prefix


class Award(models.Model):
    """What became of a reviewed application. ``amount`` is in whole yen."""

    class Status(models.TextChoices):
        CANDIDATE = "candidate", _("selected (candidate)")
        NOT_SELECTED = "not_selected", _("not selected")
        DECIDED = "decided", _("award decided")
        DECLINED = "declined", _("withdrawn by the applicant")
        CANCELLED = "cancelled", _("cancelled")

    application = models.OneToOneField(Application, on_delete=models.PROTECT)
    status = models.CharField(max_length=14, choices=Status)
    amount = models.PositiveBigIntegerField(default=0)
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    ground = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    number = models.CharField(max_length=40, unique=True, null=True, blank=True)
    selected_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decline_by = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_ground = models.TextField(blank=True)
    letter = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT
    )

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="award_decided_has_number_and_amount",
                condition=~Q(status="decided")
                | Q(number__isnull=False, decided_at__isnull=False, amount__gt=0),
            ),
            models.CheckConstraint(
                name="award_refusal_has_ground",
                condition=~Q(status="not_selected") | ~Q(ground=""),
            ),
            models.CheckConstraint(
                name="award_ended_has_ground",
                condition=~Q(status__in=["declined", "cancelled"])
                | (Q(ended_at__isnull=False) & ~Q(end_ground="")),
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"award {self.pk}"

    @property
    def case(self) -> str:
        return self.application.case
