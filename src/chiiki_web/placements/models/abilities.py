"""What the region can do alone: agreed at the start, seen by both sides apart."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chiiki_web.placements.models.placement import Placement
from chiiki_web.placements.models.sides import Side


class Ability(models.Model):
    """One thing that the region is to be able to do; ``code`` where it was suggested."""

    placement = models.ForeignKey(
        Placement, on_delete=models.PROTECT, related_name="abilities"
    )
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40, blank=True)
    text_ja = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200, blank=True)
    next_step = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="ability_number_once", fields=["placement", "number"]
            ),
        ]

    def __str__(self) -> str:
        return self.text_ja


class Assessment(models.Model):
    """How far one side sees one ability at one moment."""

    class Moment(models.TextChoices):
        START = "start", _("at the start")
        MIDDLE = "middle", _("in the middle")
        END = "end", _("at the end")
        YEAR_AFTER = "year_after", _("a year later")

    class Level(models.TextChoices):
        ALONE = "alone", _("alone")
        HELPED = "helped", _("with help")
        NOT_YET = "not_yet", pgettext_lazy("ability", "not yet")

    ability = models.ForeignKey(
        Ability, on_delete=models.PROTECT, related_name="assessments"
    )
    side = models.CharField(max_length=10, choices=Side)
    moment = models.CharField(max_length=10, choices=Moment)
    level = models.CharField(max_length=10, choices=Level)
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="assessment_once", fields=["ability", "side", "moment"]
            ),
            models.CheckConstraint(
                name="assessment_year_after_by_region",
                condition=~models.Q(moment="year_after") | models.Q(side="region"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ability_id} {self.side} {self.moment}: {self.level}"
