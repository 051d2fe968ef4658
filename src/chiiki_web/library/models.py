"""Lessons that others can use: what was tried, what worked and what did not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from chiiki_web.plans.models import LIFELINES
from chiiki_web.regions.models import Municipality
from chiiki_web.schemes.models import Field
from chiiki_web.services.models import Service


class CaseStudy(models.Model):
    """Either from a service in this system, or with its source: a published finding, or work
    of which ``origin`` is the public page (a path of this site)."""

    class Result(models.TextChoices):
        USED = "used", _("still used")
        PARTLY = "partly", _("used less than planned")
        ENDED = "ended", _("ended")

    service = models.OneToOneField(
        Service,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case_study",
    )
    title_ja = models.CharField(max_length=160)
    title_en = models.CharField(max_length=200, blank=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT
    )
    lifeline = models.CharField(max_length=20, blank=True, choices=LIFELINES)
    result = models.CharField(max_length=10, choices=Result)
    problem_ja = models.TextField()
    problem_en = models.TextField(blank=True)
    worked_ja = models.TextField(blank=True)
    worked_en = models.TextField(blank=True)
    failed_ja = models.TextField(blank=True)
    failed_en = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)
    origin = models.CharField(max_length=200, blank=True)
    is_sample = models.BooleanField(default=False)
    published_at = models.DateTimeField()

    class Meta:
        ordering = ["-published_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="case_study_has_origin",
                condition=models.Q(service__isnull=False) | ~models.Q(source=""),
            ),
            models.CheckConstraint(
                name="case_study_has_lesson",
                condition=~models.Q(worked_ja="") | ~models.Q(failed_ja=""),
            ),
        ]

    def __str__(self) -> str:
        return self.title_ja
